"""What is told of a stop, from what bars it or breaks a rule."""

from daymaker import make_shift, make_stop

from dispatch.explaining.alone import Bar
from dispatch.explaining.reasons import tell_full, tell_many, tell_never, tell_price
from dispatch.insertion import Fit
from dispatch.model import (
    CENT,
    Binding,
    Breach,
    Cause,
    Cost,
    Obstacle,
    Plan,
    RouteSequence,
    Totals,
    Violation,
    Where,
)

NOTHING = Plan((), (), Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Cost()))


def fit(*violations: Violation) -> Fit:
    return Fit(RouteSequence("Sanne", (("A", "B"),)), NOTHING, violations, 0)


def facts(binding: Binding) -> dict[str, int | str]:
    return {fact.name: fact.value for fact in binding.facts}


def test_of_one_cause_the_shift_that_comes_closest_is_told() -> None:
    bars = [Bar(Binding(name, Obstacle.SHIFT_TRIPS), amount) for name, amount in (("S", 5), ("T", 2))]
    assert [one.shift for one in tell_never(Cause.SHIFT, bars)] == ["T"]
    assert tell_never(Cause.SHIFT, []) == ()


def test_of_several_causes_the_foremost_comes_first_and_nothing_twice() -> None:
    found = [(Obstacle.SHIFT_TRIPS, 1), (Obstacle.SHIFT_TRIPS, 1), (Obstacle.ZONE_CLOSED, 1)]
    bars = [Bar(Binding(str(n), obstacle), amount) for n, (obstacle, amount) in enumerate(found)]
    told = [one.obstacle for one in tell_never(Cause.ZONE, bars)]
    assert told == [Obstacle.ZONE_CLOSED, Obstacle.SHIFT_TRIPS]


def test_crates_on_the_road_are_told_whatever_else_binds() -> None:
    bars = [
        Bar(Binding("S", Obstacle.SKILL_MISSING), 1),
        Bar(Binding("T", Obstacle.RELEASE_ON_BOARD), 0),
    ]
    assert [one.obstacle for one in tell_never(Cause.SKILL, bars)] == [Obstacle.RELEASE_ON_BOARD]


def test_the_worst_of_each_cause_is_told_and_who_suffers() -> None:
    late = [
        Violation(Breach.WINDOW_AFTER, Where("R1", 1, stop), amount)
        for stop, amount in (("A", 60), ("B", 90))
    ]
    full = Violation(Breach.CAPACITY_CRATES, Where("R1", 1), 2)
    told = tell_full(make_shift(), make_stop("A"), fit(*late, full))
    assert [one.obstacle for one in told] == [Obstacle.WINDOW_OTHER, Obstacle.CAPACITY_FULL_CRATES]
    assert (facts(told[0])["over"], facts(told[0])["receipt"]) == (90, "B")
    assert (facts(told[1])["n"], facts(told[1])["trip"]) == (2, 1)
    own = tell_full(make_shift(), make_stop("A"), fit(late[0]))
    assert own[0].obstacle is Obstacle.WINDOW_OVER


def test_a_price_is_told_in_cents() -> None:
    told = facts(tell_price(make_shift(), make_stop("A", drop_cents=100), 1480 * CENT))
    assert (told["extra"], told["price"]) == (1480, 100)
    assert tell_many(Cause.PRICE, 40).obstacle is Obstacle.PRICE_MANY
    assert tell_many(Cause.WINDOW, 40).obstacle is Obstacle.SHIFT_MANY
