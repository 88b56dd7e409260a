"""Questions whose answers are known, and how a study goes on where it was."""

import os
import time
from dataclasses import replace

import pytest
from madedays import FIRST, drawn_day, order, store, studied, vehicle

from dispatch.clock import HOUR
from dispatch.config import Config
from dispatch.executing import Here, Processes
from dispatch.ports import Silent
from dispatch.study.answering import Answer, measure_of, to_json
from dispatch.study.comparing import compare
from dispatch.study.conducting import Gap, Means, Study, conduct
from dispatch.study.keeping import KeptCells
from dispatch.study.scenario import DayOrders, Demand, Scenario, Windows
from dispatch.travel import EstimateSource
from dispatch.words import words

BASE = "as it is"
STORE = store().store.model_dump(mode="json")


def difference(found, scenario, key):
    return next(one for one in compare(found.cells, BASE, scenario) if one.measure.key == key)


def test_a_bike_too_many_costs_what_its_courier_is_paid(tmp_path):
    # Five hours at 18 euros for a courier who has nothing to do: 90 euros a day, and nothing else.
    days = tuple(drawn_day(number, 4, (16 * HOUR, 20 * HOUR)) for number in range(8))
    scenarios = (
        Scenario(BASE, store(bikes=2), paid_shift=True),
        Scenario("one bike", store(bikes=1), paid_shift=True),
    )
    found = studied(tmp_path, scenarios, days)
    cost = difference(found, "one bike", "cost_eur")
    assert cost.low <= -90 <= cost.high
    assert cost.difference == pytest.approx(-90, abs=1)
    assert difference(found, "one bike", "left_behind").difference == 0
    assert difference(found, "one bike", "vehicles").difference == 0


def test_by_the_hour_worked_a_bike_too_many_costs_nothing(tmp_path):
    days = (drawn_day(1, 4, (16 * HOUR, 20 * HOUR)),)
    found = studied(tmp_path, (Scenario(BASE, store(bikes=2)), Scenario("one bike", store())), days)
    assert difference(found, "one bike", "cost_eur").difference == 0


def test_a_volume_that_needs_one_more_van_leaves_behind_what_does_not_fit(tmp_path):
    # One trip a day for ten crates, ten orders of a crate: three of thirteen stay behind, each day.
    one_trip = {"courier": [{"name": "Noor", "vehicle": "bus", "shift": "16:00-21:00", "max_trips": 1,
                             "hourly_wage": 18, "breaks": "none"}]}  # fmt: skip
    one = store(vehicle=[vehicle("bus", profile="van")], **one_trip)
    two = store(
        vehicle=[vehicle("bus", profile="van"), vehicle("bus-2", profile="van")],
        courier=[*one_trip["courier"], {**one_trip["courier"][0], "name": "Fenna", "vehicle": "bus-2"}],
    )
    more = Demand(volume=1.3)
    scenarios = (
        Scenario(BASE, one),
        Scenario("more", one, demand=more),
        Scenario("a van too", two, demand=more),
    )
    days = tuple(drawn_day(7 * number, 10) for number in range(8))
    found = studied(tmp_path, scenarios, days)
    left = difference(found, "more", "left_behind")
    assert (left.low, left.difference, left.high) == (3, 3, 3)
    assert difference(found, "a van too", "left_behind").difference == 0
    assert difference(found, "a van too", "deliveries").difference == 3
    assert difference(found, "a van too", "vehicles").difference == 1


