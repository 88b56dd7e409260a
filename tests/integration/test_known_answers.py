"""The owner's questions on drawn months, with answers that are known without asking."""

import math
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import fmean

import pytest
from brute_force import best_solution
from madedays import courier, drawn_day, order, store, studied, vehicle

from dispatch.clock import HOUR
from dispatch.config import Config
from dispatch.model import Plan, Problem, Solution
from dispatch.study import cell as cells
from dispatch.study.answering import measure_of
from dispatch.study.comparing import Compared, by_day, compare, interval
from dispatch.study.conducting import Studied
from dispatch.study.reading import read_scenarios
from dispatch.study.scenario import DayOrders, Scenario

pytestmark = [pytest.mark.nightly, pytest.mark.timeout(3600)]

BASE = "as it is"
EVENING = (16 * HOUR, 20 * HOUR)


def asked(folder: Path, text: str, config: Config, *, paid_shift: bool = False) -> tuple[Scenario, ...]:
    """Read a scenario as an owner writes it, behind the days as they are."""
    path = folder / "scenario.toml"
    path.write_text(text, encoding="utf-8")
    scenarios = read_scenarios(path, config, paid_shift=paid_shift)
    return (Scenario(BASE, config, paid_shift=paid_shift), *scenarios)


def difference(found: Studied, scenario: str, key: str) -> Compared:
    return next(one for one in compare(found.cells, BASE, scenario) if one.measure.key == key)


def month(orders: int, days: int = 30) -> tuple[DayOrders, ...]:
    return tuple(drawn_day(number, orders, EVENING) for number in range(days))


def test_a_bike_too_many_costs_its_courier_and_the_curve_says_how_many_are_needed(tmp_path: Path) -> None:
    # Eight orders of a crate fit one bike and one evening: each further bike is five paid hours.
    days = month(8, 20)
    scenarios = asked(
        tmp_path, 'name = "bikes"\nvehicles = "-2..+1 bike-1"\n', store(bikes=3), paid_shift=True
    )
    found = studied(tmp_path / "kept", scenarios, days)
    for name, euros in (("bikes -2", -180), ("bikes -1", -90), ("bikes +1", 90)):
        cost = difference(found, name, "cost_eur")
        assert cost.difference == pytest.approx(euros, abs=1.5)
        assert cost.low - 0.01 <= euros <= cost.high + 0.01 or abs(cost.difference - euros) < 0.2
        assert difference(found, name, "left_behind").difference == 0


