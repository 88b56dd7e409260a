"""What drives teach: a factor that is drawn towards one and bounded, and how far times scatter."""

import math
import random
from dataclasses import replace

import pytest
from sampledays import planned_day

from dispatch.model import Outcome
from dispatch.reporting import Actual
from dispatch.reporting.driving import (
    ENOUGH,
    LEAST_FACTOR,
    MOST_FACTOR,
    Drive,
    LearnedDrives,
    drives_table,
    observe_drives,
    pace_of,
)


def driven_day(slower=1.2, day=None):
    """Return a day and its actuals: every drive takes so many times as long, every door as planned."""
    day = day or planned_day(30, couriers=2, plain=True, breaks=False)
    stops, actuals = {stop.id: stop for stop in day.problem.stops}, {}
    for route in day.plan.routes:
        for trip in route.trips:
            now = None
            for visit in trip.visits:
                arrived = visit.arrival if now is None else now + round(visit.drive_seconds * slower)
                began = max(arrived, stops[visit.stop].window.earliest)
                now = began + visit.departure - visit.start
                for receipt in stops[visit.stop].receipt_ids:
                    actuals[receipt] = Actual(arrived, Outcome.DELIVERED, now)
    return day, actuals


def drives(count, ratio, route="R1", day="2026-11-21", door=1.0):
    return [Drive(day, route, number, "bike", 300.0, round(300 * ratio), door) for number in range(count)]


def test_drives_are_seen_between_a_departure_and_the_next_arrival():
    day, actuals = driven_day(1.2)
    seen = list(observe_drives(day, actuals, {}))
    legs = sum(len(trip.visits) - 1 for route in day.plan.routes for trip in route.trips)
    # Drives of less than a minute tell nothing.
    assert 0 < len(seen) <= legs
    assert all(drive.ratio == pytest.approx(1.2, abs=0.01) for drive in seen)
    assert all(drive.door == pytest.approx(1) for drive in seen)


def test_a_factor_that_was_planned_with_is_taken_out_again():
    day, actuals = driven_day(1.0)
    kinds = {route.shift.vehicle.kind for route in day.plan.routes}
    seen = list(observe_drives(day, actuals, dict.fromkeys(kinds, 1.25)))
    assert all(drive.ratio == pytest.approx(1.25, abs=0.01) for drive in seen)


def test_without_departures_nothing_is_learned():
    day, actuals = driven_day()
    bare = {receipt: replace(actual, departed=None) for receipt, actual in actuals.items()}
    assert list(observe_drives(day, bare, {})) == []


def test_little_is_not_believed_and_much_nearly_whole():
    assert pace_of("bike", drives(ENOUGH - 1, 1.5)).factor == 1.0
    # 30 of 30 + 30 drives count for half of what they took longer.
    assert pace_of("bike", drives(30, 1.2)).factor == pytest.approx(1.1)
    assert pace_of("bike", drives(970, 1.2)).factor == pytest.approx(1.194)


def test_a_factor_is_bounded():
    assert pace_of("bike", drives(3000, 3.9)).factor == MOST_FACTOR
    assert pace_of("bike", drives(3000, 0.3)).factor == LEAST_FACTOR


def test_slow_days_are_told_from_slow_drives():
    rng, seen = random.Random(4), []
    for day in range(60):
        slow = rng.gauss(0, 0.12)
        seen += [
            Drive(f"2026-{1 + day // 28:02d}-{1 + day % 28:02d}", "R1", number, "van", 100_000.0,
                  round(100_000 * math.exp(slow + rng.gauss(0, 0.2))), math.exp(rng.gauss(0, 0.3)))
            for number in range(15)
        ]  # fmt: skip
    traffic, leg, door = pace_of("van", seen).spread
    assert traffic == pytest.approx(0.12, abs=0.03)
    assert leg == pytest.approx(0.2, abs=0.02)
    assert door == pytest.approx(0.3, abs=0.03)
    assert pace_of("van", seen[:30]).spread is None


def test_what_was_learned_is_kept_by_day_and_forgotten(tmp_path):
    kept = LearnedDrives(tmp_path / "learned.sqlite")
    assert kept.paces() == ()
    assert kept.learn("2026-11-21", drives(40, 1.4)) == 40
    assert kept.learn("2026-11-21", drives(30, 1.2)) == 30, "the same day replaces itself"
    assert kept.learn("2026-11-22", drives(30, 1.2, day="2026-11-22")) == 30
    (pace,) = kept.paces()
    assert (pace.kind, pace.drives, pace.planned_seconds, pace.driven_seconds) == ("bike", 60, 18_000, 21_600)
    (row,) = drives_table(kept.paces()).rows
    assert row[1:5] == (60, 300.0, 360.0, 1.2)
    assert kept.forget_before("2026-11-22") == 30
    assert kept.paces()[0].drives == 30
