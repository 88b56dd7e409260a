"""The same on a real extract of Leiden (../shared), with the zone that ships with the program."""

import itertools
import random
import resource
import sqlite3
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dispatch.config import Travel, VehicleSection, Zones
from dispatch.mapfiles import BACKGROUND, GAZETTEER
from dispatch.model import TimeWindow, TravelProfile
from dispatch.ports import TravelSource
from dispatch.roadmap import MapStatus
from dispatch.roadmap.build import build_map
from dispatch.roadmap.settings import MapSettings
from dispatch.travel import CachedTravel, EmbeddedOsrm, EstimateSource, bounded, measure, measure_door
from dispatch.zones import load_zones, profiles_ahead

pytestmark = pytest.mark.leiden

EXTRACT = Path(__file__).parents[3] / "shared" / "leiden" / "leiden.osm.pbf"
BIKE, VAN, VAN_OUTSIDE = TravelProfile("bike"), TravelProfile("van"), TravelProfile("van", ("ze-leiden",))
STATION, LAMMENSCHANS, TOWN_HALL = (52.1663, 4.4817), (52.1470, 4.4925), (52.1594, 4.4909)
NEW_YEAR = date(2029, 1, 1)


def used_cpu() -> float:
    """Return the seconds of CPU of this process and the tools it ran."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def build(root: Path, reach_km: float) -> MapStatus:
    """Build the map of Leiden for bikes and Euro 6 vans on the day that the zone closes to them."""
    if not EXTRACT.exists():
        pytest.skip("../shared is not there")
    zones = load_zones(Zones())
    van = VehicleSection(id="v", profile="van", crates=10, kg=500, emission="euro6")
    settings = MapSettings(
        (52.16, 4.49),
        profiles_ahead(zones, [van], NEW_YEAR),
        tuple((zone.id, zone.polygons) for zone in zones),
        reach_km=reach_km,
        margin_km=0.5,
    )
    return build_map(EXTRACT, root, settings, now=datetime(2029, 1, 1, tzinfo=UTC)).status


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the middle of the town only, which takes seconds."""
    folder = build(tmp_path_factory.mktemp("map"), 2.0).folder
    assert folder is not None
    return folder


@pytest.fixture(scope="module")
def engine(town: Path) -> EmbeddedOsrm:
    return EmbeddedOsrm(town)


@pytest.fixture(scope="module")
def doors(town: Path) -> list[tuple[float, float]]:
    return random_doors(town)


def random_doors(folder: Path) -> list[tuple[float, float]]:
    database = sqlite3.connect(folder / GAZETTEER)
    rows: list[tuple[float, float]] = database.execute("SELECT lat, lon FROM address").fetchall()
    database.close()
    return [LAMMENSCHANS, *random.Random(1).sample(rows, 299)]


@pytest.mark.nightly
def test_the_whole_map_is_built_in_a_minute_and_measured_in_half_a_second(tmp_path: Path) -> None:
    began = used_cpu()
    status = build(tmp_path, 13.0)
    assert used_cpu() - began < 60  # of CPU, so that it does not depend on what else runs
    assert status.profiles == ("bike", "van", "van~ze-leiden")
    assert status.roads == 39_890
    assert 120_000 < status.addresses <= 127_295
    assert status.folder is not None
    database = sqlite3.connect(status.folder / BACKGROUND)
    kinds = dict(database.execute("SELECT kind, count(*) FROM shape GROUP BY kind"))
    database.close()
    assert kinds["water"] > 2_000
    assert kinds["road"] > 30_000
    engine, places = EmbeddedOsrm(status.folder), random_doors(status.folder)
    engine.matrix(BIKE, places[:2])
    assert fastest(engine, places) < 0.5


def fastest(engine: TravelSource, places: list[tuple[float, float]]) -> float:
    """Return the seconds of CPU that bikes and vans take to measure, at best of three."""
    windows, times = [TimeWindow(0, 86_400)] * len(places), []
    for _ in range(3):
        began = time.process_time()
        measure(engine, [BIKE, VAN], places, windows, Travel())
        times.append(time.process_time() - began)
    return min(times)


def test_the_zone_makes_the_detour_that_was_measured_by_hand(engine: EmbeddedOsrm) -> None:
    ends = [STATION, LAMMENSCHANS]
    inside, around = (engine.matrix(profile, ends).metres(0, 1) for profile in (VAN, VAN_OUTSIDE))
    assert inside == pytest.approx(3_400, rel=0.05)
    assert around > 1.8 * inside
    (leg,) = engine.legs(VAN, ends)
    assert "Langegracht" in leg.streets
    assert not set(leg.streets) & set(engine.legs(VAN_OUTSIDE, ends)[0].streets)