def test_narrower_windows_cost_what_the_best_plans_of_all_cost_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The truth is had without the search: every way to drive three stops, under scheduler and checker."""
    days = tuple(drawn_day(number, 3, EVENING) for number in range(16))
    scenarios = asked(tmp_path, 'name = "narrow"\n[windows]\nwidth_minutes = 30\n', store())
    found = studied(tmp_path / "kept", scenarios, days)

    def looked_at(problem: Problem, _found: Solution) -> Plan:
        return schedule_and_check(problem, best_solution(problem, max_trips=3)[1])

    schedule_and_check = cells.schedule_and_check
    monkeypatch.setattr(cells, "schedule_and_check", looked_at)
    best = studied(tmp_path / "best", scenarios, days)
    cost, known = (difference(study, "narrow", "cost_eur") for study in (found, best))
    assert known.difference > 2
    assert cost.difference == pytest.approx(known.difference, abs=0.01)
    assert cost.low <= known.difference <= cost.high
    left, truly = (difference(study, "narrow", "left_behind").difference for study in (found, best))
    assert left == truly


def test_a_volume_that_needs_one_more_van_needs_one_and_no_two(tmp_path: Path) -> None:
    # A trip a day for ten crates: of thirteen orders of a crate three stay behind, with a van more none.
    config = store(
        vehicle=[vehicle("bus", profile="van")],
        courier=[courier("Noor", "bus", max_trips=1)],
    )
    days = tuple(drawn_day(number, 10) for number in range(30))
    text = 'name = "vans"\nvolume = 1.3\nvehicles = "0..+2 bus"\n'
    found = studied(tmp_path / "kept", asked(tmp_path, text, config), days)
    left = difference(found, "vans 0", "left_behind")
    assert (left.low, left.difference, left.high) == (3, 3, 3)
    for name in ("vans +1", "vans +2"):
        assert difference(found, name, "left_behind").difference == 0
        assert difference(found, name, "deliveries").difference == 3
        assert difference(found, name, "vehicles").difference == 1


def test_an_earlier_cut_off_turns_away_whoever_bought_later(tmp_path: Path) -> None:
    rng = random.Random(4)
    days, late = [], []
    for number in range(20):
        day = drawn_day(number, 6, EVENING)
        bought = [rng.choice((9, 10, 11, 13)) * HOUR for _ in day.orders]
        late.append(sum(when > 12 * HOUR for when in bought))
        days.append(
            replace(
                day,
                orders=tuple(
                    replace(one, order=replace(one.order, purchased_at=when))
                    for one, when in zip(day.orders, bought, strict=True)
                ),
            )
        )
    text = 'name = "noon"\n[promise]\ncut_off = "12:00"\n'
    found = studied(tmp_path / "kept", asked(tmp_path, text, store()), tuple(days))
    away = difference(found, "noon", "turned_away")
    assert away.difference == pytest.approx(fmean(late))
    assert away.low <= fmean(late) <= away.high
    assert difference(found, "noon", "deliveries").difference == pytest.approx(-fmean(late))


def test_a_higher_wage_costs_the_hours_that_are_worked(tmp_path: Path) -> None:
    # Nothing but wages costs anything here, so no plan is better at another wage.
    text = 'name = "dearer"\n[[courier]]\nname = "Courier 1"\nhourly_wage = 20.70\n'
    found = studied(tmp_path / "kept", asked(tmp_path, text, store()), month(4, 20))
    hours, cost = difference(found, "dearer", "work_h"), difference(found, "dearer", "cost_eur")
    assert hours.difference == pytest.approx(0, abs=0.01)
    assert cost.difference == pytest.approx(2.70 * hours.before, abs=0.03)
    assert cost.clear


def test_a_smaller_area_loses_the_doors_outside_it_and_what_they_cost(tmp_path: Path) -> None:
    # A door half an hour away, alone in its window, every second day.
    near = [order(f"near-{n}", 0.01, 0.001 * n, (16 * HOUR, 17 * HOUR)) for n in range(3)]
    far = order("far", 0.08, 0.0, (19 * HOUR, 20 * HOUR))
    days = tuple(
        replace(drawn_day(number, 0), orders=(*near, far) if number % 2 else tuple(near))
        for number in range(20)
    )
    text = 'name = "near"\n[promise.area]\nroad_km = 4\n'
    found = studied(tmp_path / "kept", asked(tmp_path, text, store()), days)
    lost = [one.unreachable for key, one in found.cells.items() if key.scenario == "near"]
    assert sum(lost) == len(days) / 2
    assert difference(found, "near", "deliveries").difference == -0.5
    cost = difference(found, "near", "cost_eur")
    with_far, without = (
        fmean(one.cost_cents / 100 for key, one in found.cells.items()
              if key.scenario == BASE and days.index(_of(days, key.day)) % 2 == odd)
        for odd in (1, 0)
    )  # fmt: skip
    assert cost.difference == pytest.approx(-(with_far - without) / 2, abs=0.01)
    assert cost.low <= -(with_far - without) / 2 <= cost.high


SKEWED: dict[str, tuple[float, Callable[[random.Random], float]]] = {
    "exponential": (1.0, lambda rng: rng.expovariate(1)),
    "lognormal": (math.exp(0.5), lambda rng: rng.lognormvariate(0, 1)),
    "lognormal, less": (-math.exp(0.5), lambda rng: -rng.lognormvariate(0, 1)),
    "gamma": (1.0, lambda rng: rng.gammavariate(0.5, 2)),
    "half of the days nothing": (1.0, lambda rng: rng.expovariate(0.5) if rng.random() < 0.5 else 0.0),
    "now and then much": (0.6, lambda rng: rng.gauss(0, 0.3) + (rng.random() < 0.2) * rng.expovariate(1 / 3)),
}
"""The truth and how a day's difference is drawn, by a name."""


