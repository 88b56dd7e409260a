"""Which orders a cell brings."""

from dataclasses import replace

import pytest
from madedays import FIRST, drawn_day, order, store

from dispatch.clock import HOUR, MINUTE
from dispatch.model import TimeWindow
from dispatch.study.demand import orders_of, taken, with_consents, with_window
from dispatch.study.scenario import DayOrders, Demand, Windows

ARCHIVE = tuple(drawn_day(number, 10) for number in range(15))
MONDAY = ARCHIVE[7]
"""The second Monday; the first and the third are the days like it."""


def test_the_demand_of_the_day_is_its_own():
    assert orders_of(MONDAY, ARCHIVE, Demand(), 1) == MONDAY.orders


def test_more_orders_are_drawn_from_days_like_it_with_receipts_of_their_own():
    orders = orders_of(MONDAY, ARCHIVE, Demand(volume=2.5), 1)
    assert orders[:10] == MONDAY.orders
    others = {located.place for day in (ARCHIVE[0], ARCHIVE[14]) for located in day.orders}
    drawn = [located.place for located in orders[10:]]
    assert len(drawn) == len(set(drawn)) == 15
    assert set(drawn) <= others
    receipts = [located.order.receipt_id for located in orders]
    assert len(set(receipts)) == 25


def test_where_all_are_drawn_they_come_again():
    orders = orders_of(MONDAY, ARCHIVE, Demand(volume=4), 1)
    assert len(orders) == 40
    assert len({located.order.receipt_id for located in orders}) == 40


def test_a_lone_day_grows_from_its_own_orders():
    assert len(orders_of(MONDAY, (MONDAY,), Demand(volume=1.3), 1)) == 13


def test_fewer_orders_are_drawn_from_its_own():
    orders = orders_of(MONDAY, ARCHIVE, Demand(volume=0.5), 1)
    assert len(orders) == 5
    assert [located for located in MONDAY.orders if located in orders] == list(orders)


def test_chance_is_that_of_the_seed():
    grown = Demand(volume=1.5)
    assert orders_of(MONDAY, ARCHIVE, grown, 1) == orders_of(MONDAY, ARCHIVE, grown, 1)
    assert orders_of(MONDAY, ARCHIVE, grown, 1) != orders_of(MONDAY, ARCHIVE, grown, 2)


def test_the_demand_of_another_weekday_is_that_of_the_nearest_such_day():
    assert orders_of(MONDAY, ARCHIVE, Demand(weekday="sat"), 1) == ARCHIVE[5].orders
    assert orders_of(MONDAY, ARCHIVE, Demand(weekday="tue"), 1) == ARCHIVE[8].orders
    assert orders_of(MONDAY, ARCHIVE[:3], Demand(weekday="sat"), 1) == ()


@pytest.mark.parametrize("promise", [{"cut_off": "11:59"}, {"minimum_basket": 30}, {"area": {"far_km": 0.5}}])
def test_what_the_store_does_not_take_is_turned_away(promise):
    orders = (order("a", total_cents=2000), order("b", total_cents=4000))
    found = taken(orders, store(promise=promise))
    assert found.turned_away == (1 if "minimum_basket" in promise else 2)
    assert len(found.orders) + found.turned_away == 2


def test_a_basket_of_unknown_value_is_taken():
    assert taken((order("a"),), store(promise={"minimum_basket": 30})).turned_away == 0


def test_a_wide_window_is_narrowed_to_a_part_that_the_customer_chooses():
    wide, starts = TimeWindow(16 * HOUR, 20 * HOUR), set()
    for number in range(60):
        one = with_window(order(str(number)), wide, Windows(width=HOUR), FIRST).order.window
        assert one.latest - one.earliest == HOUR
        assert wide.earliest <= one.earliest
        assert one.latest <= wide.latest
        starts.add(one.earliest)
    assert starts <= {16 * HOUR + n * 15 * MINUTE for n in range(13)}
    assert len(starts) == 13


def test_a_narrow_window_stays_and_every_window_moves():
    narrow = TimeWindow(16 * HOUR, 17 * HOUR)
    assert with_window(order("a"), narrow, Windows(width=2 * HOUR), FIRST).order.window == narrow
    moved = with_window(order("a"), narrow, Windows(later=-30 * MINUTE), FIRST).order.window
    assert moved == TimeWindow(15 * HOUR + 30 * MINUTE, 16 * HOUR + 30 * MINUTE)


def test_days_may_be_empty():
    empty = DayOrders(FIRST, ())
    assert orders_of(empty, (empty,), Demand(volume=2), 1) == ()
    assert orders_of(replace(MONDAY, orders=()), (), Demand(volume=2), 1) == ()


def test_who_consents_where_few_do_consents_where_more_do():
    def who(share):
        return {
            located.order.receipt_id
            for located in MONDAY.orders
            if "robot_ok" in with_consents(located, (("robot", share),), MONDAY.day).order.skills
        }

    few, more, everybody = who(0.2), who(0.7), who(1.0)
    assert few < more < everybody
    assert len(everybody) == len(MONDAY.orders)
    assert who(0.0) == set()


def test_a_consent_that_was_given_is_not_given_twice():
    (first, *_) = MONDAY.orders
    asked = replace(first, order=replace(first.order, skills=("Drone mag",)))
    assert with_consents(asked, (("drone", 1.0),), MONDAY.day) == asked
