"""A run summed up: counts and codes, worked out once."""

from dataclasses import replace

from smallday import small_day

from dispatch.model import Accounts, RunSummary


def test_a_day_is_summed_up_without_persons() -> None:
    day = small_day()
    summary = RunSummary.of(day)
    assert (summary.day, summary.version, summary.store) == (day.day, 3, "Buurtsuper De Waag")
    assert (summary.accounts, summary.totals) == (day.accounts, day.plan.totals)
    # The one route costs 38.10 + 1.3055 + 2.50 (see smallday); what is left behind is nobody's bill.
    assert summary.cents == 4191
    # 2 + 1 + 1 + 3 crates at three stops; the nine of the stop that is left behind are not carried.
    assert summary.crates == 7
    assert summary.tight == ()
    assert summary.unassigned == (("CAPACITY", 1),)
    assert summary.rejected
    assert summary.status == 5
    assert not any(order.order.name in str(summary) for stop in day.problem.stops for order in stop.orders)


def test_an_export_without_an_order_to_deliver_needs_no_look() -> None:
    summary = RunSummary.of(small_day())
    nothing = replace(summary, accounts=Accounts(7, 7, 0, 0, 0), rejected=(), unassigned=(), estimated=False)
    assert replace(nothing, warnings=(("TRAVEL_ESTIMATED", 1),)).status == 0
    assert replace(nothing, warnings=(("COLUMN_UNUSED", 1),)).status == 5
