"""Areas on a map: where they lie, how many deliveries they have, and which lose money."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from figuredays import figures_of_days
from sampledays import planned_day

from dispatch.app.adapters import pressed
from dispatch.reporting import Report, draw_report
from dispatch.reporting.areas import Circle, circles, draw_areas, spots_of, together
from dispatch.reporting.deliveries import Delivery
from dispatch.reporting.drawing import GREEN, RED, SOFT
from dispatch.words import words

SVG = "{http://www.w3.org/2000/svg}"


def drawn(report):
    return pressed(lambda press: draw_report(report, press))


def delivery(area, cents, margin=None):
    return Delivery("", area, 16, cents, 120, 0, None if margin is None else 4 * margin, margin)


def day_of(*deliveries):
    return replace(figures_of_days(1)[0], deliveries=deliveries)


SPOTS = {"2311": ((52.16, 4.49), (52.18, 4.49)), "2312": ((52.17, 4.53),)}


def test_an_area_lies_where_its_orders_were_brought_and_loses_what_its_baskets_lose():
    days = [
        day_of(delivery("2311", 400, 500), delivery("2311", 600, 300), delivery("2312", 900)),
        day_of(delivery("2311", 500), delivery("9999", 100, 500), delivery("", 100, 500)),
    ]
    first, second = circles(days, SPOTS)
    # Middles (52.17, 4.49) and (52.17, 4.53): 0.04 degrees apart, of 68.2 km each at that latitude.
    assert (first.area, first.deliveries, first.cents, first.left_cents) == ("2311", 3, 500, -200)
    assert (second.area, second.deliveries, second.cents, second.left_cents) == ("2312", 1, 900, None)
    assert second.east - first.east == pytest.approx(0.04 * 68.2, rel=0.01)
    assert (first.north, second.north) == (pytest.approx(0, abs=1e-9), pytest.approx(0, abs=1e-9))


def test_places_are_told_to_a_kilometre_and_of_several_days_together():
    day = planned_day(14, couriers=2, plain=True)
    spots = spots_of(day)
    brought = sum(len(spots[area]) for area in spots)
    assert brought == sum(stop is not None for stop in day.plan.served())
    assert all(value == round(value, 2) for at in spots.values() for spot in at for value in spot)
    twice = together([spots, spots])
    assert {area: len(at) for area, at in twice.items()} == {area: 2 * len(at) for area, at in spots.items()}


def test_what_loses_money_is_red_and_hatched():
    areas = [
        Circle("2311", 0, 0, 9, 450, -5),
        Circle("2312", 1, 0, 3, 300, 70),
        Circle("2313", 0, 1, 1, 100, None),
    ]
    svg = ET.fromstring(draw_areas(areas, 245, 150, words("en")).svg)
    drawn = [(disc.get("stroke"), disc.get("fill")) for disc in svg.iter(f"{SVG}circle")]
    assert drawn == [(RED, "url(#hatch)"), (GREEN, GREEN), (SOFT, SOFT)]
    told = [text.text for text in svg.iter(f"{SVG}text")]
    assert told[-6:] == ["2311", "€4.50", "2312", "€3.00", "2313", "€1.00"]
    first, second, third = (
        [float(disc.get(key)) for key in ("cx", "cy")] for disc in svg.iter(f"{SVG}circle")
    )
    # A kilometre east is as long as a kilometre north, within what words take of the room.
    assert second[0] - first[0] == pytest.approx(first[1] - third[1], rel=0.15)


def test_a_report_by_area_has_a_map_where_places_are_known():
    figures = tuple(figures_of_days())
    spots = {one.area: ((52.16, 4.49),) for day in figures for one in day.deliveries if one.area}
    plain = Report(figures, "Store", "en", "area")
    assert drawn(plain) != drawn(replace(plain, spots=spots))
    by_day = replace(plain, by="day")
    assert drawn(by_day) == drawn(replace(by_day, spots=spots))


def test_names_stand_where_there_is_room_of_those_that_lose_first():
    areas = [
        Circle("2311", 0, 0, 9, 450, 5),
        Circle("2312", 0.1, 0, 3, 300, -5),
        Circle("2313", 4, 4, 1, 100, 5),
    ]
    svg = ET.fromstring(draw_areas(areas, 245, 150, words("en")).svg)
    assert [text.text for text in svg.iter(f"{SVG}text")][-4:] == ["2312", "€3.00", "2313", "€1.00"]
