"""Build the town's map with the real tools and drive on it; the drawing is in townmap.py."""

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from osmtown import (
    BIKE,
    CANAL,
    COURT,
    ISLET,
    NOW,
    VAN,
    VAN_OUTSIDE,
    at,
    build_town,
    town_settings,
    write_town,
)
from said import english

from dispatch.config import Travel
from dispatch.errors import InputError, ResourceError
from dispatch.mapfiles import BACKGROUND, GAZETTEER, MANIFEST, OSRM_FOLDER
from dispatch.model import UNREACHABLE, TimeWindow, TravelProfile
from dispatch.ports import Silent
from dispatch.roadmap import map_status
from dispatch.roadmap.build import build_map, rebuild_map
from dispatch.roadmap.installed import MAPS
from dispatch.travel import EmbeddedOsrm, measure


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_town(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def engine(town: Path) -> EmbeddedOsrm:
    return EmbeddedOsrm(town)


Spot = tuple[float, float]


def way(engine: EmbeddedOsrm, profile: TravelProfile, start: Spot, end: Spot) -> tuple[int, int]:
    matrix = engine.matrix(profile, [at(*start), at(*end)])
    return matrix.metres(0, 1), matrix.seconds(0, 1)


@pytest.mark.parametrize(
    ("start", "end", "bike", "van"),
    [
        # over the canal in the east: the bike by Oostbrug, the van back to Westbrug: 800 + 200 + 800
        ((1000, 0), (1000, 200), 600, 1800),
        # with the one-way
        ((200, 200), (200, 500), 300, 300),
        # against it: bikes are exempt, the van goes round by Bovenweg, Noordlaan, Noordkade
        ((200, 500), (200, 200), 300, 900),
        # Winkelstraat is pedestrian: bikes may, vans go by Achterweg: 300 + 300 + 300
        ((500, 0), (500, -300), 300, 900),
        # nobody takes the steps: 300 + 300 + 300 by Winkelstraat, 600 + 300 + 600 by Achterweg
        ((800, 0), (800, -300), 900, 1500),
        # the narrow barrier stops the cargo bike too: 200 + 200 + 200 by Westbrug
        ((0, 0), (0, 200), 600, 600),
        ((800, 500), (1000, 500), 200, 200),
    ],
)
def test_each_vehicle_takes_its_own_way(
    engine: EmbeddedOsrm, start: Spot, end: Spot, bike: int, van: int
) -> None:
    assert way(engine, BIKE, start, end)[0] == pytest.approx(bike, rel=0.01)
    assert way(engine, VAN, start, end)[0] == pytest.approx(van, rel=0.01)


def test_a_closed_zone_is_driven_around(engine: EmbeddedOsrm) -> None:
    # west on Bovenweg, Noordlaan, Noordkade, Oostlaan: 300 + 300 + 500 + 300
    assert way(engine, VAN_OUTSIDE, (800, 500), (1000, 500))[0] == pytest.approx(1400, rel=0.01)
    assert way(engine, VAN_OUTSIDE, (200, 200), (200, 500))[0] == pytest.approx(300, rel=0.01)


def test_speeds_are_those_of_the_profiles(engine: EmbeddedOsrm) -> None:
    # 800 m straight on through three side streets: the bike at 16 km/h in 180 s, the van at 21 in 137 s
    assert way(engine, BIKE, (100, 0), (900, 0))[1] == pytest.approx(180, abs=3)
    assert way(engine, VAN, (100, 0), (900, 0))[1] == pytest.approx(137, abs=3)
    # 180 m of Winkelstraat among pedestrians at 8 km/h: 81 s
    assert way(engine, BIKE, (500, -60), (500, -240))[1] == pytest.approx(81, abs=2)


def test_doors_off_the_network_become_findings(engine: EmbeddedOsrm) -> None:
    places = [at(0, 0), at(300, 10), at(510, -150), at(1550, 30), at(900, 500), at(3000, 0)]
    windows = [TimeWindow(0, 86_400)] * len(places)
    measured = measure(engine, [BIKE, VAN, VAN_OUTSIDE], places, windows, Travel())
    # the engine's earth is a third of a percent larger than the town's
    found = {(f.profile, f.place): (f.code, 10 * (f.metres // 10)) for f in measured.findings}
    assert found == {
        ("bike", 3): ("ISLAND", 30),
        ("bike", 5): ("OFF_ROAD", 1400),
        # the van stops on Achterweg, 150 m from a door halfway Winkelstraat
        ("van", 2): ("SNAP_FAR", 150),
        ("van", 3): ("ISLAND", 30),
        ("van", 5): ("OFF_ROAD", 1400),
        ("van~markt", 2): ("SNAP_FAR", 150),
        ("van~markt", 3): ("ISLAND", 30),
        # 100 m from the end of Bovenweg, and as far from Oostlaan
        ("van~markt", 4): ("SNAP_FAR", 100),
        ("van~markt", 5): ("OFF_ROAD", 1400),
    }
    assert measured.matrices[1].seconds(1, 3) == UNREACHABLE


def test_a_way_is_told_in_streets_and_drawn_along_them(engine: EmbeddedOsrm) -> None:
    (leg,) = engine.legs(VAN, [at(50, 0), at(1000, 500)])
    assert leg.streets == ("Zuidkade", "Westbrug", "Eenrichting", "Bovenweg", "Zonestraat")
    spots = [(50, 0), (200, 0), (200, 200), (200, 500), (500, 500), (800, 500), (900, 500), (1000, 500)]
    corners = [at(x, y) for x, y in spots]
    assert len(leg.line) == len(corners)
    for got, wanted in zip(leg.line, corners, strict=True):
        assert got == pytest.approx(wanted, abs=1e-5)


def test_the_gazetteer_holds_the_addresses_of_nodes_ways_and_areas(town: Path) -> None:
    database = sqlite3.connect(town / GAZETTEER)
    rows = database.execute("SELECT street, number, addition, postcode FROM address ORDER BY street, number")
    assert rows.fetchall() == [
        ("Eiland", 1, "", "1234AB"),
        ("Marktplaats", 9, "", ""),
        ("Winkelstraat", 15, "BIS", "1234ZZ"),
        ("Zuidkade", 2, "", "1234AB"),  # two nodes two metres apart are one
        ("Zuidkade", 4, "A2", "1234AB"),
        ("Zuidkade", 6, "", "1234AB"),
        ("Zuidkade", 8, "", "1234AB"),
        ("Zuidkade", 10, "", "1234AB"),  # a building
        ("Zuidkade", 12, "", "1234AB"),  # a building around a court, which is a relation
    ]
    lat, lon = database.execute("SELECT lat, lon FROM address WHERE number = 12").fetchone()
    middle = at(sum(x for x, _ in COURT) / 4, sum(y for _, y in COURT) / 4)
    assert (lat, lon) == pytest.approx(middle, abs=2e-6)
    database.close()


def test_the_background_holds_roads_water_green_and_names(town: Path) -> None:
    database = sqlite3.connect(town / BACKGROUND)
    rows = database.execute("SELECT kind, class, name, closed FROM shape").fetchall()
    assert ("road", "street", "Zuidkade", 0) in rows
    assert ("road", "pedestrian", "Winkelstraat", 0) in rows
    assert ("road", "path", "Oostbrug", 0) in rows
    assert ("water", "area", "Gracht", 1) in rows
    assert ("green", "area", "Plantsoen", 1) in rows
    assert ("place", "town", "Proefstad", 0) in rows
    assert not any(name == "Far away" for _, _, name, _ in rows)
    query = "SELECT points, min_lat, max_lon FROM shape WHERE name = ?"
    blob, min_lat, max_lon = database.execute(query, ["Gracht"]).fetchone()
    points = np.frombuffer(blob, "<i4").reshape(-1, 2)
    # four corners and back, a cut to the islet, its four corners and back, and the cut again
    assert len(points) == 5 + 5 + 1
    for corner in (*CANAL, *ISLET):
        assert tuple(np.rint(np.array(at(*corner)) * 1e6).astype(int)) in {tuple(p) for p in points.tolist()}
    assert min_lat == pytest.approx(at(0, 60)[0])
    assert max_lon == pytest.approx(at(1000, 0)[1])
    database.close()


def test_the_same_file_and_settings_are_not_built_again(tmp_path: Path) -> None:
    extract, root, settings = write_town(tmp_path / "town.osm.pbf"), tmp_path / "map", town_settings()
    first = build_map(extract, root, settings, now=NOW)
    again = build_map(extract, root, settings, now=NOW)
    assert (first.skipped, again.skipped) == (False, True)
    assert first.status == again.status == map_status(root)
    assert first.status.built_at == "2026-11-24T06:00:00+00:00"
    bikes_only = build_map(extract, root, town_settings(profiles=(BIKE,)), now=NOW)
    assert (bikes_only.skipped, bikes_only.status.profiles) == (False, ("bike",))
    back = build_map(extract, root, settings, now=NOW)  # it is still there
    assert (back.skipped, back.status.id) == (True, first.status.id)


def test_a_map_can_be_built_again_from_its_own_piece(tmp_path: Path) -> None:
    extract, root = write_town(tmp_path / "town.osm.pbf"), tmp_path / "map"
    with pytest.raises(ResourceError, match="no map to build again"):
        rebuild_map(root, town_settings(), now=NOW)
    before = build_map(extract, root, town_settings(profiles=(BIKE,)), now=NOW).status
    extract.unlink()
    built = rebuild_map(root, town_settings(), now=NOW)
    assert built.status.profiles == ("bike", "van", "van~markt")
    assert (built.status.source, built.status.data_date) == (before.source, before.data_date)
    assert built.status.addresses == before.addresses
    with pytest.raises(ResourceError, match="does not reach that far"):
        rebuild_map(root, town_settings(reach_km=5.0), now=NOW)
    folder = built.status.folder
    assert folder is not None
    assert way(EmbeddedOsrm(folder), VAN, (1000, 0), (1000, 200))[0] == pytest.approx(1800, rel=0.01)


def leftovers(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir() if path.name != ".lock")


class Stopped(Silent):
    """A person who presses Ctrl-C at the given moment."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.now = False
        self.seen: list[tuple[float, str]] = []

    def advance(self, done: float, note: str = "") -> None:
        self.seen.append((done, note))
        self.now = self.now or self.word in note

    def interrupted(self) -> bool:
        return self.now


@pytest.mark.parametrize("word", ["cutting out", "roads for van", "addresses"])
def test_a_stopped_build_leaves_the_old_map(tmp_path: Path, word: str) -> None:
    extract, root = write_town(tmp_path / "town.osm.pbf"), tmp_path / "map"
    old = build_map(extract, root, town_settings(profiles=(BIKE,)), now=NOW)
    with pytest.raises(ResourceError, match="stopped"):
        build_map(extract, root, town_settings(), now=NOW, progress=Stopped(word))
    assert map_status(root) == old.status
    assert leftovers(root) == ["current", "maps"]
    assert [path.name for path in (root / MAPS).iterdir()] == [old.status.id]


def test_progress_runs_from_nought_to_a_hundred(tmp_path: Path) -> None:
    watching = Stopped("never")
    build_map(
        write_town(tmp_path / "t.osm.pbf"), tmp_path / "map", town_settings(), now=NOW, progress=watching
    )
    shares = [done for done, _ in watching.seen]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 85 < shares[-1] <= 100
    said = " ".join(note for _, note in watching.seen)
    assert all(part in said for part in ("cutting out", "van~markt", "addresses", "background"))


@pytest.mark.parametrize("content", [b"", b"<html>not found</html>", None], ids=["empty", "page", "cut"])
def test_a_file_that_is_no_extract_is_refused(tmp_path: Path, content: bytes | None) -> None:
    extract, root = write_town(tmp_path / "town.osm.pbf"), tmp_path / "map"
    extract.write_bytes(extract.read_bytes()[:-200] if content is None else content)
    with pytest.raises(InputError, match=r"town\.osm\.pbf"):
        build_map(extract, root, town_settings(), now=NOW)
    assert map_status(root).folder is None
    assert not root.exists() or leftovers(root) in ([], ["maps"])


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.osm\.pbf"):
        build_map(tmp_path / "nowhere.osm.pbf", tmp_path / "map", town_settings(), now=NOW)


def test_an_extract_of_another_place_is_refused(tmp_path: Path) -> None:
    extract = write_town(tmp_path / "town.osm.pbf")
    with pytest.raises(InputError, match="no road around the store"):
        build_map(extract, tmp_path / "map", town_settings(store=(10.0, 10.0)), now=NOW)


def test_a_full_disk_is_told_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extract = write_town(tmp_path / "town.osm.pbf")
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=1_000))
    with pytest.raises(ResourceError, match="0 MB are free"):
        build_map(extract, tmp_path / "map", town_settings(), now=NOW)


def test_a_tool_that_fails_is_quoted_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.lua"
    broken.write_text('error("the profile is broken")\n')
    monkeypatch.setattr("dispatch.roadmap.tools.profile_source", lambda kind: broken)
    root = tmp_path / "map"
    with pytest.raises(ResourceError, match=r"osrm-extract failed: .*the profile is broken"):
        build_map(write_town(tmp_path / "town.osm.pbf"), root, town_settings(), now=NOW)
    assert leftovers(root) == ["maps"]


def test_a_map_of_another_version_or_profile_is_refused(town: Path, tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="no roads for boat"):
        EmbeddedOsrm(town).matrix(TravelProfile("boat"), [at(0, 0)])
    with pytest.raises(ResourceError, match="no map"):
        EmbeddedOsrm(tmp_path)
    manifest = json.loads((town / MANIFEST).read_text())
    (tmp_path / MANIFEST).write_text(json.dumps({**manifest, "format": 0}))
    with pytest.raises(ResourceError, match="another version"):
        EmbeddedOsrm(tmp_path)
    (tmp_path / MANIFEST).write_text(json.dumps(manifest))
    shutil.copytree(town / OSRM_FOLDER / "bike", tmp_path / OSRM_FOLDER / "bike")
    (tmp_path / OSRM_FOLDER / "bike" / "data.osrm.hsgr").write_bytes(b"")
    with pytest.raises(ResourceError, match="cannot be read"):
        EmbeddedOsrm(tmp_path).matrix(BIKE, [at(0, 0), at(100, 0)])


def test_a_zone_the_map_does_not_know_is_driven_through_and_said_so(engine: EmbeddedOsrm) -> None:
    ends = [at(800, 500), at(1000, 500)]
    elsewhere = TravelProfile("van", ("elsewhere",))
    matrix = engine.matrix(elsewhere, ends)
    assert (matrix.profile, matrix.estimated) == ("van~elsewhere", True)
    assert matrix.source == f"{engine.name}, through closed zones"
    assert matrix.metres(0, 1) == engine.matrix(VAN, ends).metres(0, 1)
    windows = [TimeWindow(0, 86_400)] * 2
    (notice,) = measure(engine, [VAN, elsewhere], ends, windows, Travel()).issues
    assert (notice.code, "van~elsewhere" in english(notice)) == ("ZONE_UNMAPPED", True)
    assert engine.snap(elsewhere, ends) == engine.snap(VAN, ends)
    assert engine.legs(elsewhere, ends) == engine.legs(VAN, ends)
    assert not engine.matrix(VAN_OUTSIDE, ends).estimated


def test_the_engine_is_loaded_only_when_asked(town: Path) -> None:
    code = (
        "import sys, pathlib, dispatch.travel as t, dispatch.roadmap, dispatch.zones\n"
        f"t.EmbeddedOsrm(pathlib.Path({str(town)!r}))\n"
        "heavy = {'osrm', 'osmium', 'shapely', 'requests', 'platformdirs'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
