"""Measure building a map and asking it for matrices, beside embedded Valhalla if it is installed.

    python benchmarks/travel.py EXTRACT.osm.pbf [--store LAT,LON] [--places 300] [--folder FOLDER]

Valhalla (``pip install pyvalhalla``) is no dependency; without it, its lines are left out. Its
tiles are built from the same clipped extract, its bicycle and auto costings take the place of our
bike and van, and it is asked for times and distances of the same random addresses: with the
matrix algorithm it chooses itself, and with ``timedistancematrix``.
"""

import argparse
import json
import random
import resource
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from dispatch.config import Travel, Zones
from dispatch.mapfiles import GAZETTEER
from dispatch.model import Point, TimeWindow, TravelProfile
from dispatch.roadmap.build import CLIPPED, build_map
from dispatch.roadmap.settings import MapSettings
from dispatch.travel import CachedTravel, EmbeddedOsrm, measure
from dispatch.zones import load_zones

BIKE, VAN = TravelProfile("bike"), TravelProfile("van")
REPEATS = 5


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("extract", type=Path)
    arguments.add_argument("--store", default="52.1600,4.4900", help="LAT,LON")
    arguments.add_argument("--places", type=int, default=300)
    arguments.add_argument("--folder", type=Path, help="where to work; default a temporary folder")
    given = arguments.parse_args()
    lat, lon = map(float, given.store.split(","))
    folder = given.folder or Path(tempfile.mkdtemp(prefix="bench-travel-"))
    try:
        built = build(given.extract, folder / "map", (lat, lon))
        doors = [(lat, lon), *random_doors(built, given.places - 1)]
        ours = ask_osrm(built, doors, folder / "cache")
        theirs = ask_valhalla(built / CLIPPED, doors, folder / "valhalla")
        for name, seconds in theirs.items():
            print(f"ratio: {name} takes {seconds / ours:.1f} times as long")
    finally:
        if given.folder is None:
            shutil.rmtree(folder)


def build(extract: Path, root: Path, store: Point) -> Path:
    zones = load_zones(Zones())
    profiles = [BIKE, VAN, *(TravelProfile("van", (zone.id,)) for zone in zones)]
    settings = MapSettings(store, tuple(profiles), tuple((zone.id, zone.polygons) for zone in zones))
    began = time.perf_counter()
    status = build_map(extract, root, settings, now=datetime.now(UTC), force=True).status
    wall = time.perf_counter() - began
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    peak = max(usage.ru_maxrss for usage in used) / 1024
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in used)
    print(f"map build, {len(profiles)} profiles: {wall:.1f} s ({cpu:.1f} s of CPU), peak {peak:.0f} MB")
    print(f"  {status.roads} roads, {status.addresses} addresses, {status.size_bytes / 1e6:.0f} MB on disk")
    assert status.folder is not None
    return status.folder


def random_doors(folder: Path, count: int) -> list[Point]:
    database = sqlite3.connect(folder / GAZETTEER)
    rows: list[Point] = database.execute("SELECT lat, lon FROM address ORDER BY lat, lon").fetchall()
    database.close()
    return random.Random(1).sample(rows, count)


def fastest(work: Callable[[], object]) -> float:
    """Return the seconds of the fastest of some repeats, as timeit does."""
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def ask_osrm(folder: Path, doors: list[Point], cache: Path) -> float:
    size = f"{len(doors)}x{len(doors)}"
    engine = EmbeddedOsrm(folder)
    total = 0.0
    for profile in (BIKE, VAN):
        seconds = fastest(lambda profile=profile: engine.matrix(profile, doors))  # type: ignore[misc]
        print(f"OSRM, {profile.key}, {size}: {seconds:.3f} s")
        total += seconds
    windows = [TimeWindow(14 * 3600, 22 * 3600)] * len(doors)

    def whole(source: Any) -> Callable[[], object]:
        return lambda: measure(source(), [BIKE, VAN], doors, windows, Travel())

    print(f"measure, two profiles, map opened anew: {fastest(whole(lambda: EmbeddedOsrm(folder))):.3f} s")
    fill = CachedTravel(engine, cache)
    measure(fill, [BIKE, VAN], doors, windows, Travel())
    print(
        f"measure, two profiles, from the cache: {fastest(whole(lambda: CachedTravel(engine, cache))):.3f} s"
    )
    path = doors[:31]
    print(f"ways of 30 legs, bike: {fastest(lambda: engine.legs(BIKE, path)):.3f} s")
    return total


def ask_valhalla(extract: Path, doors: list[Point], folder: Path) -> dict[str, float]:
    try:
        import valhalla
    except ImportError:
        print("Valhalla is not installed: no comparison")
        return {}
    (folder / "tiles").mkdir(parents=True)
    config = valhalla.get_config(tile_extract="", tile_dir=str(folder / "tiles"), verbose=False)
    for costing in ("bicycle", "auto"):
        limits = config["service_limits"][costing]
        limits["max_matrix_location_pairs"] = len(doors) ** 2
        limits["max_matrix_distance"] = 1_000_000
        limits["max_locations"] = 2 * len(doors)
    (folder / "config.json").write_text(json.dumps(config))
    program = Path(valhalla.__file__).parent / "bin" / "valhalla_build_tiles"
    began = time.perf_counter()
    command = [str(program), "-c", str(folder / "config.json"), str(extract)]
    subprocess.run(command, check=True, capture_output=True)
    print(f"Valhalla {metadata.version('pyvalhalla')}, tiles: {time.perf_counter() - began:.1f} s")
    places = [{"lat": lat, "lon": lon} for lat, lon in doors]
    found = {}
    for name in ("select_optimal", "timedistancematrix"):
        config["thor"]["source_to_target_algorithm"] = name
        (folder / "config.json").write_text(json.dumps(config))
        actor = valhalla.Actor(str(folder / "config.json"))
        total = 0.0
        for costing in ("bicycle", "auto"):
            question = {"sources": places, "targets": places, "costing": costing, "verbose": False}
            began = time.perf_counter()
            actor.matrix(question)
            seconds = time.perf_counter() - began
            print(f"Valhalla, {name}, {costing}, {len(doors)}x{len(doors)}: {seconds:.3f} s")
            total += seconds
        found[f"Valhalla, {name}"] = total
    return found


if __name__ == "__main__":
    main()
