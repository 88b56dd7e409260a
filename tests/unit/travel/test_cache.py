import os
import stat
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from dispatch.model import Leg, Point, Snap, Spokes, TravelMatrix, TravelProfile
from dispatch.travel import CachedTravel, EstimateSource

BIKE, VAN = TravelProfile("bike"), TravelProfile("van")
PLACES = [(52.1, 4.5), (52.2, 4.6), (52.15, 4.55)]


class Counted(EstimateSource):
    """An estimate that counts how often it is asked."""

    def __init__(self, name: str = "map one") -> None:
        self.label = name
        self.asked = 0
        self.about: list[tuple[list[Point], list[Point]]] = []

    @property
    def name(self) -> str:
        return self.label

    def snap(self, profile: TravelProfile, points: Sequence[Point]) -> tuple[Snap, ...]:
        return tuple(Snap(place, island=place == 2) for place, _ in enumerate(points))

    def matrix(self, profile: TravelProfile, points: Sequence[Point]) -> TravelMatrix:
        self.asked += 1
        return super().matrix(profile, points)

    def spokes(
        self, profile: TravelProfile, points: Sequence[Point], places: Sequence[Point]
    ) -> tuple[Spokes, ...]:
        self.about.append((list(points), list(places)))
        return super().spokes(profile, points, places)


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_a_second_run_asks_nothing_and_hears_the_same(tmp_path: Path) -> None:
    first, second = Counted(), Counted()
    fresh = CachedTravel(first, tmp_path / "kept")
    again = CachedTravel(second, tmp_path / "kept")
    one, two = fresh.matrix(BIKE, PLACES), again.matrix(BIKE, PLACES)
    assert (first.asked, second.asked) == (1, 0)
    assert (bytes(one.flat_seconds), bytes(one.flat_metres)) == (
        bytes(two.flat_seconds),
        bytes(two.flat_metres),
    )
    assert (one.source, one.estimated, one.profile) == (two.source, two.estimated, two.profile)
    assert fresh.snap(BIKE, PLACES) == again.snap(BIKE, PLACES) == first.snap(BIKE, PLACES)
    assert second.asked == 0


@pytest.mark.parametrize(
    ("name", "profile", "places"),
    [
        ("map two", BIKE, PLACES),
        ("map one", VAN, PLACES),
        ("map one", BIKE, PLACES[::-1]),
        ("map one", BIKE, PLACES[:2]),
    ],
)
def test_another_map_profile_or_place_is_another_question(
    tmp_path: Path, name: str, profile: TravelProfile, places: list[Point]
) -> None:
    CachedTravel(Counted(), tmp_path).matrix(BIKE, PLACES)
    other = Counted(name)
    CachedTravel(other, tmp_path).matrix(profile, places)
    assert other.asked == 1


@pytest.mark.parametrize("damage", [b"", b"DTM1", b"DTM1" + bytes(500)])
def test_a_damaged_file_counts_as_absent_and_is_replaced(tmp_path: Path, damage: bytes) -> None:
    CachedTravel(Counted(), tmp_path).matrix(BIKE, PLACES)
    (path,) = files(tmp_path)
    path.write_bytes(damage)
    again, third = Counted(), Counted()
    CachedTravel(again, tmp_path).matrix(BIKE, PLACES)
    CachedTravel(third, tmp_path).matrix(BIKE, PLACES)
    assert (again.asked, third.asked) == (1, 0)


def test_one_flipped_bit_is_seen(tmp_path: Path) -> None:
    CachedTravel(Counted(), tmp_path).matrix(BIKE, PLACES)
    (path,) = files(tmp_path)
    data = bytearray(path.read_bytes())
    data[-20] ^= 1
    path.write_bytes(bytes(data))
    again = Counted()
    CachedTravel(again, tmp_path).matrix(BIKE, PLACES)
    assert again.asked == 1


def test_only_the_owner_can_read_it_and_it_tells_no_place(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    CachedTravel(Counted(), folder).matrix(BIKE, PLACES)
    (path,) = files(folder)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert b"52.1" not in path.read_bytes()


def test_old_files_and_the_oldest_beyond_the_size_are_deleted(tmp_path: Path) -> None:
    for place in range(3):
        CachedTravel(Counted(f"map {place}"), tmp_path).matrix(BIKE, PLACES)
        for path in files(tmp_path):
            os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 86_400))
    assert len(files(tmp_path)) == 3  # now 3, 2 and 1 days old
    CachedTravel(Counted("map 3"), tmp_path, max_days=2.5).matrix(BIKE, PLACES)
    assert len(files(tmp_path)) == 3
    size = files(tmp_path)[0].stat().st_size
    CachedTravel(Counted("map 4"), tmp_path, max_bytes=2 * size).matrix(BIKE, PLACES)
    assert len(files(tmp_path)) == 2
    left_over = tmp_path / "tmpabc"
    left_over.write_bytes(b"half")
    os.utime(left_over, (time.time() - 90_000,) * 2)
    CachedTravel(Counted("map 5"), tmp_path).matrix(BIKE, PLACES)
    assert not left_over.exists()


