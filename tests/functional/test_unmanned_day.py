"""A day with four drones, a robot, two bikes and areas closed to drones, from the till to the paper."""

import csv
import itertools
import json
import math
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import shapely
from inprocess import Run, runner
from till import table

from dispatch.archive import read_plan
from dispatch.model import PlannedDay

DAY: Final = "2026-11-21"
HOME: Final = (52.16, 4.49)
AIRSPEED: Final = 60 / 3.6
WIND: Final = (6.0, 240)
CLOSED: Final = {
    "west": [(4.470, 52.155), (4.480, 52.155), (4.480, 52.170), (4.470, 52.170)],
    "zuid": [(4.488, 52.140), (4.500, 52.140), (4.500, 52.152), (4.494, 52.154), (4.488, 52.152)],
}
CONSENTS: Final = ("", "drone_ok", "Drone mag", "robot_ok", "drone_ok+robot akkoord")
CONFIG: Final = """
[store]
name = "Winkel"
lat = 52.16
lon = 4.49
language = "{language}"
opening = "08:00-20:00"
delivery = "13:00-21:00"

[travel]
source = "estimate"

[geocoding]
offline = true

[intake]
settle_seconds = 0

[solver]
engine = "ortools"
iterations = 100
workers = 1

[zones]
no_fly = false

[air]
clearance_metres = 40
[[air.wind]]
metres_per_second = 6
from_degrees = 240
"""
BIKE: Final = """
[[vehicle]]
id = "fiets-{n}"
profile = "bike"
crates = 8
kg = 120
cost_per_km = 0.10
fixed_cost = 10.00

[[courier]]
name = "Fietser {n}"
vehicle = "fiets-{n}"
shift = "13:00-21:00"
hourly_wage = 20.00
"""
DRONE: Final = """
[[vehicle]]
id = "drone-{n}"
profile = "drone"
crates = 1
kg = 5
trip_range_km = {range}
loading_minutes = 5
{permit}

[[courier]]
name = "Drone {n}"
vehicle = "drone-{n}"
shift = "13:00-16:30"
breaks = "none"
max_trips = 30
"""
ROBOT: Final = """
[[vehicle]]
id = "robot-1"
profile = "robot"
crates = 2
kg = 40
speed_kmh = 10
trip_range_km = 12
loading_minutes = 5

[[courier]]
name = "Robot 1"
vehicle = "robot-1"
shift = "13:00-21:00"
breaks = "none"
max_trips = 30
"""


def configure(folder: Path, language: str = "nl", permit: str = "") -> None:
    zones = "".join(
        f'[[zones.own]]\nid = "{name}"\nkinds = ["drone"]\npolygon = {[list(corner) for corner in corners]}\n'
        for name, corners in CLOSED.items()
    )
    ranges = {1: 8, 2: 8, 3: 8, 4: 3}
    fleet = [BIKE.format(n=n) for n in (1, 2)]
    fleet += [DRONE.format(n=n, range=far, permit=permit) for n, far in ranges.items()]
    text = CONFIG.format(language=language) + "".join(fleet) + ROBOT + zones
    (folder / "dispatch.toml").write_text(text, encoding="utf-8")


