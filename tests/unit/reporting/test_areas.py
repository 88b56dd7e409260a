"""Areas on a map: where they lie, how many deliveries they have, and which lose money."""

from dataclasses import replace

import pytest
from figuredays import figures_of_days
from matplotlib.figure import Figure
from sampledays import planned_day

from dispatch.reporting import Report, draw_report
from dispatch.reporting.areas import Circle, circles, draw_areas, spots_of, together
from dispatch.reporting.deliveries import Delivery
from dispatch.reporting.drawing import GREEN, RED, SOFT
from dispatch.words import words


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
    axes = Figure().add_subplot()
    areas = [
        Circle("2311", 0, 0, 9, 450, -5),
        Circle("2312", 1, 0, 3, 300, 70),
        Circle("2313", 0, 1, 1, 100, None),
    ]
    draw_areas(axes, areas, words("en"))
    drawn = [(mark.get_edgecolor()[0].tolist(), mark.get_hatch()) for mark in axes.collections]
    assert [hatch for _, hatch in drawn] == ["///", "", ""]
    assert [colour[:3] for colour, _ in drawn] == [
        pytest.approx([int(text[n : n + 2], 16) / 255 for n in (1, 3, 5)]) for text in (RED, GREEN, SOFT)
    ]
    assert [text.get_text() for text in axes.texts] == ["2311\n€4.50", "2312\n€3.00", "2313\n€1.00"]


def test_a_report_by_area_has_a_map_where_places_are_known():
    figures = tuple(figures_of_days())
    spots = {one.area: ((52.16, 4.49),) for day in figures for one in day.deliveries if one.area}
    plain = Report(figures, "Store", "en", "area")
    assert draw_report(plain) != draw_report(replace(plain, spots=spots))
    by_day = replace(plain, by="day")
    assert draw_report(by_day) == draw_report(replace(by_day, spots=spots))
