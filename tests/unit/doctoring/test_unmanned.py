"""What the doctor says of robots and drones."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from shop import PLACE

from dispatch.config import Config, load_config
from dispatch.doctoring import Surroundings, store, unmanned
from dispatch.doctoring.findings import Finding

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
AROUND = Surroundings(NOW, Path("/none"), Path("/none"))
BASE = (
    PLACE
    + """
[[vehicle]]
id = "drone-1"
profile = "drone"
crates = 1
kg = 5
trip_range_km = 16
{more}

[[courier]]
name = "Drone"
vehicle = "drone-1"
shift = "{shift}"
breaks = "none"
"""
)


def config(tmp_path: Path, more: str = "", shift: str = "10:00-16:00", end: str = "") -> Config:
    path = tmp_path / "dispatch.toml"
    path.write_text(BASE.format(more=more, shift=shift) + end, encoding="utf-8")
    return load_config(path)


def said(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(one.code, one.level, one.about) for one in findings]


def test_a_drone_without_a_permit_is_a_trial(tmp_path: Path) -> None:
    (finding,) = unmanned.permits(config(tmp_path), AROUND)
    assert said([finding]) == [("PERMITS", "warn", "trial")]
    assert [fact.value for fact in finding.facts] == ["drone-1"]
    allowed = config(tmp_path, 'allowed = true\npermit = "NLD-SORA-1"')
    assert said(list(unmanned.permits(allowed, AROUND))) == [("PERMITS", "ok", "good")]


def test_a_fleet_of_bikes_hears_nothing_of_it(tmp_path: Path) -> None:
    bikes = config(tmp_path).model_copy(update={"vehicle": ()})
    assert [*unmanned.permits(bikes, AROUND), *unmanned.flights(bikes, AROUND)] == []


@pytest.mark.parametrize(
    ("shift", "about"), [("10:00-16:00", "good"), ("10:00-17:00", "dark"), ("08:00-12:00", "dark")]
)
def test_flights_in_the_dark(tmp_path: Path, shift: str, about: str) -> None:
    """In Leiden the sun rises at 8:19 and sets at 16:37 on that day."""
    calm = "[[air.wind]]\nmetres_per_second = 4\nfrom_degrees = 240\n"
    findings = list(unmanned.flights(config(tmp_path, shift=shift, end=calm), AROUND))
    assert {(one.code, one.about) for one in findings} == {("NO_FLY", "good"), ("DAYLIGHT", about)}


def test_no_wind_and_no_area(tmp_path: Path) -> None:
    found = said(list(unmanned.flights(config(tmp_path), replace(AROUND, no_fly=False))))
    assert found[:2] == [("NO_FLY", "warn", "none"), ("WIND", "warn", "calm")]


def test_a_drone_covers_no_hours(tmp_path: Path) -> None:
    found = said(list(store.couriers(config(tmp_path, shift="15:00-22:00"), AROUND)))
    assert found == [("COURIERS", "fail", "nobody")] * 2