def test_what_would_be_too_large_alone_is_not_kept_and_takes_no_other_s_room(tmp_path: Path) -> None:
    small = Counted("small")
    CachedTravel(small, tmp_path).matrix(BIKE, PLACES[:1])
    large = CachedTravel(Counted("large"), tmp_path, max_bytes=70)
    assert large.matrix(BIKE, PLACES) == Counted("large").matrix(BIKE, PLACES)  # 72 bytes
    assert [snap.metres for snap in large.snap(BIKE, PLACES)] == [0, 1, 2]
    again = Counted("small")
    CachedTravel(again, tmp_path).matrix(BIKE, PLACES[:1])
    assert again.asked == 0


def test_only_what_was_asked_for_last_is_held_in_memory(tmp_path: Path) -> None:
    source = Counted()
    travel = CachedTravel(source, tmp_path / "kept", max_bytes=0, at_hand=3 * 32)
    two = [[place, PLACES[0]] for place in ((52.11, 4.5), (52.12, 4.5), (52.13, 4.5), (52.14, 4.5))]
    for places in (two[0], two[1], two[2], two[0], two[3]):
        travel.matrix(BIKE, places)
    assert source.asked == 4
    travel.matrix(BIKE, two[0])  # asked for again, so not the one that had to go
    assert source.asked == 4
    travel.matrix(BIKE, two[1])
    assert source.asked == 5


def test_a_folder_that_cannot_be_made_changes_no_answer(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    source = Counted()
    matrix = CachedTravel(source, tmp_path / "file" / "kept").matrix(BIKE, PLACES)
    assert matrix.seconds(0, 1) == source.matrix(BIKE, PLACES).seconds(0, 1)


def _one_process(folder: Path) -> int:
    for number in range(20):
        CachedTravel(EstimateSource(), folder).matrix(BIKE, [*PLACES, (52.0 + number % 4, 4.0)])
    return CachedTravel(EstimateSource(), folder).matrix(BIKE, [*PLACES, (52.0, 4.0)]).seconds(0, 1)


def test_two_processes_may_share_a_folder(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        answers = list(pool.map(_one_process, [tmp_path, tmp_path]))
    assert answers[0] == answers[1] == EstimateSource().matrix(BIKE, PLACES).seconds(0, 1)
    assert [path.suffix for path in files(tmp_path)] == [".matrix"] * 4


def test_ways_are_passed_through(tmp_path: Path) -> None:
    assert CachedTravel(EstimateSource(), tmp_path).legs(BIKE, PLACES[:2]) == (Leg(tuple(PLACES[:2])),)


def test_a_door_that_is_asked_for_again_is_measured_to_what_is_new_only(tmp_path: Path) -> None:
    source, door, other = Counted(), (52.12, 4.51), (52.13, 4.52)
    kept, true = CachedTravel(source, tmp_path), EstimateSource()
    kept.spokes(BIKE, [*PLACES[:2], PLACES[1]], [door])
    assert kept.spokes(BIKE, PLACES, [door, other, door]) == true.spokes(BIKE, PLACES, [door, other, door])
    assert kept.spokes(BIKE, PLACES[:2], [other]) == true.spokes(BIKE, PLACES[:2], [other])
    assert source.about == [(PLACES[:2], [door]), ([PLACES[0], PLACES[2]], [door]), (PLACES, [other])]
    kept.spokes(VAN, PLACES[:1], [door])
    assert source.about[3:] == [(PLACES[:1], [door])]


def test_doors_asked_for_long_ago_are_let_go_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dispatch.travel.cache._LEGS", 5)
    source = Counted()
    kept = CachedTravel(source, tmp_path)
    for door in (PLACES[1], PLACES[2], PLACES[2], PLACES[1]):
        kept.spokes(BIKE, PLACES, [door])
    assert len(source.about) == 3


def test_a_process_that_stays_begins_anew_once_it_has_held_very_many_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dispatch.travel.cache._PLACES", 2)
    source = Counted()
    kept, true = CachedTravel(source, tmp_path), EstimateSource()
    for _ in range(2):
        assert kept.spokes(BIKE, PLACES, [(52.12, 4.51)]) == true.spokes(BIKE, PLACES, [(52.12, 4.51)])
    assert len(source.about) == 2
