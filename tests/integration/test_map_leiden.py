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
from dispatch.roadmap import Built, MapSettings, build_map
from dispatch.travel import CachedTravel, EmbeddedOsrm, EstimateSource, measure
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


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, float]:
    if not EXTRACT.exists():
        pytest.skip("../shared is not there")
    zones = load_zones(Zones())
    van = VehicleSection(id="v", profile="van", crates=10, kg=500, emission="euro6")
    settings = MapSettings(
        (52.16, 4.49),
        profiles_ahead(zones, [van], NEW_YEAR),
        tuple((zone.id, zone.polygons) for zone in zones),
    )
    began = used_cpu()
    result = build_map(
        EXTRACT, tmp_path_factory.mktemp("map"), settings, now=datetime(2029, 1, 1, tzinfo=UTC)
    )
    return result, used_cpu() - began


@pytest.fixture(scope="module")
def engine(built: tuple[Built, float]) -> EmbeddedOsrm:
    folder = built[0].status.folder
    assert folder is not None
    return EmbeddedOsrm(folder)


@pytest.fixture(scope="module")
def doors(built: tuple[Built, float]) -> list[tuple[float, float]]:
    folder = built[0].status.folder
    assert folder is not None
    database = sqlite3.connect(folder / GAZETTEER)
    rows: list[tuple[float, float]] = database.execute("SELECT lat, lon FROM address").fetchall()
    database.close()
    return [LAMMENSCHANS, *random.Random(1).sample(rows, 299)]


def test_the_map_is_built_in_a_minute_and_holds_the_town(built: tuple[Built, float]) -> None:
    result, seconds = built
    assert seconds < 60  # of CPU, so that it does not depend on what else runs
    assert result.status.profiles == ("bike", "van", "van~ze-leiden")
    assert result.status.roads == 39_890
    assert 120_000 < result.status.addresses <= 127_295
    folder = result.status.folder
    assert folder is not None
    database = sqlite3.connect(folder / BACKGROUND)
    kinds = dict(database.execute("SELECT kind, count(*) FROM shape GROUP BY kind"))
    database.close()
    assert kinds["water"] > 2_000
    assert kinds["road"] > 30_000


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


def test_three_hundred_doors_are_measured_in_half_a_second(
    engine: EmbeddedOsrm, doors: list[tuple[float, float]], tmp_path: Path
) -> None:
    windows = [TimeWindow(0, 86_400)] * len(doors)
    engine.matrix(BIKE, doors[:2])
    times = []
    for _ in range(3):
        began = time.perf_counter()
        measure(engine, [BIKE, VAN], doors, windows, Travel())
        times.append(time.perf_counter() - began)
    assert min(times) < 0.5
    cached = CachedTravel(engine, tmp_path)
    measure(cached, [BIKE, VAN], doors, windows, Travel())
    began = time.perf_counter()
    measure(CachedTravel(engine, tmp_path), [BIKE, VAN], doors, windows, Travel())
    assert time.perf_counter() - began < 0.1


def test_the_estimate_is_as_good_as_it_says(engine: EmbeddedOsrm, doors: list[tuple[float, float]]) -> None:
    for profile, mean in ((BIKE, 0.09), (VAN, 0.15)):
        true, guess = engine.matrix(profile, doors), EstimateSource().matrix(profile, doors)
        pairs = list(itertools.permutations(range(0, 300, 3), 2))
        errors = [abs(guess.seconds(a, b) / true.seconds(a, b) - 1) for a, b in pairs]
        assert sum(errors) / len(errors) < mean
        longer = [guess.metres(a, b) / true.metres(a, b) for a, b in pairs]
        assert sum(longer) / len(longer) == pytest.approx(1.0, abs=0.08)
