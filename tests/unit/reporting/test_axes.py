"""Plots: round numbers on axes, words as people write them, drawings that say what they are."""

import math
from xml.etree import ElementTree as ET

import pytest

from dispatch.reporting.axes import Area, Axes, Said, Scale
from dispatch.reporting.drawing import GREEN, RED, Drawing

SVG = "{http://www.w3.org/2000/svg}"


def axes_of(values, said, *, language="en", zero=True):
    drawing = Drawing(200, 100)
    across = Scale.of_places(len(values))
    axes = Axes(drawing, Area(0, 0, 200, 100), across, Scale.around(values, zero=zero), said, language)
    return drawing, axes


def texts(drawing):
    return [one.text for one in ET.fromstring(drawing.svg("x")).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("values", "options", "marks"),
    [
        ([4.1, 3.2], {"zero": True}, ["0", "1", "2", "3", "4", "5"]),
        ([0.31, 0.12], {"zero": True}, ["0.0", "0.1", "0.2", "0.3", "0.4"]),
        ([1, 2], {"zero": True, "whole": True}, ["0", "1", "2"]),
        ([-3, 12], {"whole": True}, ["-5", "0", "5", "10", "15"]),
        ([40.0, 40.0], {}, ["38", "39", "40", "41", "42"]),
        ([0.0], {}, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ([math.nan], {}, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ([12_000], {"zero": True}, ["0", "2,500", "5,000", "7,500", "10,000", "12,500"]),
    ],
)
def test_marks_stand_at_round_numbers_around_all_values(values, options, marks):
    scale = Scale.around(values, **options)
    assert [text for _, text in scale.marks("en")] == marks
    assert all(scale.low <= value <= scale.high for value in values if not math.isnan(value))


def test_numbers_are_written_as_in_the_language():
    assert [text for _, text in Scale.around([0.31], zero=True).marks("nl")][1] == "0,1"


def test_both_axes_have_their_words_and_a_bar_stands_on_the_one_below():
    said = Said("day", "euros", ["1 Nov", "2 Nov"], [("wage", GREEN), ("fixed", RED)])
    drawing, axes = axes_of([2.0, 4.0], said)
    axes.bar(-0.3, 0, 0.3, 4, GREEN)
    assert {"day", "euros", "1 Nov", "2 Nov", "wage", "fixed", "0", "4"} <= set(texts(drawing))
    bar = list(ET.fromstring(drawing.svg("x")).iter(f"{SVG}rect"))[-1]
    assert float(bar.get("y")) + float(bar.get("height")) == pytest.approx(axes.area.bottom, abs=0.02)
    assert float(bar.get("y")) == pytest.approx(axes.y(4), abs=0.01)


def test_labels_slant_where_there_is_no_room_and_are_fewer_where_they_are_many():
    long = [f"Courier number {n}" for n in range(6)]
    drawing, _ = axes_of([1.0] * 6, Said("", "", long))
    assert drawing.svg("x").count("rotate(-30") == 6
    drawing, _ = axes_of([1.0] * 60, Said("", "", [f"1{n:02} Nov" for n in range(60)]))
    assert sum(text.endswith("Nov") for text in texts(drawing)) == 8


def test_a_line_is_broken_where_nothing_is_known():
    drawing, axes = axes_of([1.0, 2.0, 3.0, 4.0], Said("", ""))
    before = drawing.svg("x").count("<polyline")
    axes.follow([(0, 1.0), (1, math.nan), (2, 3.0), (3, 4.0)], GREEN, 1)
    axes.dots([(0, 1.0), (1, math.nan)], GREEN)
    assert drawing.svg("x").count("<polyline") == before + 1
    assert drawing.svg("x").count("<circle") == 1


def test_bad_news_is_hatched_and_words_of_anybody_do_no_harm():
    drawing = Drawing(10, 10)
    drawing.bar(0, 0, 5, 5, RED)
    drawing.text(0, 0, "</svg><b>\x07&")
    element = ET.fromstring(drawing.svg('"><x'))
    assert element.find(f"{SVG}defs/{SVG}pattern") is not None
    assert element.find(f"{SVG}text").text == "</svg><b>&"
    assert element.get("aria-label") == '"><x'
