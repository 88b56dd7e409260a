"""What ``dispatch.toml`` may say of robots and drones."""

from pathlib import Path

import pytest
from shop import PLACE

from dispatch.building.fleet import make_vehicles
from dispatch.config import Config, load_config, speed_mph
from dispatch.errors import ConfigError
from dispatch.zones import load_zones

BASE = (
    PLACE
    + """
[[courier]]
name = "Anna"
vehicle = "v"
shift = "15:30-22:30"

"""
)


def load(tmp_path: Path, profile: str, more: str = "", end: str = "") -> Config:
    vehicle = f'[[vehicle]]\nid = "v"\nprofile = "{profile}"\ncrates = 1\nkg = 5\n{more}\n'
    (tmp_path / "dispatch.toml").write_text(BASE + vehicle + end, encoding="utf-8")
    return load_config(tmp_path / "dispatch.toml")


@pytest.mark.parametrize(
    ("profile", "more", "said"),
    [
        ("bike", "speed_kmh = 20", "speed_kmh is for robots and drones, and this is a bike"),
        ("van", 'allowed = true\npermit = "1"', "allowed is for robots and drones"),
        ("robot", "allowed = true", "allowed = true needs the permit's number"),
        ("robot", "speed_kmh = 3", "a robot on the pavement does 4 to 15 km/h"),
        ("robot", "speed_kmh = 16", "a robot on the pavement does 4 to 15 km/h"),
        ("drone", "trip_range_km = 16\nmax_stops = 2", "a drone has one drop a flight"),
        ("drone", "", "a drone needs trip_range_km"),
        ("drone", "trip_range_km = 61", "trip_range_km is more than it flies in 1 hour"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, profile: str, more: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load(tmp_path, profile, more)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("profile", "more", "speed"),
    [
        ("bike", "", 0),
        ("robot", "", 6_000),
        ("robot", "speed_kmh = 12.5", 12_500),
        ("drone", "trip_range_km = 16", 60_000),
        ("drone", "trip_range_km = 80\nspeed_kmh = 80", 80_000),
    ],
)
def test_speeds(tmp_path: Path, profile: str, more: str, speed: int) -> None:
    assert speed_mph(load(tmp_path, profile, more).vehicle[0]) == speed


def test_a_trial_ends_with_the_permit(tmp_path: Path) -> None:
    for more, trial in (("", True), ('allowed = true\npermit = "RDW 26-1"', False)):
        config = load(tmp_path, "robot", more)
        vehicle = make_vehicles(config.vehicle, {"v": "robot@6"})["v"]
        assert (vehicle.trial, vehicle.unmanned) == (trial, True)


def test_a_drone_has_one_drop_a_flight(tmp_path: Path) -> None:
    config = load(tmp_path, "drone", "trip_range_km = 16")
    vehicle = make_vehicles(config.vehicle, {"v": "drone@60"})["v"]
    assert (vehicle.max_stops, vehicle.trip_range_m) == (1, 16_000)


def test_hours_open_nothing_to_a_drone(tmp_path: Path) -> None:
    zone = '[[zones.own]]\nid = "markt"\nkinds = ["drone"]\nallowed = ["06:00-08:00"]\n'
    outline = "polygon = [[4.4, 52.1], [4.5, 52.1], [4.5, 52.2]]\n"
    config = load(tmp_path, "bike", end=zone + outline)
    with pytest.raises(ConfigError, match="allowed hours, which open nothing to a drone"):
        load_zones(config.zones)