def test_a_door_in_the_zone_hangs_far_away_outside(engine: EmbeddedOsrm) -> None:
    snaps = engine.snap(VAN_OUTSIDE, [LAMMENSCHANS, TOWN_HALL])
    assert snaps[1].metres > 300
    assert engine.snap(VAN, [LAMMENSCHANS, TOWN_HALL])[1].metres < 60


def test_bikes_take_shorter_ways_and_vans_faster_ones(
    engine: EmbeddedOsrm, doors: list[tuple[float, float]]
) -> None:
    bike, van = engine.matrix(BIKE, doors), engine.matrix(VAN, doors)
    pairs = list(itertools.permutations(range(100), 2))
    shorter = sum(bike.metres(a, b) <= van.metres(a, b) for a, b in pairs)
    faster = sum(van.seconds(a, b) <= bike.seconds(a, b) for a, b in pairs)
    assert shorter > 0.85 * len(pairs)
    assert faster > 0.85 * len(pairs)
    for matrix, slow, fast in ((bike, 13.5, 17.0), (van, 24.0, 36.0)):
        metres = sum(matrix.metres(a, b) for a, b in pairs)
        assert slow < 3.6 * metres / sum(matrix.seconds(a, b) for a, b in pairs) < fast


def test_nearly_every_address_can_be_served(engine: EmbeddedOsrm, doors: list[tuple[float, float]]) -> None:
    windows = [TimeWindow(0, 86_400)] * len(doors)
    measured = measure(engine, [BIKE, VAN], doors, windows, Travel())
    assert sum(finding.barred for finding in measured.findings) <= 2


def test_a_second_run_takes_no_time(
    engine: EmbeddedOsrm, doors: list[tuple[float, float]], tmp_path: Path
) -> None:
    windows = [TimeWindow(0, 86_400)] * len(doors)
    first = measure(CachedTravel(engine, tmp_path), [BIKE, VAN], doors, windows, Travel())
    again = CachedTravel(engine, tmp_path)
    second = measure(again, [BIKE, VAN], doors, windows, Travel())
    assert first.findings == second.findings
    for one, two in zip(first.matrices, second.matrices, strict=True):
        assert bytes(one.flat_seconds) == bytes(two.flat_seconds)
    assert fastest(again, doors) < 0.1


def test_the_estimate_is_as_good_as_it_says(engine: EmbeddedOsrm, doors: list[tuple[float, float]]) -> None:
    # in the middle of the town the errors are larger than those of docs/travel.md
    for profile, mean in ((BIKE, 0.12), (VAN, 0.20)):
        true, guess = engine.matrix(profile, doors), EstimateSource().matrix(profile, doors)
        pairs = list(itertools.permutations(range(0, 300, 3), 2))
        errors = [abs(guess.seconds(a, b) / true.seconds(a, b) - 1) for a, b in pairs]
        assert sum(errors) / len(errors) < mean
        longer = [guess.metres(a, b) / true.metres(a, b) for a, b in pairs]
        assert sum(longer) / len(longer) == pytest.approx(1.0, abs=0.08)


@pytest.mark.parametrize("profile", [BIKE, VAN], ids=str)
def test_ways_that_were_not_measured_are_never_told_longer(
    engine: EmbeddedOsrm, doors: list[tuple[float, float]], profile: TravelProfile
) -> None:
    """Turning at a door is the one thing that may make a way by the door quicker than the direct one."""
    section, places = Travel(), [TOWN_HALL, *doors[:120]]
    windows, rng = [TimeWindow(0, 86_400)] * len(places), random.Random(5)
    (matrix,) = measure(engine, [profile], places, windows, section).matrices
    loose = []
    for door in doors[120:150]:
        asked = (engine, profile, places, windows, door, windows[:1], section)
        whole, near = measure_door(*asked), {0, *rng.sample(range(1, len(places)), 12)}
        told = bounded(matrix, measure_door(*asked, near), near, places, door, section)
        for name in ("to_door", "from_door", "metres_to", "metres_from"):
            assert (getattr(told, name) <= getattr(whole, name)).all(), name
        loose.append(float((whole.to_door - told.to_door).mean()))
    assert sum(loose) / len(loose) < 180
