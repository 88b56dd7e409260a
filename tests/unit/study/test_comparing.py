"""Means, paired differences, and intervals that hold the truth as often as they say."""

import random
from datetime import date, timedelta

import pytest

from dispatch.study.answering import measure_of
from dispatch.study.comparing import _student, by_day, compare, interval
from dispatch.study.figures import CellFigures
from dispatch.study.scenario import Cell

DAY = date(2026, 11, 2)


def figures(cost=1000, deliveries=10, left=0):
    return CellFigures(
        orders=deliveries + left, turned_away=0, unreachable=0, left_behind=left, deliveries=deliveries,
        late_orders=0, late_seconds=0, slack_seconds=0, metres=5000, drive_seconds=0, work_seconds=3600,
        paid_seconds=3600, vehicles=1, trips=1, cost_cents=cost, co2_grams=0, valued=0, margin_cents=0,
    )  # fmt: skip


def test_orders_that_are_lost_are_refused():
    with pytest.raises(ValueError, match="10 orders asked for, 11 accounted for"):
        CellFigures(**dict.fromkeys(CellFigures.__slots__, 0) | {"orders": 10, "deliveries": 11})


@pytest.mark.parametrize(
    ("freedom", "value"), [(2, 4.303), (5, 2.571), (9, 2.262), (29, 2.045), (1000, 1.962)]
)
def test_quantiles_of_students_t(freedom, value):
    # Abramowitz and Stegun, table 26.10; the expansion is least good for the fewest days.
    assert _student(0.975, freedom) == pytest.approx(value, rel=0.03)


def test_seeds_of_a_day_are_one_value():
    cells = {Cell(DAY, "a", seed): figures(cost) for seed, cost in ((1, 1000), (2, 1200))}
    assert by_day(cells, "a", measure_of("cost_eur")) == {DAY: 11.0}


def test_a_measure_that_a_day_does_not_have_is_left_out():
    cells = {Cell(DAY, "a", 1): figures(deliveries=0), Cell(DAY, "b", 1): figures()}
    cost = compare(cells, "a", "b")[0]
    assert (cost.days, cost.difference, cost.low) == (0, None, None)


def test_differences_are_paired_by_day():
    # Days differ by far more than the scenario does: 10, 20, … euros as it is, always 1 euro more then.
    cells = {}
    for number in range(10):
        day = DAY + timedelta(days=number)
        cells[Cell(day, "as it is", 1)] = figures(1000 * (number + 1))
        cells[Cell(day, "then", 1)] = figures(1000 * (number + 1) + 100)
    cost = next(one for one in compare(cells, "as it is", "then") if one.measure.key == "cost_eur")
    assert (cost.before, cost.after) == (55.0, 56.0)
    assert cost.difference == pytest.approx(1)
    assert cost.low == pytest.approx(1)
    assert cost.high == pytest.approx(1)
    assert cost.clear


def test_days_of_one_scenario_alone_do_not_count():
    cells = {
        Cell(DAY, "a", 1): figures(1000),
        Cell(DAY, "b", 1): figures(1100),
        Cell(DAY + timedelta(days=1), "a", 1): figures(9000),
    }
    cost = next(one for one in compare(cells, "a", "b") if one.measure.key == "cost_eur")
    assert (cost.days, cost.before, cost.after) == (1, 10.0, 11.0)
    assert (cost.low, cost.high, cost.clear) == (None, None, False)


def test_intervals_are_the_same_every_time():
    values = [random.Random(number).gauss(0, 1) for number in range(12)]
    assert interval(values) == interval(values)


@pytest.mark.parametrize("count", [8, 20])
def test_intervals_hold_the_truth_about_as_often_as_they_say(count):
    # 300 samples of a mean of 5: 95 % is 285; with 300 draws three deviations below is 274.
    rng, held = random.Random(1), 0
    for _ in range(300):
        low, high = interval([rng.gauss(5, 3) for _ in range(count)])
        held += low <= 5 <= high
    assert 270 <= held <= 298


@pytest.mark.parametrize(("seed", "skew"), [(1, 1), (2, -1)])
def test_intervals_of_skewed_days_hold_the_truth(seed, skew):
    # Of 300 months the expanded percentiles alone held 276 and 277; 279 are 93 %.
    rng, held = random.Random(seed), 0
    for _ in range(300):
        low, high = interval([skew * rng.expovariate(1) for _ in range(20)])
        held += low <= skew <= high
    assert held >= 279


def test_an_interval_reaches_no_farther_than_the_days():
    values = [0.1, 0.1, 0.2, 0.2, 0.3, 0.4, 0.4, 9.0]
    low, high = interval(values)
    assert 0.1 <= low < 0.4
    assert 5 < high <= 9.0


def test_days_all_alike_leave_nothing_to_chance():
    assert interval([0.1] * 20) == (0.1, 0.1)


def test_where_few_days_differ_the_interval_reaches_as_far_as_their_share_may():
    # Of 20 days one: by Clopper and Pearson between 0.13 and 24.87 of 100 are such.
    low, high = interval([3.0] + [0.0] * 19)
    assert (low, high) == (0.0, pytest.approx(3 * 0.2487, abs=0.001))
    low, high = interval([-2.0] + [0.0] * 39)
    assert (low, high) == (pytest.approx(-2 * 0.1316, abs=0.001), 0.0)
    assert interval([0.0] * 20) == (0.0, 0.0)


def test_intervals_of_what_happens_seldom_hold_the_truth():
    # One day in twenty: without knowing how few those days are, 52 of 100 samples in which any is held it.
    rng, held, seen = random.Random(1), 0, 0
    while seen < 100:
        values = [float(rng.random() < 0.05) for _ in range(20)]
        if any(values):
            seen += 1
            low, high = interval(values)
            held += low <= 0.05 <= high
    assert held >= 95