@pytest.mark.parametrize("length", [20, 30])
@pytest.mark.parametrize("kind", SKEWED)
def test_intervals_of_skewed_days_hold_the_truth(kind: str, length: int) -> None:
    (truth, draw), rng = SKEWED[kind], random.Random(f"{kind} {length}")
    months = [[draw(rng) for _ in range(length)] for _ in range(1000)]
    # Of what happens now and then, months in which it never did cannot know.
    told = [interval(month) for month in months if kind != "now and then much" or max(month) > 1]
    held = sum(low - 1e-9 <= truth <= high + 1e-9 for low, high in told if low is not None)  # type: ignore[operator]
    hard = kind == "now and then much" or (kind[:9], length) == ("lognormal", 20)
    least = 0.91 if hard else 0.93
    assert held >= least * len(told), (kind, held, len(told))


def test_intervals_of_drawn_months_of_few_large_days_hold_the_truth(tmp_path: Path) -> None:
    """What one trip of ten crates leaves behind on days of some eight orders is nothing on most days."""
    rng, config = (
        random.Random(9),
        store(vehicle=[vehicle("bus", profile="van")], courier=[courier("Noor", "bus", max_trips=1)]),
    )
    days = tuple(drawn_day(number, min(40, round(rng.lognormvariate(1.8, 0.6)))) for number in range(120))
    days = tuple(day for day in days if day.orders)
    found = studied(tmp_path / "kept", asked(tmp_path, 'name = "more"\nvolume = 1.5\n', config), days)
    before, after = (by_day(found.cells, name, measure_of("left_behind")) for name in (BASE, "more"))
    apart = [after[day.day] - before[day.day] for day in days]
    assert 0.1 < sum(map(bool, apart)) / len(apart) < 0.7
    for length in (20, 30):
        months = [rng.choices(apart, k=length) for _ in range(400)]
        told = [interval(values) for values in months if any(values)]
        held = sum(low - 1e-9 <= fmean(apart) <= high + 1e-9 for low, high in told if low is not None)  # type: ignore[operator]
        assert held >= 0.93 * len(told), (length, held, len(told))


def _of(days: tuple[DayOrders, ...], day: object) -> DayOrders:
    return next(one for one in days if one.day == day)


@pytest.mark.parametrize("length", [20, 40])
def test_intervals_of_drawn_months_hold_the_truth(tmp_path: Path, length: int) -> None:
    """The truth is what all days say of which months are drawn; 95 of 100 months are to hold it."""
    days, draw = month(5, 80), random.Random(length)
    scenarios = asked(tmp_path, 'name = "narrow"\n[windows]\nwidth_minutes = 30\n', store())
    found = studied(tmp_path / "kept", scenarios, days)
    for key in ("cost_eur", "slack_min", "distance_km", "left_behind"):
        before, after = (by_day(found.cells, name, measure_of(key)) for name in (BASE, "narrow"))
        apart = [after[day.day] - before[day.day] for day in days]
        months = [draw.choices(apart, k=length) for _ in range(100)]
        told = [interval(values) for values in months if any(values)]
        held = sum(low - 1e-9 <= fmean(apart) <= high + 1e-9 for low, high in told if low is not None)  # type: ignore[operator]
        # Three deviations fewer than 95 are 88.
        assert held >= 0.88 * len(told), (key, held, len(told))
