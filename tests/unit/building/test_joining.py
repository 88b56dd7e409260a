"""Days of stores put together as one problem with several depots."""

import random
from dataclasses import replace

import pytest
from chaindays import common_travel
from daymaker import Traits, fill, random_problem, with_depots

from dispatch.building.joining import Sharer, apart, common_points, join, joined_solution
from dispatch.checking import check
from dispatch.model import Problem, Restriction, Solution
from dispatch.model.causes import Barrier
from dispatch.scheduling import schedule


def feasible(problem: Problem, solution: Solution) -> bool:
    return not check(problem, schedule(problem, solution))


def joined(rng: random.Random, problems: list[Problem], **may_load_at: tuple[int, ...]) -> Problem:
    names = ("leiden", "dorp", "stad")
    return join(
        [
            Sharer(name, problem, may_load_at, common_travel(rng, problems, n))
            for n, (name, problem) in enumerate(zip(names, problems, strict=False))
        ]
    )


@pytest.mark.parametrize("seed", range(25))
def test_the_stores_own_plans_cost_among_all_what_they_cost_alone(seed: int) -> None:
    rng = random.Random(seed)
    common = {"late_cents_per_hour": 600}
    traits = replace(Traits.draw(rng), lateness=True)
    problems = [replace(random_problem(rng, rng.randint(1, 6), 2, traits), **common) for _ in range(3)]
    plans = [schedule(problem, fill(rng, problem, feasible)) for problem in problems]
    if any(check(problem, plan) for problem, plan in zip(problems, plans, strict=True)):
        return  # trips that have left already may break what nobody can mend
    whole = joined(rng, problems, V1=(0, 1, 2))
    solution = joined_solution(dict(zip(("leiden", "dorp", "stad"), plans, strict=True)))
    for problem in (whole, apart(whole)):
        plan = schedule(problem, solution)
        assert check(problem, plan) == ()
        assert plan.totals.cost.ticks == sum(one.totals.cost.ticks for one in plans)
        assert plan.totals.metres == sum(one.totals.metres for one in plans)


def test_names_are_those_of_the_store_and_places_follow_the_order_of_all() -> None:
    rng = random.Random(2)
    plain = Traits(*[False] * len(Traits.__dataclass_fields__))
    problems = [random_problem(rng, 2, 1, plain) for _ in range(2)]
    barred = Restriction("V1", "dorp/S1", Barrier.ZONE)
    sharers = [
        Sharer("leiden", problems[0], {"V1": (1,)}, common_travel(rng, problems, 0), (barred,)),
        Sharer("dorp", problems[1], {}, common_travel(rng, problems, 1)),
    ]
    whole = join(sharers)
    assert [(stop.id, stop.depot) for stop in whole.stops] == [
        ("leiden/S1", 0), ("leiden/S2", 0), ("dorp/S1", 1), ("dorp/S2", 1),
    ]  # fmt: skip
    assert whole.stops[2].receipt_ids == ("dorp/S1",)
    one, other = whole.shifts
    assert (one.id, one.depot, one.may_load_at, one.vehicle.id) == ("leiden/Courier1", 0, (1,), "leiden/V1")
    assert (other.depot, other.may_load_at) == (1, ())
    assert replace(barred, vehicle="leiden/V1") in whole.restrictions
    assert [shift.may_load_at for shift in apart(whole).shifts] == [(), ()]
    home = (problems[0].depot.lat, problems[0].depot.lon)
    assert common_points(problems)[0] == common_points(problems)[-1] == home
    assert len(common_points(problems)) == whole.travel[0].size == 6


def test_a_day_that_has_several_depots_already_is_not_joined() -> None:
    rng = random.Random(1)
    problem = with_depots(rng, random_problem(rng, 3, 1), 1)
    with pytest.raises(ValueError, match="more than one depot"):
        Sharer("leiden", problem)
