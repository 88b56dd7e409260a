"""GPX files: valid, in order, and without more about people than a navigator needs."""

from dataclasses import replace
from pathlib import Path

import gpxpy
import pytest
from lxml import etree
from sampledays import planned_day
from smallday import STORE, small_day

from dispatch.config import Sheets
from dispatch.model import PlannedDay
from dispatch.sheets.exports.gpx import GpxTracks
from dispatch.sheets.sheetday import SheetDay

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parents[3] / "support" / "gpx11.rng"))


def write(day: PlannedDay, folder: Path) -> list[Path]:
    return list(GpxTracks(Sheets(), STORE).write(SheetDay.of(day), folder))


def with_address(day: PlannedDay, **parts: str) -> PlannedDay:
    stop = day.problem.stops[1]
    place = replace(stop.place, address=replace(stop.place.address, **parts))
    orders = tuple(replace(located, place=place) for located in stop.orders)
    stops = (day.problem.stops[0], replace(stop, place=place, orders=orders), *day.problem.stops[2:])
    return replace(day, problem=replace(day.problem, stops=stops))


@pytest.mark.parametrize("day", [small_day(), planned_day(60), planned_day(1)], ids=["small", "60", "1"])
def test_files_are_valid_gpx_1_1(tmp_path, day: PlannedDay) -> None:
    paths = write(day, tmp_path)
    assert len(paths) == len(day.plan.routes)
    for path in paths:
        document = etree.parse(path)
        assert SCHEMA.validate(document), SCHEMA.error_log


def test_the_schema_of_this_test_refuses_what_gpx_refuses(tmp_path) -> None:
    (path,) = write(small_day(), tmp_path)
    for broken in ('lat="99.0"', 'lat="x"'):
        text = path.read_bytes().replace(b'lat="52.1583"', broken.encode(), 1)
        assert not SCHEMA.validate(etree.fromstring(text))


def test_a_route_a_trip_with_the_stops_in_order_from_store_to_store(tmp_path) -> None:
    (path,) = write(small_day(), tmp_path)
    assert path == tmp_path / "gpx" / "R1.gpx"
    gpx = gpxpy.parse(path.read_text())
    first, second = gpx.routes
    names = [point.name for point in first.points]
    assert names == ["Buurtsuper De Waag", "1·1 Breestraat 12A", "1·2 Hooigracht 7 bis", "Buurtsuper De Waag"]
    assert [point.time.isoformat() for point in second.points] == [
        # 15:30, 16:10 and 16:22 in November are an hour earlier in UTC.
        "2026-11-21T14:30:00+00:00",
        "2026-11-21T15:10:00+00:00",
        "2026-11-21T15:22:00+00:00",
    ]


def test_every_stop_is_a_waypoint_with_what_to_mind(tmp_path) -> None:
    (path,) = write(small_day(), tmp_path)
    points = gpxpy.parse(path.read_text()).waypoints
    assert [point.name for point in points] == [
        "1·1 Breestraat 12A", "1·2 Hooigracht 7 bis", "2·1 Lange Mare 99",
    ]  # fmt: skip
    assert points[0].comment == "14:00-16:00"
    assert points[0].description == "18+ · KOEL · 5 stuks (3 kratten, 2 tassen) · 1 koel"


def test_a_track_a_trip_along_the_way_without_doubled_points(tmp_path) -> None:
    (path,) = write(small_day(), tmp_path)
    first, second = gpxpy.parse(path.read_text()).tracks
    points = [(point.latitude, point.longitude) for point in second.segments[0].points]
    assert points == [
        (52.1583, 4.4925),
        (52.1583, 4.489),
        (52.164, 4.489),
        (52.164, 4.4925),
        (52.1583, 4.4925),
    ]
    assert (first.number, second.number) == (1, 2)


def test_no_name_phone_receipt_or_note_is_in_it(tmp_path) -> None:
    text = write(small_day(), tmp_path)[0].read_text()
    assert not [word for word in ("Jansen", "Vries", "12345678", "B1", "Bel kapot") if word in text]


def test_hostile_addresses_stay_text(tmp_path) -> None:
    street = '</name><script>"&\x00\x1b\ud800\ufffe]]>'
    (path,) = write(with_address(small_day(), street=street), tmp_path)
    document = etree.parse(path)
    assert SCHEMA.validate(document), SCHEMA.error_log
    names = document.xpath("//*[local-name() = 'rtept']/*[local-name() = 'name']/text()")
    assert names[2] == '1·2 </name><script>"&]]> 7 bis'


def test_openstreetmap_is_credited_only_where_it_was_used(tmp_path) -> None:
    assert "OpenStreetMap" in write(small_day(), tmp_path)[0].read_text()
    day = planned_day(2, plain=True)
    stops = tuple(replace(s, place=replace(s.place, source="given")) for s in day.problem.stops)
    given = replace(day, problem=replace(day.problem, stops=stops))
    assert "OpenStreetMap" not in write(given, tmp_path)[0].read_text()


def test_a_route_with_a_wild_name_stays_in_its_folder(tmp_path) -> None:
    day = small_day()
    plan = replace(day.plan, routes=(replace(day.plan.routes[0], name="../../R1"),))
    assert write(replace(day, plan=plan, shapes=()), tmp_path) == [tmp_path / "gpx" / "R1.gpx"]
