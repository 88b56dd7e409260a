import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from figuredays import figures_of_days

from dispatch.model import Accounts
from dispatch.reporting import days_table, returned, tabulate, unprofitable
from dispatch.reporting.tables import Column, Table


def column(table, key):
    place = [column.key for column in table.columns].index(key)
    return [row[place] for row in table.rows]


@pytest.mark.parametrize("by", ["day", "week", "month", "courier", "vehicle", "period"])
def test_every_grouping_adds_up_to_the_same(by):
    figures = figures_of_days()
    table = tabulate(figures, by)
    routes = [route for day in figures for route in day.routes]
    assert sum(column(table, "deliveries")) == sum(route.deliveries for route in routes)
    assert sum(column(table, "cost_eur")) == pytest.approx(sum(route.cost_cents for route in routes) / 100)
    parts = sum(sum(column(table, key)) for key in ("wage_eur", "distance_eur", "fixed_eur"))
    assert parts == pytest.approx(sum(column(table, "cost_eur")))


def test_groups_are_named_as_people_name_them():
    figures = figures_of_days()
    assert column(tabulate(figures, "day"), "day") == ["2026-11-28", "2026-11-29", "2026-11-30"]
    # 28 and 29 November 2026 are a Saturday and a Sunday: week 48; the Monday begins week 49.
    assert column(tabulate(figures, "week"), "week") == ["2026-W48", "2026-W49"]
    assert column(tabulate(figures, "period"), "period") == ["2026-11-28 / 2026-11-30"]


def test_no_days_make_empty_tables():
    for table in (
        tabulate([], "day"),
        tabulate([], "period"),
        unprofitable([]),
        returned([]),
        days_table([]),
    ):
        assert table.rows == ()
        assert table.csv().count("\r\n") == 1


def test_csv_is_rfc_4180_and_excel_nl_has_decimal_commas():
    table = tabulate(figures_of_days(), "day")
    plain = list(csv.reader(io.StringIO(table.csv())))
    dutch_text = table.csv("excel-nl")
    assert dutch_text.startswith("\ufeff")
    dutch = list(csv.reader(io.StringIO(dutch_text[1:]), delimiter=";"))
    assert plain[0] == dutch[0]
    for a, b in zip(plain[1:], dutch[1:], strict=True):
        assert [cell.replace(",", ".") for cell in b] == a


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_courier_is_a_formula(evil):
    table = Table((Column("courier", "b", "c", "text"),), ((evil,),))
    cell = list(csv.reader(io.StringIO(table.csv(), newline="")))[1][0]
    assert cell == "'" + evil


def test_the_worst_baskets_come_first():
    figures = figures_of_days(margin=0.01)
    table = unprofitable(figures, 5)
    left = column(table, "result_eur")
    assert len(left) == 5
    assert left == sorted(left)
    assert max(left) < 0
    assert len(unprofitable(figures).rows) > 5


def test_what_came_back_is_a_row_a_day():
    table = returned(figures_of_days(back=True))
    assert column(table, "bias_min") == [1.0, 1.0, 1.0]
    assert all(share > 0.5 for share in column(table, "on_time_share"))
    assert returned(figures_of_days()).rows == ()


def test_the_accounts_of_each_day_balance():
    table = days_table(figures_of_days())
    for row in table.rows:
        read, *ended = row[2:8]
        assert read == sum(ended)


def test_the_accounts_of_many_days_say_where_a_look_is_due_and_what_all_come_to():
    first, *others = figures_of_days()  # on each a row is rejected, and an order left behind
    whole = [replace(day, accounts=Accounts(20, 4, 0, 0, 16)) for day in others]
    rows = days_table([first, *whole], "total", brief=True).rows
    assert [row[0] for row in rows] == ["2026-11-28", "total"]
    days = days_table([first, *whole]).rows
    assert rows[1][2:] == tuple(sum(counts) for counts in zip(*(row[2:] for row in days), strict=True))
    assert len(days_table([first], "total").rows) == 1


def test_figures_are_written_the_dutch_way():
    table = Table((Column("x", "x", "x", "euro"), Column("y", "y", "y", "share")), ((1234.5, None),))
    assert table.texts("nl") == (("1.234,50", "\u2013"),)
    assert table.texts("en") == (("1,234.50", "\u2013"),)


def test_people_read_days_weeks_and_months_as_they_write_them():
    figures = figures_of_days()
    assert [row[0] for row in tabulate(figures, "day").texts("nl")] == ["za 28 nov", "zo 29 nov", "ma 30 nov"]
    assert [row[0] for row in tabulate(figures, "week").texts("en")] == ["48", "49"]
    assert [row[0] for row in tabulate(figures, "month").texts("nl")] == ["november 2026"]
    assert tabulate(figures, "period").texts("en")[0][0] == "28 November 2026 \u2013 30 November 2026"


def test_days_of_two_years_tell_which():
    first, second, _ = figures_of_days()
    table = tabulate([first, replace(second, day=date(2027, 1, 2), routes=tuple(
        replace(route, day=date(2027, 1, 2)) for route in second.routes
    ))], "day")  # fmt: skip
    assert [row[0] for row in table.texts("en")] == ["Sat 28 Nov 2026", "Sat 2 Jan 2027"]


def test_ways_back_are_empty_and_figures_of_older_programs_do_not_tell_them():
    figures = figures_of_days(days=1)
    routes = figures[0].routes
    share = sum(route.empty_metres for route in routes) / sum(route.metres for route in routes)
    assert column(tabulate(figures, "period"), "empty_share") == [pytest.approx(share)]
    assert 0 < share < 1
    old = replace(figures[0], routes=tuple(replace(route, empty_metres=None) for route in routes))
    assert column(tabulate([old], "period"), "empty_share") == [None]


def test_what_nothing_is_known_of_is_not_shown():
    keys = [shown.key for shown in tabulate(figures_of_days(), "day").told().columns]
    assert "at_home_share" not in keys
    assert "cost_eur" in keys
    assert "at_home_share" in [
        shown.key for shown in tabulate(figures_of_days(back=True), "day").told().columns
    ]
