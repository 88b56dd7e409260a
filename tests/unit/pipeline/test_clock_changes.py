"""Days of 23 and 25 hours: deliveries in daytime are planned, told and mapped as on any other day."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from wholeroad import configure, receipts_of, row, tools, write_export

from dispatch.app.request import in_zone
from dispatch.checking import check
from dispatch.clock import HOUR, seconds_of_day
from dispatch.day import Clock, append, day_state, news, read_book
from dispatch.day.promises import visits_of
from dispatch.intake import read_export
from dispatch.model import PlannedDay
from dispatch.pipeline import Request, plan_day
from dispatch.pipeline.till import export_as_news
from dispatch.sheets.exports.gpx import GpxTracks
from dispatch.sheets.sheetday import SheetDay

ZONE = ZoneInfo("Europe/Amsterdam")
CHANGES = [(date(2026, 3, 29), 2), (date(2026, 10, 25), 1)]
"""Sundays on which the clocks change in the night, with the hours ahead of UTC from then on."""

GPX = "{http://www.topografix.com/GPX/1/1}"


def plan_sunday(folder: Path, day: date, now: datetime) -> PlannedDay:
    config = configure()
    rows = [
        row("A", tijdstip=f"{day}T10:00", van="16:00", tot="17:00"),
        row("B", 900, tijdstip=f"{day}T12:30"),
        row("C", 1300, tijdstip=f"{day + timedelta(days=1)}T00:30"),  # the till's clock is past midnight
    ]
    with tools(config, now=in_zone(lambda: now, config)) as opened:
        export = read_export(write_export(folder / "kassa.csv", rows), config.intake)
        return plan_day(Request(day, export), config, (), opened)


@pytest.mark.parametrize(("day", "offset"), CHANGES)
def test_a_day_on_which_the_clocks_change_is_planned(tmp_path: Path, day: date, offset: int) -> None:
    now = datetime(day.year, day.month, day.day, 13, 0, 5, tzinfo=UTC)
    planned = plan_sunday(tmp_path, day, now)
    assert sorted(receipts_of(planned)[0]) == ["A", "B"]
    assert planned.rejected[0].issues[0].code == "DATE_OTHER_DAY"
    assert check(planned.problem, planned.plan) == ()
    starts = {v.stop: v.start for r in planned.plan.routes for t in r.trips for v in t.visits}
    assert 16 * HOUR <= starts["A"] <= 17 * HOUR
    assert planned.provenance.made_at == f"{day}T{13 + offset}:00:05+0{offset}:00"


@pytest.mark.parametrize(("day", "offset"), CHANGES)
def test_a_plan_made_in_the_night_of_the_change_tells_the_hour_it_was(
    tmp_path: Path, day: date, offset: int
) -> None:
    before = datetime(day.year, day.month, day.day, 0, 59, 59, tzinfo=UTC)
    after = before + timedelta(seconds=1)
    made = [plan_sunday(tmp_path, day, moment).provenance.made_at for moment in (before, after)]
    clock = {2: ("01:59:59+01:00", "03:00:00+02:00"), 1: ("02:59:59+02:00", "02:00:00+01:00")}[offset]
    assert made == [f"{day}T{time}" for time in clock]


@pytest.mark.parametrize(("day", "offset"), CHANGES)
def test_navigators_are_told_instants(tmp_path: Path, day: date, offset: int) -> None:
    planned = plan_sunday(tmp_path, day, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    config = configure()
    told = []
    for path in GpxTracks(config.sheets, config.store).write(SheetDay.of(planned), tmp_path):
        points = ET.parse(path).iter(f"{GPX}rtept")
        told += [point.findtext(f"{GPX}time") for point in points]
    expected = []
    for route in planned.plan.routes:
        for trip in route.trips:
            moments = [trip.departure, *(visit.start for visit in trip.visits), trip.arrival]
            midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
            expected += [midnight + timedelta(seconds=moment - offset * HOUR) for moment in moments]
    assert [datetime.fromisoformat(text or "") for text in told] == expected


@pytest.mark.parametrize(("day", "offset"), CHANGES)
def test_the_rest_of_such_a_day_is_planned_from_what_the_wall_clock_shows(
    tmp_path: Path, day: date, offset: int
) -> None:
    planned = plan_sunday(tmp_path, day, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    now = datetime(day.year, day.month, day.day, 18 - offset, 0, tzinfo=UTC)  # six in the evening
    moment = seconds_of_day(now, day, ZONE)
    assert moment == 18 * HOUR
    config = configure()
    export = read_export(tmp_path / "kassa.csv", config.intake)
    told = [export_as_news(export, ""), news.VersionMade(1, "", visits_of(planned)), news.Cancel(("A",))]
    book = append(tmp_path, read_book(tmp_path), told, time=now.isoformat(), origin="test")
    state = day_state(book.entries, moment)
    request = Request(
        day,
        export,
        state=state,
        before=day_state(book.entries[:2]),
        base=planned,
        clock=Clock(moment, moment, moment),
    )
    with tools(config, now=in_zone(lambda: now, config)) as opened:
        again = plan_day(request, config, (), opened)
    assert [issue.code for issue in again.issues if issue.receipt_id == "A"] == ["CANCEL_TOO_LATE"]
    assert again.provenance.made_at == f"{day}T18:00:00+0{offset}:00"
