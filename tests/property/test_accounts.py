"""Whatever a day brings, every flagged row ends in exactly one place, in each version of its plan."""

import random
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wholeroad import configure, plan, receipts_of, replan, row

from dispatch.checking import check
from dispatch.model import PlannedDay

HOUR = 3600
WINDOWS = (
    ("", ""), ("", ""), ("14:00", "22:00"), ("16:00", "18:00"), ("17:30", "19:30"), ("17:35", "17:45"),
    ("12:00", "15:00"), ("20:30", "23:00"), ("14:10", "14:20"),
)  # fmt: skip
FAULTS = (
    {"kratten": "-1"}, {"naam": ""}, {"tijdstip": "gisteren"}, {"van": "19:00", "tot": "17:00"}, {"lat": "0"},
    {"lat": "", "lon": ""}, {"lat": "53.5"}, {"bonnummer": ""}, {"thuisbezorging": "misschien"},
    {"kratten": "9"}, {"van": "08:00", "tot": "09:00"}, {"leeftijdscontrole": "ja", "van": "21:55"},
)  # fmt: skip
DOORS = ((400.0, 0.0), (900.0, 300.0), (-700.0, 500.0), (1500.0, -800.0), (-2500.0, 100.0))
COURIERS = (
    {"name": "Anna", "vehicle": "fiets-1", "shift": "14:00-18:00"},
    {"name": "Bram", "vehicle": "fiets-1", "shift": "18:00-22:00"},
    {"name": "Chris", "vehicle": "fiets-2", "shift": "15:00-22:00", "skills": ["id_check"]},
)


@dataclass
class Till:
    """Make up rows as they come in over a day, and keep them all."""

    rng: random.Random
    rows: list[dict[str, str]] = field(default_factory=list)
    made: int = 0

    def ring_up(self, count: int) -> list[dict[str, str]]:
        """Add rows, and return the new ones."""
        fresh = [self._row() for _ in range(count)]
        if fresh and self.rng.random() < 0.3:
            fresh.append(dict(self.rng.choice(fresh)))
        self.rows += fresh
        return fresh

    def _row(self) -> dict[str, str]:
        self.made += 1
        rng = self.rng
        where = rng.choice(DOORS) if rng.random() < 0.6 else (rng.uniform(-2e3, 2e3), rng.uniform(-2e3, 2e3))
        start, end = rng.choice(WINDOWS)
        one = row(f"B{self.made:03}", *where, van=start, tot=end, kratten=str(rng.randint(1, 4)))
        one["thuisbezorging"] = "nee" if rng.random() < 0.2 else "ja"
        one["temperatuur"] = rng.choice(("", "", "gewoon+koel", "vries"))
        if rng.random() < 0.2:
            one.update(rng.choice(FAULTS))
        return one


def assert_accounted(day: PlannedDay) -> None:
    """Hold a version to the law: every row once, and a plan without fault."""
    planned, unassigned, rejected = receipts_of(day)
    accounts = day.accounts
    assert (len(planned), len(unassigned), len(rejected)) == (
        accounts.planned,
        accounts.unassigned,
        accounts.rejected,
    )
    assert accounts.read - accounts.not_flagged == len(planned) + len(unassigned) + len(rejected)
    assert len(set(planned + unassigned)) == len(planned + unassigned)
    assert [left.stop for left in day.unassigned] == [stop.id for stop in day.plan.unserved]
    assert check(day.problem, day.plan) == ()


def live_through_a_day(seed: int) -> None:
    """Plan a random day and plan it again a few times."""
    rng = random.Random(seed)
    till = Till(rng)
    couriers = rng.sample(COURIERS, rng.randint(1, 3))
    config = configure(
        courier=sorted(couriers, key=lambda one: one["name"]),
        promise={"packing_minutes": 20, "late_minutes": rng.choice((0, 30)), "area": {"road_km": 6}},
    )
    gone: set[str] = set()
    told: set[str] = set()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        day = plan(folder, till.ring_up(rng.randint(0, 14)), config)
        assert day.accounts.read == len(till.rows)
        assert_accounted(day)
        moment = 13 * HOUR
        for _ in range(rng.randint(1, 3)):
            moment += rng.randrange(0, 3 * HOUR, 60)
            old, before = day, len(till.rows)
            late = _later_export(rng, till, old)
            pool = [*receipts_of(old)[0], *receipts_of(old)[1], "B999", f"B{till.made:03}"]
            off = set(rng.sample(pool, min(len(pool), rng.randint(0, 3))))
            out = [c["name"] for c in couriers if rng.random() < 0.15]
            day = replan(folder, old, config, moment, late, sorted(off), out)
            assert_accounted(day)
            assert day.accounts.read == old.accounts.read + len(till.rows) - before
            gone |= assert_nothing_lost(old, day, off, gone, told)


def _later_export(rng: random.Random, till: Till, old: PlannedDay) -> list[dict[str, str]] | None:
    """Export nothing, the new rows only, or the whole day once more."""
    kind = rng.choice(("none", "new", "whole"))
    if kind == "none":
        return None
    fresh = till.ring_up(rng.randint(0, 5))
    whole = kind == "whole" and old.problem.stops
    return till.rows if whole else fresh


def assert_nothing_lost(
    old: PlannedDay, new: PlannedDay, off: set[str], gone: set[str], told: set[str]
) -> set[str]:
    """Compare two versions; return the receipts that are off for good.

    What is cancelled too late is told once, and kept in ``told``.
    """
    planned, unassigned, rejected = receipts_of(new)
    alive = {*planned, *unassigned}
    was_alive = {*receipts_of(old)[0], *receipts_of(old)[1]}
    assert was_alive - alive <= off & set(rejected)
    assert set(receipts_of(old)[2]) <= alive | set(rejected)
    assert not gone & alive
    # What has left the store stays in its trip: the courier is called, or it was handed over already.
    left = {i.receipt_id for i in new.issues if i.code in {"CANCEL_TOO_LATE", "CANCEL_ON_BOARD"}}
    assert not left & told
    told |= left
    assert off & alive == off & told
    return (off & set(rejected)) - alive


@settings(max_examples=15)
@given(st.integers(0, 10**6))
def test_every_flagged_row_ends_in_exactly_one_place_in_every_version(seed: int) -> None:
    live_through_a_day(seed)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@settings(max_examples=300)
@given(st.integers(0, 10**9))
def test_three_hundred_days_lose_and_double_nothing(seed: int) -> None:
    live_through_a_day(seed)
