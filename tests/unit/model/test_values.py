"""The smallest values: windows, loads, money."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.model import CENT, Cost, Leg, Load, TimeWindow, Vehicle
from dispatch.model.values import to_cents

LOADS = st.builds(Load, *[st.integers(0, 100)] * 4)
MOMENTS = st.integers(0, 100)
WINDOWS = st.tuples(MOMENTS, MOMENTS).map(lambda ends: TimeWindow(min(ends), max(ends)))


def test_both_ends_of_a_window_belong_to_it() -> None:
    window = TimeWindow(10, 20)
    assert [moment in window for moment in (9, 10, 20, 21)] == [False, True, True, False]


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends"):
        TimeWindow(20, 19)


@given(WINDOWS, WINDOWS, MOMENTS)
def test_a_moment_is_in_the_common_window_exactly_if_it_is_in_both(
    one: TimeWindow, other: TimeWindow, moment: int
) -> None:
    common = one.intersect(other)
    assert (common is not None and moment in common) == (moment in one and moment in other)


@given(LOADS, LOADS)
def test_taking_off_what_was_put_on_leaves_what_was_there(one: Load, other: Load) -> None:
    assert one + other - other == one
    assert one.fits(one + other)


@pytest.mark.parametrize("dimension", ["crates", "grams", "chilled", "frozen"])
def test_a_load_fits_only_if_it_does_in_every_dimension(dimension: str) -> None:
    room = Load(4, 4, 4, 4)
    assert Load(**{dimension: 4}).fits(room)
    assert not Load(**{dimension: 5}).fits(room)


def test_nothing_negative_is_carried() -> None:
    with pytest.raises(ValueError, match="negative load"):
        _ = Load(1) - Load(2)


@given(st.integers(0, 10**9))
def test_half_a_cent_is_rounded_up(ticks: int) -> None:
    exact = Fraction(ticks, CENT)
    assert to_cents(ticks) - Fraction(1, 2) <= exact < to_cents(ticks) + Fraction(1, 2)


def test_prices_an_hour_and_a_kilometre_are_whole_numbers_of_ticks() -> None:
    assert CENT % 3600 == 0
    assert CENT % 1000 == 0


def test_costs_add_up_by_their_terms() -> None:
    total = Cost(1, 2, 3, 4, 5) + Cost(10, 20, 30, 40, 50)
    assert total == Cost(11, 22, 33, 44, 55)
    assert total.ticks == 165
    assert Cost(work=CENT * 1250).cents == 1250


@pytest.mark.parametrize("line", [((52.0, 4.5), (91.0, 4.5)), ((52.0, 181.0), (52.0, 4.5))])
def test_a_way_lies_in_the_world(line) -> None:
    with pytest.raises(ValueError, match="the way of a leg"):
        Leg(line)


def test_a_vehicle_is_of_a_known_kind() -> None:
    with pytest.raises(ValueError, match="'boat' is no kind of vehicle"):
        Vehicle("b", "boat", "boat", Load(1, 1))
