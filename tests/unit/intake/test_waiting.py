import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dispatch.errors import InputError
from dispatch.intake import wait_until_written

NOW = 1_795_000_000.0


class Time:
    """A clock that only moves when somebody sleeps, and lets things happen then."""

    def __init__(self, *events: Callable[[], None]) -> None:
        self.now = NOW
        self.events = list(events)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        if self.events:
            self.events.pop(0)()


def written(path: Path, text: str, at: float) -> None:
    path.write_text(text)
    os.utime(path, (at, at))


def test_a_file_at_rest_is_not_waited_for(tmp_path: Path) -> None:
    path, time = tmp_path / "p.csv", Time()
    written(path, "x", NOW - 10)
    assert wait_until_written(path, 2, time, time.sleep) == 0
    assert time.now == NOW


def test_a_fresh_file_is_watched_until_it_rests(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    written(path, "x", NOW)
    time = Time(lambda: written(path, "xy", NOW), lambda: written(path, "xyz", NOW + 1))
    # looked at every half second; it changed at 0.5 and at 1.0, and then rested for 2
    assert wait_until_written(path, 2, time, time.sleep) == 3


def test_a_file_that_is_replaced_while_watched(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    written(path, "x", NOW)
    time = Time(path.unlink, lambda: written(path, "new", NOW + 1))
    wait_until_written(path, 2, time, time.sleep)
    assert path.read_text() == "new"


def test_a_clock_ahead_of_ours_is_no_reason_to_wait_for_ever(tmp_path: Path) -> None:
    path, time = tmp_path / "p.csv", Time()
    written(path, "x", NOW + 86_400)
    assert wait_until_written(path, 2, time, time.sleep) == 2


def test_a_file_that_never_rests_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    written(path, "x", NOW)
    grow = [lambda n=n: written(path, "x" * n, NOW) for n in range(2, 200)]
    time = Time(*grow)
    with pytest.raises(InputError, match="still being written after 30 seconds"):
        wait_until_written(path, 2, time, time.sleep, patience=30)


def test_a_file_that_vanishes_and_one_that_never_was(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    with pytest.raises(InputError, match="no file"):
        wait_until_written(path, 2, Time(), Time().sleep)
    written(path, "x", NOW)
    time = Time(path.unlink)
    with pytest.raises(InputError, match="vanished"):
        wait_until_written(path, 2, time, time.sleep)