def orders(rng: random.Random) -> list[dict[str, str]]:
    """Draw forty baskets around the store, some light, with every kind of consent."""
    rows = []
    for _ in range(40):
        light = rng.random() < 0.6
        rows.append(
            {
                "lat": f"{HOME[0] + rng.uniform(-0.025, 0.025):.6f}",
                "lon": f"{HOME[1] + rng.uniform(-0.04, 0.04):.6f}",
                "tijdstip": "12:00",
                "huisnummer": str(len(rows) + 1),
                "kratten": "1" if light else "2",
                "gewicht_kg": f"{rng.uniform(1, 4.9):.1f}" if light else "14",
                "temperatuur": rng.choice(("gewoon", "koel")) if light else "gewoon+koel",
                "leeftijdscontrole": "ja" if rng.random() < 0.15 else "nee",
                "opmerking": "3e verdieping" if rng.random() < 0.15 else "",
                "van": "13:30",
                "tot": "16:30",
                "vaardigheden": rng.choice(CONSENTS),
            }
        )
    return rows


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Run]]:
    folder = tmp_path_factory.mktemp("shop")
    with pytest.MonkeyPatch.context() as patch:
        run = runner(folder, patch)
        configure(folder)
        (folder / "purchases.csv").write_text(table(*orders(random.Random(5))), encoding="utf-8")
        done = run("plan", "purchases.csv", "--date", DAY)
        assert done.status == 5, done.err
        yield folder, run


@pytest.fixture(scope="module")
def day(shop: tuple[Path, Run]) -> PlannedDay:
    return read_plan(shop[0] / "runs" / DAY / "v1")


def brought(day: PlannedDay, kind: str) -> list[tuple[Any, Any, Any]]:
    """Return vehicle, trip and order of everything that a kind of vehicle brings."""
    stops = {stop.id: stop for stop in day.problem.stops}
    return [
        (route.shift.vehicle, trip, located.order)
        for route in day.plan.routes
        if route.shift.vehicle.kind == kind
        for trip in route.trips
        for visit in trip.visits
        for located in stops[visit.stop].orders
    ]


def test_all_of_them_work_together(day: PlannedDay) -> None:
    kinds = {route.shift.vehicle.kind for route in day.plan.routes}
    assert kinds == {"bike", "drone", "robot"}
    assert len({vehicle.id for vehicle, *_ in brought(day, "drone")}) >= 2
    assert len(brought(day, "drone")) >= 5


def test_no_line_crosses_a_closed_area(day: PlannedDay) -> None:
    """By geometry of its own: the lines as drawn against the outlines as configured."""
    closed = shapely.union_all([shapely.Polygon(corners) for corners in CLOSED.values()])
    flying = {route.name for route in day.plan.routes if route.shift.vehicle.kind == "drone"}
    lines = [
        shapely.LineString([(lon, lat) for lat, lon in leg.line])
        for shape in day.shapes
        if shape.route in flying
        for leg in shape.legs
    ]
    assert lines
    metres = [closed.distance(line) * 111_195 for line in lines]
    assert min(metres) > 0
    assert not any(line.intersects(closed) for line in lines)
    assert any(len(line.coords) > 2 for line in lines), "no flight had to go around anything"


def _seconds(line: tuple[tuple[float, float], ...]) -> float:
    """Fly along a line: the ground speed at which air speed and wind add up along it, by bisection."""
    total = 0.0
    towards = math.radians(WIND[1] + 180)
    wind = (WIND[0] * math.sin(towards), WIND[0] * math.cos(towards))
    for here, there in itertools.pairwise(line):
        scale = math.cos(math.radians((here[0] + there[0]) / 2))
        east, north = (there[1] - here[1]) * scale * 111_195, (there[0] - here[0]) * 111_195
        far = math.hypot(east, north)
        low, high = 0.0, AIRSPEED + WIND[0] + 1
        for _ in range(60):
            speed = (low + high) / 2
            through = math.hypot(speed * east / far - wind[0], speed * north / far - wind[1])
            low, high = (speed, high) if through < AIRSPEED else (low, speed)
        total += far / low
    return total


def test_every_flight_is_within_range_and_payload(day: PlannedDay) -> None:
    shapes = {(shape.route, shape.trip): shape for shape in day.shapes}
    for route in day.plan.routes:
        if route.shift.vehicle.kind != "drone":
            continue
        reach = {"drone-4": 3_000}.get(route.shift.vehicle.id, 8_000)
        for number, trip in enumerate(route.trips, start=1):
            assert len(trip.visits) == 1
            flown = sum(_seconds(leg.line) for leg in shapes[route.name, number].legs) * AIRSPEED
            assert flown <= reach
            assert trip.metres == pytest.approx(flown, rel=2e-3, abs=4)
            assert trip.visits[0].drive_seconds == pytest.approx(60 + flown / 2 / AIRSPEED, rel=0.4)
            assert trip.load.grams <= 5_000
            assert trip.load.crates == 1
            assert trip.arrival <= (16 * 60 + 30) * 60


