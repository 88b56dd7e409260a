"""What the stages share: the search's budget, the last check, the clock of stages."""

from dataclasses import replace

import pytest
from smallday import small_day
from wholeroad import configure

from dispatch.errors import PlanViolationError
from dispatch.geocoding import LocatedOrders
from dispatch.model import Code, Issue, Load, RouteSequence, Severity, Solution
from dispatch.pipeline.recording import balance
from dispatch.pipeline.road import Road
from dispatch.pipeline.solving import budget, checked, retrial
from dispatch.pipeline.travelling import reject
from dispatch.ports import Silent, Stage
from dispatch.scheduling import schedule


def test_iterations_take_the_place_of_seconds() -> None:
    timed = budget(configure(solver={"iterations": None, "seconds": 30, "patience": 0.25}).solver)
    assert (timed.seconds, timed.iterations, timed.patience, timed.engine) == (30, None, 0.25, "search")
    counted = budget(configure(solver={"iterations": 400, "seconds": 30, "workers": 2}).solver)
    assert (counted.seconds, counted.iterations, counted.workers) == (None, 400, 2)


@pytest.mark.parametrize(
    ("solver", "seconds", "iterations"),
    [
        ({"iterations": None, "seconds": 3}, 0.3, None),  # a tenth
        ({"iterations": None, "seconds": 60}, 0.5, None),  # half a second at most, whatever the search had
        ({"iterations": 2000}, None, 100),  # a twentieth, and reproducible
        ({"iterations": 5}, None, 1),
    ],
)
def test_a_remedy_is_tried_within_a_small_part_of_the_budget(
    solver: dict[str, float], seconds: float | None, iterations: int | None
) -> None:
    short = retrial(configure(solver=solver).solver)
    assert (short.seconds, short.iterations) == (seconds, iterations)


def test_a_plan_without_fault_passes() -> None:
    day = _consistent()
    assert checked(day.problem, day.plan) is day.plan


def test_a_plan_that_breaks_a_rule_never_leaves() -> None:
    # The same trips, in vehicles that hold a single crate.
    day = _consistent()
    trips = {
        route.shift.id: tuple(tuple(visit.stop for visit in trip.visits) for trip in route.trips)
        for route in day.plan.routes
    }
    shifts = [
        replace(one, vehicle=replace(one.vehicle, capacity=Load(1, 10**6))) for one in day.problem.shifts
    ]
    problem = replace(day.problem, shifts=tuple(shifts))
    overfull = schedule(problem, Solution(tuple(RouteSequence(*one) for one in trips.items())))
    with pytest.raises(PlanViolationError) as error:
        checked(problem, overfull)
    assert "CAPACITY at R1" in error.value.message
    assert "nothing was published" in error.value.message
    assert "--anonymous" in error.value.hint
    assert error.value.exit_status == 1


def test_many_faults_are_counted_and_three_are_told() -> None:
    day = _consistent()
    with pytest.raises(PlanViolationError) as error:
        checked(day.problem, replace(day.plan, routes=()))
    told = error.value.message.partition(": ")[2]
    assert told.count(" at ") <= 3
    assert not any(
        order.order.name in str(error.value) for stop in day.problem.stops for order in stop.orders
    )


def _consistent():
    from sampledays import planned_day

    return planned_day(12, plain=True, breaks=False)


def test_a_rejected_order_keeps_its_cells_and_its_row() -> None:
    day = small_day()
    order = day.problem.stops[0].orders[0].order
    issue = day.rejected[0].issues[0]
    made = reject({order.receipt_id: (("naam", "x"),)}, order, [issue])
    assert (made.receipt_id, made.row, made.cells) == ("B1", 2, (("naam", "x"),))
    assert (made.issues[0].row, made.issues[0].receipt_id) == (2, "B1")
    assert reject({}, order, [issue]).cells == ()


def test_accounts_that_miss_a_row_cannot_be_made() -> None:
    from dispatch.model import Intake

    day = small_day()
    orders = tuple(located.order for stop in day.problem.stops for located in stop.orders)
    intake = Intake(orders, day.rejected, (), rows=9, not_flagged=3)
    assert balance(intake, 0, day.rejected, day.problem, day.plan) == day.accounts
    with pytest.raises(ValueError, match="balance"):
        balance(intake, 0, (), day.problem, day.plan)


def test_stages_are_shown_and_timed_in_order() -> None:
    class Listening(Silent):
        def __init__(self):
            self.said = []

        def begin(self, stage, total=None):
            self.said.append(f"begin {stage}")

        def end(self):
            self.said.append("end")

    progress = Listening()
    road = Road(progress)
    road.run(Stage.READING, lambda: road.run(Stage.BUILDING, int))
    assert progress.said == ["begin Reading", "begin Building", "end", "end"]
    assert [name for name, _ in road.timings] == ["Building", "Reading"]
    assert all(seconds >= 0 for _, seconds in road.timings)


def test_what_a_stage_tells_is_taken_as_its_result_passes() -> None:
    told = Issue(Code.MAP_OLD, Severity.INFO)
    road = Road(Silent(), [told])
    found = LocatedOrders((), (), (told, told))
    assert road.run(Stage.LOCATING, lambda: found) is found
    assert road.run(Stage.SEARCHING, lambda: 7) == 7
    assert road.issues == [told, told, told]
