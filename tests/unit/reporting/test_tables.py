import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pypdf import PdfReader
from sampledays import planned_day

from dispatch.model import Outcome
from dispatch.reporting import days_table, draw_report, figures_of, returned, tabulate, unprofitable
from dispatch.reporting.actuals import Actual
from dispatch.reporting.tables import Column, Table


def make(days=3, couriers=2, margin=0.25, back=False):
    made = []
    for number in range(days):
        planned = planned_day(14, couriers=couriers, rejected=1, left_behind=1, seed=number, plain=True)
        day = date(2026, 11, 28) + timedelta(days=number)
        planned = replace(planned, day=day, problem=replace(planned.problem, day=day))
        actuals = None
        if back:
            stops = {stop.id: stop for stop in planned.problem.stops}
            actuals = {
                receipt: Actual(visit.arrival + 60, Outcome.DELIVERED)
                for route in planned.plan.routes
                for trip in route.trips
                for visit in trip.visits
                for receipt in stops[visit.stop].receipt_ids
            }
        made.append(figures_of(planned, emissions={}, margin=margin, actuals=actuals))
    return made


def column(table, key):
    place = [column.key for column in table.columns].index(key)
    return [row[place] for row in table.rows]


@pytest.mark.parametrize("by", ["day", "week", "month", "courier", "vehicle", "period"])
def test_every_grouping_adds_up_to_the_same(by):
    figures = make()
    table = tabulate(figures, by)
    routes = [route for day in figures for route in day.routes]
    assert sum(column(table, "deliveries")) == sum(route.deliveries for route in routes)
    assert sum(column(table, "cost_eur")) == pytest.approx(sum(route.cost_cents for route in routes) / 100)
    parts = sum(sum(column(table, key)) for key in ("wage_eur", "distance_eur", "fixed_eur"))
    assert parts == pytest.approx(sum(column(table, "cost_eur")))


def test_groups_are_named_as_people_name_them():
    figures = make()
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
    table = tabulate(make(), "day")
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
    figures = make(margin=0.01)
    table = unprofitable(figures, 5)
    left = column(table, "result_eur")
    assert len(left) == 5
    assert left == sorted(left)
    assert max(left) < 0
    assert len(unprofitable(figures).rows) > 5


def test_what_came_back_is_a_row_a_day():
    table = returned(make(back=True))
    assert column(table, "bias_min") == [1.0, 1.0, 1.0]
    assert all(share > 0.5 for share in column(table, "on_time_share"))
    assert returned(make()).rows == ()


def test_the_accounts_of_each_day_balance():
    table = days_table(make())
    for row in table.rows:
        read, *ended = row[2:7]
        assert read == sum(ended)


def test_figures_are_written_the_dutch_way():
    table = Table((Column("x", "x", "x", "euro"), Column("y", "y", "y", "share")), ((1234.5, None),))
    assert table.texts("nl") == (("1.234,50", "\u2013"),)
    assert table.texts("en") == (("1,234.50", "\u2013"),)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("days", "couriers", "margin", "back"), [(1, 1, 0.25, False), (3, 3, 0.01, True), (40, 2, 0.25, False)]
)
def test_the_report_is_one_page(language, days, couriers, margin, back):
    pdf = draw_report(make(days, couriers, margin, back), "Buurtsuper $5 & $6", language)
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    assert "Buurtsuper $5 & $6" in text
    assert ("Thuisbezorging" if language == "nl" else "Home delivery") in text
    assert ("op tijd geleverd" if language == "nl" else "delivered on time") in text or not back


def test_the_report_of_purged_and_empty_days_is_one_page():
    figures = [day.without_persons() for day in make()]
    assert draw_report(figures, "日本 ☃ متجر", "nl").startswith(b"%PDF")
    empty = [replace(day, routes=(), baskets=()) for day in make(2)]
    assert draw_report(empty, "Winkel", "nl").startswith(b"%PDF")
    assert draw_report([], "Winkel", "en").startswith(b"%PDF")
