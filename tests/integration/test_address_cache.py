"""Two processes on one cache of addresses."""

import fcntl
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dispatch.files.disk import touch_private
from dispatch.geocoding.cache import PlaceCache
from dispatch.model import Address

ROUNDS = 150

HOLD = """
import fcntl
import sys

with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        print("held")
    else:
        print("free")
"""

PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path

from dispatch.geocoding.cache import PlaceCache
from dispatch.model import Address, Confidence, Place

path, worker, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(1, rounds + 1):
    if number % 50 == 1:
        cache = PlaceCache.open(path, 30, lambda: datetime(2026, 11, 21, tzinfo=UTC))
    own = Address(f"Straat van {worker}", str(number), "", "", "Leiden")
    both = Address("Gedeelde straat", str(number), "", "", "Leiden")
    for address in (own, both):
        cache.remember(address, Place(52.0 + number / 1000, 4.5, "pdok", Confidence.EXACT, address))
    assert cache.locate(own).place is not None
    assert cache.locate(both).place is not None
cache.close()
"""


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    repository = Path(__file__).parents[2]
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(path), worker, str(ROUNDS)],
            cwd=repository,
            stderr=subprocess.PIPE,
        )
        for worker in ("een", "twee")
    ]
    said = [process.communicate(timeout=120)[1] for process in workers]
    assert [process.returncode for process in workers] == [0, 0], b"\n".join(said).decode()
    cache = PlaceCache.open(path, 30, lambda: datetime(2026, 11, 21, tzinfo=UTC))
    for street in ("Straat van een", "Straat van twee", "Gedeelde straat"):
        for number in range(1, ROUNDS + 1):
            found = cache.locate(Address(street, str(number), "", "", "Leiden")).place
            assert found is not None
            assert found.lat == 52.0 + number / 1000
    cache.close()


def test_a_second_connection_leaves_the_locks_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    PlaceCache.open(path, 30, lambda: datetime(2026, 11, 21, tzinfo=UTC)).close()
    with path.open("r+b") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        touch_private(path)
        answer = subprocess.run([sys.executable, "-c", HOLD, str(path)], capture_output=True, check=True)
    assert answer.stdout.split() == [b"held"]


def test_what_is_no_file_is_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "cache.sqlite"
    folder.mkdir(mode=0o755)
    with pytest.raises(OSError, match="exists"):
        touch_private(folder)
    assert folder.stat().st_mode & 0o777 == 0o755
