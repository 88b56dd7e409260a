"""Hold the promises about addresses on the real doors of Leiden."""

import importlib.util
import random
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from dispatch.app.geocoders import build_chain
from dispatch.config import Geocoding
from dispatch.geocoding.gazetteer import Gazetteer
from dispatch.geocoding.matching import RegisterGeocoder
from dispatch.geocoding.parsing import parse_address
from dispatch.mapfiles import GAZETTEER
from dispatch.roadmap.gazetteer import write_gazetteer

ROOT = Path(__file__).parents[2]
EXTRACT = ROOT.parent / "shared" / "leiden" / "leiden.osm.pbf"

pytestmark = pytest.mark.leiden


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("map")
    write_gazetteer(EXTRACT, folder / GAZETTEER, lambda _: None)
    return folder


@pytest.fixture(scope="module")
def gazetteer(folder: Path) -> Iterator[Gazetteer]:
    gazetteer = Gazetteer.open(folder / GAZETTEER)
    yield gazetteer
    gazetteer.close()


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_addresses", ROOT / "benchmarks" / "addresses.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_planted_errors_are_repaired_or_the_right_door_is_suggested_first(
    gazetteer: Gazetteer, bench: ModuleType
) -> None:
    chance = random.Random(2026)
    geocoder = RegisterGeocoder("gazetteer", gazetteer, 0.93)
    doors = bench.unique_doors(gazetteer)
    counts: Counter[str] = Counter()
    for plant in bench.MISTAKES.values():
        for door in chance.sample(doors, 60):
            typed = plant(door.address, chance)
            if typed is not None:
                counts[bench.grade(geocoder.locate(parse_address(typed)), door)] += 1
    assert counts.total() > 1500
    assert counts["exact WRONG"] == 0
    good = counts["exact right"] + counts["likely right"] + counts["first"]
    assert good / counts.total() >= 0.95
    assert counts["likely WRONG"] / counts.total() < 0.002


def test_addresses_as_written_are_exact_and_fast(
    folder: Path, gazetteer: Gazetteer, bench: ModuleType
) -> None:
    doors = random.Random(7).sample(bench.unique_doors(gazetteer), 2000)
    seconds = []
    for _ in range(3):
        with build_chain(
            Geocoding(offline=True),
            map_folder=folder,
            cache_file=None,
            now=lambda: datetime(2026, 11, 21, tzinfo=UTC),
        ) as chain:
            begin = time.process_time()
            found = [chain.locate(door.address) for door in doors]
            seconds.append(time.process_time() - begin)
    exact = sum(bench.grade(one, door) == "exact right" for one, door in zip(found, doors, strict=True))
    assert exact / len(doors) >= 0.99
    assert min(seconds) < 1.0  # of one processor


def test_nothing_is_made_up(gazetteer: Gazetteer, bench: ModuleType) -> None:
    chance = random.Random(11)
    geocoder = RegisterGeocoder("gazetteer", gazetteer, 0.93)
    doors = chance.sample(bench.unique_doors(gazetteer), 100)
    for kind, typed in bench.unreal(doors, gazetteer, chance):
        assert geocoder.locate(parse_address(typed)).place is None, kind


def test_suggestions_are_quick(gazetteer: Gazetteer, bench: ModuleType) -> None:
    chance = random.Random(5)
    geocoder = RegisterGeocoder("gazetteer", gazetteer, 0.93)
    doors = chance.sample(bench.unique_doors(gazetteer), 100)
    typed = [parse_address(t) for _, t in bench.unreal(doors, gazetteer, chance)]
    geocoder.locate(typed[0])  # the names are read once
    times = []
    for one in typed:
        begin = time.process_time()
        geocoder.locate(one)
        times.append(time.process_time() - begin)
    assert sorted(times)[len(times) * 95 // 100] < 0.020
