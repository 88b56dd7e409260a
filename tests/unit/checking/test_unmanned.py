"""The checker asks the orders themselves what a robot or drone may bring."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from daymaker import line_matrix, located, make_problem, make_shift, make_stop, make_vehicle

from dispatch.checking import check
from dispatch.model import Breach, RouteSequence, Solution
from dispatch.scheduling import schedule

BOTH = ("robot_ok", "drone_ok")


def breaches(kind: str, **order: object) -> set[Breach]:
    """Let a robot or drone bring an order that nothing in the problem keeps from it."""
    stop = make_stop("1")
    stop = replace(stop, orders=(located("1", **order),))
    vehicle = make_vehicle("it", kind=kind, max_stops=1 if kind == "drone" else None)
    problem = make_problem([stop], [make_shift(vehicle=vehicle)], travel=(line_matrix(2),))
    plan = schedule(problem, Solution((RouteSequence("Sanne", (("1",),)),)))
    return {violation.breach for violation in check(problem, plan)}


@pytest.mark.parametrize("kind", ["robot", "drone"])
@pytest.mark.parametrize(
    ("order", "found"),
    [
        ({"skills": BOTH}, set()),
        ({"skills": ("Drone-OK", "robot mag")}, set()),
        ({"skills": ()}, {Breach.UNMANNED_CONSENT}),
        ({"skills": ("lifting",)}, {Breach.UNMANNED_CONSENT}),
        ({"skills": BOTH, "age_check": True}, {Breach.UNMANNED_AGE_CHECK}),
        ({"skills": BOTH, "notes": "2 hoog"}, {Breach.UNMANNED_STAIRS}),
    ],
)
def test_it_refuses_what_needs_a_courier(kind: str, order: Mapping[str, object], found: set[Breach]) -> None:
    assert breaches(kind, **order) == found


def test_a_drone_flies_with_one_kind_of_crate() -> None:
    mixed = {"skills": BOTH, "crates": 2, "frozen_crates": 1}
    assert breaches("drone", **mixed) == {Breach.UNMANNED_CRATES}
    assert breaches("robot", **mixed) == set()


def test_a_bike_brings_all_of_it() -> None:
    assert breaches("bike", age_check=True, notes="2 hoog") == set()


def test_a_drone_with_two_drops_is_none() -> None:
    with pytest.raises(ValueError, match="one drop"):
        make_vehicle("it", kind="drone", max_stops=2)
