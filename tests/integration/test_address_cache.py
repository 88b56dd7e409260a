"""Two processes on one cache of addresses."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from dispatch.geocoding.cache import PlaceCache
from dispatch.model import Address

ROUNDS = 150

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
    for process in workers:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors.decode()
    cache = PlaceCache.open(path, 30, lambda: datetime(2026, 11, 21, tzinfo=UTC))
    for street in ("Straat van een", "Straat van twee", "Gedeelde straat"):
        for number in range(1, ROUNDS + 1):
            found = cache.locate(Address(street, str(number), "", "", "Leiden")).place
            assert found is not None
            assert found.lat == 52.0 + number / 1000
    cache.close()
