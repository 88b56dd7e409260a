"""How likely stops are in time: drawn by a seed, and right where the answer is known."""

from dataclasses import replace

from sampledays import planned_day
from smallday import at, small_day

from dispatch.config import Spread, Travel
from dispatch.model import Pace, TimeWindow
from dispatch.punctuality import chances, spreads_of


def with_window(day, stop_id, window):
    stops = tuple(
        replace(stop, window=window, late_until=max(stop.late_until, window.latest))
        if stop.id == stop_id
        else stop
        for stop in day.problem.stops
    )
    return replace(day.problem, stops=stops)


def test_every_planned_stop_has_its_chance_in_the_order_of_the_visits():
    day = planned_day(60)
    found = chances(day.problem, day.plan, 7)
    assert [stop for stop, _ in found] == [
        visit.stop for route in day.plan.routes for trip in route.trips for visit in trip.visits
    ]
    assert all(0 <= percent <= 100 for _, percent in found)


def test_the_same_seed_draws_the_same_days_and_another_draws_others():
    day = planned_day(60)
    assert chances(day.problem, day.plan, 7) == chances(day.problem, day.plan, 7)
    assert chances(day.problem, day.plan, 7) != chances(day.problem, day.plan, 8)


def test_wide_windows_are_kept_and_windows_that_are_over_are_not():
    day = small_day()
    # B4 begins at 16:10 after a drive of 40 minutes that begins at 15:30.
    all_day = chances(with_window(day, "B4", TimeWindow(at("14:00"), at("22:00"))), day.plan, 1)
    over = chances(with_window(day, "B4", TimeWindow(at("14:00"), at("15:35"))), day.plan, 1)
    assert dict(all_day)["B4"] == 100
    assert dict(over)["B4"] == 0


def test_a_window_that_ends_where_the_plan_begins_is_kept_about_every_other_day():
    day = small_day()
    edge = chances(with_window(day, "B4", TimeWindow(at("14:00"), at("16:10"))), day.plan, 1, draws=2000)
    # The mean of the drawn drives is the planned one; their median lies a little below it.
    assert 48 <= dict(edge)["B4"] <= 60


def test_a_wait_takes_up_delays():
    # Stop B3 waits 35 minutes at its door: it begins at 15:00 however slow its drive of eight minutes is.
    assert dict(chances(small_day().problem, small_day().plan, 1))["B3"] == 100


def test_estimated_times_scatter_more():
    day = small_day()
    problem = with_window(day, "B4", TimeWindow(at("14:00"), at("16:20")))
    guessed = replace(problem, travel=tuple(replace(matrix, estimated=True) for matrix in problem.travel))
    sure, unsure = (dict(chances(p, day.plan, 1, draws=2000))["B4"] for p in (problem, guessed))
    assert sure > unsure > 50


def test_the_store_says_how_far_times_scatter():
    day = small_day()
    problem = with_window(day, "B4", TimeWindow(at("14:00"), at("16:20")))
    still = Spread(traffic=0, leg=0.01, door=0.01)
    calm = spreads_of(Travel(spread={"bike": still, "van": still}))
    assert dict(chances(problem, day.plan, 1, calm))["B4"] == 100
    assert dict(chances(problem, day.plan, 1))["B4"] < 100


def test_a_drive_that_begins_late_meets_the_hours_as_they_are_then():
    """B4 begins at 16:10 after a drive of 40 minutes; who has not arrived by then hardly gets on any more."""
    day = small_day()
    problem = with_window(day, "B4", TimeWindow(at("14:00"), at("16:20")))
    jam = Pace((0, at("16:10")), (1_000_000, 1))
    stuck = replace(problem, travel=tuple(replace(matrix, pace=jam) for matrix in problem.travel))
    freed = replace(
        problem,
        travel=tuple(replace(m, pace=replace(jam, speeds=(1_000_000, 10_000_000))) for m in problem.travel),
    )
    late, usual, early = (dict(chances(p, day.plan, 1, draws=2000))["B4"] for p in (stuck, problem, freed))
    assert 48 <= late <= 60  # as if its window ended at 16:10
    assert late < usual < early