def test_what_narrower_windows_cost_is_found_from_a_part_of_the_days(tmp_path):
    # The truth is what forty days say; of them every fourth is studied.
    days = tuple(drawn_day(number, 6, (16 * HOUR, 20 * HOUR)) for number in range(40))
    scenarios = (Scenario(BASE, store()), Scenario("narrow", store(), windows=Windows(width=HOUR // 2)))
    truth = difference(studied(tmp_path, scenarios, days), "narrow", "cost_eur")
    found = difference(studied(tmp_path, scenarios, days[::4]), "narrow", "cost_eur")
    assert truth.difference > 2
    assert found.clear
    assert found.low <= truth.difference <= found.high


def narrow_and_more() -> tuple[Scenario, ...]:
    return (
        Scenario(BASE, store()),
        Scenario("narrow", store(), windows=Windows(width=HOUR)),
        Scenario("more", store(), demand=Demand(volume=1.5)),
    )


def as_json(found):
    return to_json(Answer(found, "Winkel"))


def test_one_worker_and_several_find_the_same(tmp_path):
    days = tuple(drawn_day(number, 6) for number in range(2))
    alone = studied(tmp_path / "a", narrow_and_more(), days, seeds=2)
    shared = studied(tmp_path / "b", narrow_and_more(), days, seeds=2, executor=Processes(2))
    assert as_json(alone) == as_json(shared)
    assert alone.done == 2 * 3 * 2


class Stopping(Here):
    """Be stopped after some cells."""

    def __init__(self, after):
        super().__init__()
        self.after = after

    def run(self, work, jobs):
        for number, result in enumerate(super().run(work, jobs)):
            if number == self.after:
                raise KeyboardInterrupt
            yield result


class Told(Silent):
    """Keep what is said of how far a study is."""

    def __init__(self):
        self.notes = []

    def advance(self, done, note=""):
        self.notes.append(note)


class Counting(Here):
    """Count the cells that are planned."""

    def __init__(self):
        super().__init__()
        self.planned = 0

    def run(self, work, jobs):
        for result in super().run(work, jobs):
            self.planned += 1
            yield result


def test_a_study_that_was_stopped_goes_on_where_it_was(tmp_path):
    days = tuple(drawn_day(number, 5) for number in range(3))
    with pytest.raises(KeyboardInterrupt):
        studied(tmp_path / "a", narrow_and_more(), days, executor=Stopping(4))
    rest = Counting()
    found = studied(tmp_path / "a", narrow_and_more(), days, executor=rest)
    assert (rest.planned, found.known) == (5, 4)
    assert as_json(found) == as_json(studied(tmp_path / "b", narrow_and_more(), days))


@pytest.mark.parametrize("afresh", [False, True])
def test_what_two_scenarios_plan_alike_is_planned_once(tmp_path, afresh):
    """The name of a scenario decides nothing; how often it is planned must not hang on who is quicker."""
    days, planned = tuple(drawn_day(number, 4) for number in range(3)), Counting()
    scenarios = (Scenario(BASE, store()), Scenario("the same", store()))
    found = studied(tmp_path / "a", scenarios, days, executor=planned, afresh=afresh)
    assert (planned.planned, found.done, found.known) == (3, 6, 0)
    aside = studied(tmp_path / "b", scenarios, days, executor=Processes(2), afresh=afresh)
    assert (aside.done, aside.known) == (6, 0)
    assert as_json(aside) == as_json(found)


def test_afresh_plans_what_is_known(tmp_path):
    days, again = (drawn_day(1, 4),), Counting()
    studied(tmp_path, narrow_and_more(), days)
    studied(tmp_path, narrow_and_more(), days, executor=again, afresh=True)
    assert again.planned == 3


def test_a_result_that_is_damaged_is_found_anew(tmp_path):
    days, again = (drawn_day(1, 4),), Counting()
    first = studied(tmp_path, narrow_and_more()[:1], days)
    (kept,) = tmp_path.rglob("*.json")
    kept.write_text('{"format_version": 1, "figures": {"orders"')
    second = studied(tmp_path, narrow_and_more()[:1], days, executor=again)
    assert again.planned == 1
    assert as_json(first) == as_json(second)


def test_no_person_is_in_what_is_kept(tmp_path):
    studied(tmp_path, narrow_and_more(), (drawn_day(1, 4),))
    text = "".join(path.read_text() for path in tmp_path.rglob("*.json"))
    assert text
    assert not any(word in text for word in ("Klant", "Straat", "0612", "2311"))


def test_results_that_no_study_asks_for_go_and_the_latest_stay(tmp_path):
    days = tuple(drawn_day(number, 4) for number in range(3))
    cells = (Scenario(BASE, store()), Scenario("more", store(), demand=Demand(volume=1.5)))
    studied(tmp_path, cells, days)
    for path in tmp_path.rglob("*.json"):
        os.utime(path, (0, 0))
    half = next(tmp_path.iterdir()) / ".half.json.tmp-12"
    half.write_text("{")
    os.utime(half, (0, 0))
    studied(tmp_path, cells[:1], days)  # three are asked for again
    now = time.time()
    assert KeptCells(tmp_path).forget(now, dry_run=True) == 3
    assert len(list(tmp_path.rglob("*.json"))) == 6
    assert KeptCells(tmp_path).forget(now) == 3
    assert not half.exists()
    again = Counting()
    studied(tmp_path, cells, days, executor=again)
    assert again.planned == 3
    one = max(path.stat().st_size for path in tmp_path.rglob("*.json"))
    assert KeptCells(tmp_path, max_bytes=2 * one).forget(now) == 4
    assert len(list(tmp_path.rglob("*.json"))) == 2
    assert KeptCells(tmp_path / "never made").forget(now) == 0


def test_every_order_ends_somewhere(tmp_path):
    config = store(promise={"minimum_basket": 30, "area": {"road_km": 2.0}})
    orders = (
        order("cheap", total_cents=1000),
        order("far", 0.05, total_cents=5000),
        order("near", total_cents=5000),
        order("unknown"),
    )
    found = studied(tmp_path, (Scenario(BASE, config),), (DayOrders(FIRST, orders),))
    (figures,) = found.cells.values()
    assert (figures.orders, figures.turned_away, figures.unreachable, figures.deliveries) == (4, 1, 1, 2)


def test_what_cannot_be_planned_is_told_and_keeps_nothing_back(tmp_path):
    days = (drawn_day(0, 4), drawn_day(1, 4))
    closed = _closed_on_monday(store())
    scenarios = (
        Scenario(BASE, store()),
        Scenario("closed", closed),
        Scenario("sunday", store(), demand=Demand(weekday="sun")),
        Scenario("nobody", store(promise={"cut_off": "06:00"})),
    )
    found = studied(tmp_path, scenarios, days)
    assert {(cell.scenario, cell.day.day): gap for cell, gap in found.gaps.items()} == {
        ("closed", 2): Gap.CLOSED,
        ("sunday", 2): Gap.NO_SUCH_WEEKDAY,
        ("sunday", 3): Gap.NO_SUCH_WEEKDAY,
        ("nobody", 2): Gap.NO_ORDERS,
        ("nobody", 3): Gap.NO_ORDERS,
    }
    assert difference(found, "closed", "cost_eur").days == 1
    assert found.done == 8


def _closed_on_monday(config: Config) -> Config:
    raw = config.model_dump(mode="json")
    raw["store"]["days"] = {"mon": {"closed": True}}
    return Config.model_validate(raw)


def test_the_name_of_a_scenario_decides_nothing(tmp_path):
    days = (drawn_day(1, 4),)
    base = Scenario(BASE, store())
    studied(tmp_path, (base,), days)
    again = Counting()
    studied(tmp_path, (replace(base, name="zoals het is"),), days, executor=again)
    assert again.planned == 0


def test_how_the_store_is_served_over_http_decides_nothing(tmp_path):
    days = (drawn_day(1, 4),)
    studied(tmp_path, (Scenario(BASE, store()),), days)
    again = Counting()
    studied(tmp_path, (Scenario(BASE, store(serve={"port": 9000})),), days, executor=again)
    assert again.planned == 0


@pytest.mark.parametrize(
    "otherwise",
    [
        {"intake": {"columns": {"Bon": "receipt_id"}, "settle_seconds": 0, "decimal": ","}},
        {"store": {**STORE, "name": "Another name", "phone": "071", "language": "nl"}},
    ],
)
def test_what_the_tills_file_looks_like_and_what_paper_says_decides_nothing(tmp_path, otherwise):
    days = (drawn_day(1, 4),)
    studied(tmp_path, (Scenario(BASE, store()),), days)
    again = Counting()
    studied(tmp_path, (Scenario(BASE, store(**otherwise)),), days, executor=again)
    assert again.planned == 0


@pytest.mark.parametrize(
    "otherwise",
    [{"intake": {"bags_per_crate": 5}}, {"store": {**STORE, "opening": "09:00-21:00"}}],
)
def test_how_many_bags_fill_a_crate_and_when_the_store_opens_decides_something(tmp_path, otherwise):
    days = (drawn_day(1, 4),)
    studied(tmp_path, (Scenario(BASE, store()),), days)
    again = Counting()
    studied(tmp_path, (Scenario(BASE, store(**otherwise)),), days, executor=again)
    assert again.planned == 1


def test_the_time_left_counts_from_the_first_results_on(tmp_path):
    # Ten minutes until the workers have begun, then twenty a cell: three are left after the second.
    told = Told()
    moments = iter((600.0, 1800.0, 3000.0, 4200.0, 5400.0))
    study = Study(
        (Scenario(BASE, store()),), tuple(drawn_day(n, 1) for n in range(5)), (), (1,), EstimateSource()
    )
    conduct((study,), Means(Here(), KeptCells(tmp_path), ()), words("en"), told, lambda: next(moments))
    assert told.notes == ["", "1:00 h left", "40 min left", "20 min left", "0 min left"]


def test_of_a_cluster_that_does_not_know_its_workers_yet_the_time_left_is_told_after_the_second_result(
    tmp_path,
):
    class Unbegun(Here):
        workers = 0

    told, moments = Told(), iter((60.0, 71.0, 80.0))
    study = Study(
        (Scenario(BASE, store()),), tuple(drawn_day(n, 1) for n in range(3)), (), (1,), EstimateSource()
    )
    conduct((study,), Means(Unbegun(), KeptCells(tmp_path), ()), words("en"), told, lambda: next(moments))
    assert told.notes == ["", "1 min left", "0 min left"]


def test_what_baskets_leave_and_what_remains_of_it(tmp_path):
    # A quarter of 40 and of 80 euros; the third basket, of unknown value, counts as their mean.
    orders = (order("a", total_cents=4000), order("b", 0.001, total_cents=8000), order("c", 0.002))
    found = studied(tmp_path, (Scenario(BASE, store()),), (DayOrders(FIRST, orders),))
    (figures,) = found.cells.values()
    assert (figures.valued, figures.margin_cents) == (2, 3000)
    assert measure_of("margin_eur").of(figures) == 45
    assert measure_of("result_eur").of(figures) == 45 - figures.cost_cents / 100


def test_what_else_is_planned_beside_a_cell_decides_nothing(tmp_path):
    # Doors that only another scenario has are in the day's travel, and in no plan without it.
    days = tuple(drawn_day(7 * number, 4) for number in range(2))
    base, again = Scenario(BASE, store()), Counting()
    studied(tmp_path, (base,), days)
    found = studied(tmp_path, (base, Scenario("more", store(), demand=Demand(2.0))), days, executor=again)
    assert (again.planned, found.known) == (2, 2)


def test_means_are_those_of_the_cells(tmp_path):
    days = tuple(drawn_day(number, 4) for number in range(3))
    answer = Answer(studied(tmp_path, narrow_and_more(), days), "Winkel")
    costs = [cell.cost_cents / 100 for key, cell in answer.studied.cells.items() if key.scenario == BASE]
    assert answer.mean(answer.base, measure_of("cost_eur")) == pytest.approx(sum(costs) / 3)
