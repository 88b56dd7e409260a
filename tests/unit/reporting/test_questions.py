"""Which areas, hours, customers and baskets cost what; a day small enough to work out by hand."""

from dataclasses import replace
from datetime import date

import pytest
from sampledays import planned_day

from dispatch.clock import HOUR
from dispatch.model import Break, Outcome, Shift, TimeWindow
from dispatch.reporting import Basket, figures_of, from_json, to_json, unprofitable
from dispatch.reporting.actuals import Actual
from dispatch.reporting.deliveries import Delivery, ShiftFigures, paid_seconds
from dispatch.reporting.questions import ask, shifts_table

PLANNED = planned_day(14, couriers=2, rejected=1, left_behind=1, seed=1, plain=True)


def day_with(*deliveries, shifts=(), day=date(2026, 11, 28)):
    bare = figures_of(PLANNED, emissions={}, margin=0.25)
    return replace(bare, day=day, deliveries=deliveries, shifts=shifts)


def delivery(customer="Jansen, 2312 AB", area="2312", hour=17, cost=600, late=0, total=4000, home=None):
    margin = None if total is None else total // 4
    return Delivery(customer, area, hour, cost, 120, late, total, margin, home)


def as_dict(table):
    keys = [column.key for column in table.columns]
    return {row[0]: dict(zip(keys[1:], row[1:], strict=True)) for row in table.rows}


def test_every_order_that_is_brought_is_a_delivery_and_their_costs_are_those_of_the_routes():
    figures = figures_of(PLANNED, emissions={}, margin=0.25)
    assert len(figures.deliveries) == sum(route.deliveries for route in figures.routes)
    total = sum(route.cost_cents for route in figures.routes)
    # Each stop's share is rounded to a cent.
    assert abs(sum(one.cost_cents for one in figures.deliveries) - total) <= len(figures.deliveries)
    assert sum(one.door_seconds for one in figures.deliveries) <= sum(
        r.service_seconds for r in figures.routes
    )


def test_areas_that_lose_money_are_seen():
    # 40 euros of which a quarter is left: 10 euros against 6 in the one area and 13 in the other.
    found = as_dict(
        ask(
            [day_with(delivery(), delivery(area="2331", cost=1300), delivery(area="2331", cost=1300))], "area"
        )
    )
    assert list(found) == ["2312", "2331"]
    assert found["2312"]["result_eur"] == pytest.approx(4)
    assert found["2331"]["result_eur"] == pytest.approx(-6)
    assert found["2331"]["cost_per_delivery_eur"] == pytest.approx(13)
    assert found["2331"]["deliveries"] == 2


def test_hours_weekdays_and_baskets_come_in_their_own_order():
    deliveries = (
        delivery(hour=20),
        delivery(hour=9, total=None),
        delivery(hour=17, total=20_000),
        delivery(total=2_499),
    )
    days = [day_with(*deliveries), day_with(delivery(), day=date(2026, 11, 30))]
    assert list(as_dict(ask(days, "hour"))) == ["09:00", "17:00", "20:00"]
    assert list(as_dict(ask(days, "weekday"))) == ["mon", "sat"]
    assert list(as_dict(ask(days, "basket"))) == ["€ 0 - 25", "€ 25 - 50", "€ 150 +", "-"]


def test_customers_come_with_the_greatest_loss_first():
    figures = day_with(
        delivery("A", cost=900), delivery("B", cost=1500), delivery("C", cost=1100), delivery("B", cost=1500)
    )
    assert list(as_dict(ask([figures], "customer"))) == ["B", "C", "A"]


def test_what_is_not_known_counts_nowhere():
    found = as_dict(ask([day_with(delivery(total=None), delivery(home=True), delivery(home=False))], "area"))[
        "2312"
    ]
    assert found["at_home_share"] == 0.5
    assert found["margin_eur"] == 20
    assert found["result_eur"] == pytest.approx(8)
    assert found["cost_eur"] == pytest.approx(18)


def test_somebody_who_refuses_is_at_home():
    receipts = [r for stop in PLANNED.problem.stops for r in stop.receipt_ids]
    for outcome, home in ((Outcome.DELIVERED, True), (Outcome.REFUSED, True), (Outcome.NOT_HOME, False)):
        actuals = {receipt: Actual(None, outcome) for receipt in receipts}
        figures = figures_of(PLANNED, emissions={}, margin=0.25, actuals=actuals)
        assert {one.at_home for one in figures.deliveries} == {home}


def test_idle_hours_stand_beside_those_that_are_paid():
    # Five hours on shift, four of them worked, at 18 euros; and a courier who has nothing to do.
    shifts = (
        ShiftFigures("Noor", "a", 5 * HOUR, 4 * HOUR, 9000),
        ShiftFigures("Tijn", "b", 5 * HOUR, 0, 9000),
    )
    found = as_dict(shifts_table([day_with(shifts=shifts)]))
    assert found["Noor"]["idle_h"] == 1
    assert found["Noor"]["idle_eur"] == pytest.approx(18)
    assert found["Tijn"]["idle_share"] == 1
    assert found["Tijn"]["idle_eur"] == pytest.approx(90)


def test_breaks_that_are_owed_are_not_paid():
    shift = PLANNED.problem.shifts[0]
    pause = Break(1800, TimeWindow(16 * HOUR, 18 * HOUR), over=5 * HOUR)
    long = Shift("Noor", "Noor", shift.vehicle, TimeWindow(14 * HOUR, 20 * HOUR), breaks=(pause,))
    assert paid_seconds(long) == 6 * HOUR - 1800
    assert paid_seconds(replace(long, hours=TimeWindow(15 * HOUR, 20 * HOUR))) == 5 * HOUR


def test_an_unprofitable_basket_says_from_which_value_it_would_pay():
    # 10 euros leave 2.50: a delivery of 6.01 wants a basket of 24.04.
    figures = replace(
        day_with(), baskets=(Basket("1", "R1", 1000, 250, 601), Basket("2", "R1", 1000, 0, 601))
    )
    rows = unprofitable([figures]).rows
    keys = [column.key for column in unprofitable([figures]).columns]
    assert {row[1]: row[keys.index("needed_eur")] for row in rows} == {"1": 24.04, "2": None}


def test_figures_without_persons_keep_areas_and_hours_and_nobody():
    bare = figures_of(PLANNED, emissions={}, margin=0.25).without_persons()
    assert {one.customer for one in bare.deliveries} == {""}
    assert {one.total_cents for one in bare.deliveries} == {None}
    assert {shift.courier for shift in bare.shifts} == {""}
    assert from_json(to_json(bare), "x") == bare


def test_figures_of_older_programs_have_no_deliveries():
    plain = to_json(figures_of(PLANNED, emissions={}, margin=0.25))
    del plain["deliveries"], plain["shifts"]
    read = from_json(plain, "x")
    assert (read.deliveries, read.shifts) == ((), ())
    assert ask([read], "area").rows == ()