def test_who_did_not_consent_is_served_by_a_bike(day: PlannedDay) -> None:
    for kind in ("drone", "robot"):
        for _, _, order in brought(day, kind):
            assert any(kind in skill.casefold() for skill in order.skills)
            assert not order.age_check
            assert not order.climb
    for _, _, order in brought(day, "drone"):
        assert len(order.temperatures) == 1
    assert any("drone" in skill.casefold() for _, _, order in brought(day, "bike") for skill in order.skills)


def test_a_stop_in_a_closed_area_is_not_flown_to(day: PlannedDay) -> None:
    closed = shapely.union_all([shapely.Polygon(corners) for corners in CLOSED.values()])
    inside = {s.id for s in day.problem.stops if closed.covers(shapely.Point(s.place.lon, s.place.lat))}
    assert inside
    drones = {shift.vehicle.id for shift in day.problem.shifts if shift.vehicle.kind == "drone"}
    barred = {(r.vehicle, r.stop) for r in day.problem.restrictions if r.window is None}
    assert {(drone, stop) for drone in drones for stop in inside} <= barred


def test_it_is_verified_and_marked(shop: tuple[Path, Run]) -> None:
    _, run = shop
    assert run("verify", "latest").status == 0
    report = run("report", "latest", "--json")
    assert report.status == 0, report.err


def test_the_doctor_says_which_have_no_permit(shop: tuple[Path, Run]) -> None:
    _, run = shop
    found = {one["code"]: one for one in json.loads(run("doctor", "--json").out)["findings"]}
    assert found["PERMITS"]["level"] == "warn"
    assert "drone-1" in found["PERMITS"]["message"]


def test_with_a_permit_nothing_is_a_trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = runner(tmp_path, monkeypatch)
    configure(tmp_path, "en", 'allowed = true\npermit = "NLD-SORA-17"')
    (tmp_path / "purchases.csv").write_text(table(*orders(random.Random(5))[:12]), encoding="utf-8")
    done = run("plan", "purchases.csv", "--date", DAY, "--json")
    told = [issue for issue in done.json["issues"] if issue["code"] == "TRIAL"]
    assert all("drone" not in issue["message"] for issue in told)
    with (tmp_path / "runs" / DAY / "v1" / "routes.csv").open(encoding="utf-8") as file:
        assert {row["vehicle"] for row in csv.DictReader(file)} & {f"drone-{n}" for n in range(1, 5)}


def test_what_more_consent_would_save(shop: tuple[Path, Run]) -> None:
    """The robot and the drones of the store, and every customer lets them come."""
    from dispatch_cli import studies  # noqa: F401 - adds its command

    folder, run = shop
    (folder / "all.toml").write_text("consent = { robot = 1.0, drone = 1.0 }\n", encoding="utf-8")
    (folder / "none.toml").write_text(
        'name = "none"\nvehicles = ["-robot-1", "-4 drone-1"]\n', encoding="utf-8"
    )
    asked = run("whatif", "all.toml", "none.toml", "--iterations", "300", "--workers", "1", "--json")
    assert asked.status == 5, asked.err  # estimated travel
    told = {
        scenario["name"]: {one["measure"]: one["difference"] for one in scenario["differences"]}
        for scenario in asked.json["scenarios"]
    }
    assert told["all"]["cost_eur"] < 0  # more for the robot and the drones
    assert told["none"]["cost_per_delivery_eur"] > 0
    assert told["none"]["vehicles"] < 0
