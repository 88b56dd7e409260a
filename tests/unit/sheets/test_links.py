"""Links: coordinates only, and no more stops than a phone takes."""

import re

import numpy as np
import pytest
import zxingcpp

from dispatch.sheets.codes import bars, qr_svg
from dispatch.sheets.links import WAYPOINTS, stop_link, trip_links

DOOR = (52.158312, 4.492588)


@pytest.mark.parametrize(
    ("navigator", "kind", "link"),
    [
        ("geo", "bike", "geo:52.15831,4.49259?q=52.15831,4.49259"),
        ("google", "bike", "https://www.google.com/maps/dir/?api=1&destination=52.15831,4.49259&travelmode=bicycling"),
        ("google", "van", "https://www.google.com/maps/dir/?api=1&destination=52.15831,4.49259&travelmode=driving"),
        ("apple", "bike", "https://maps.apple.com/?daddr=52.15831,4.49259"),
        ("apple", "van", "https://maps.apple.com/?daddr=52.15831,4.49259&dirflg=d"),
        ("none", "bike", ""),
    ],
)  # fmt: skip
def test_a_stop_is_reached_by_coordinates(navigator, kind, link):
    assert stop_link(navigator, kind, DOOR) == link


def test_a_trip_is_cut_into_chunks_that_a_phone_takes():
    points = [(52.0 + n / 100, 4.5) for n in range(10)]
    chunks = trip_links("google", "bike", points)
    # Three waypoints and a destination are four stops: 1-4, 5-8, 9-10.
    assert [(chunk.first, chunk.last) for chunk in chunks] == [(1, 4), (5, 8), (9, 10)]
    assert chunks[0].url.endswith("&waypoints=52.00000,4.50000%7C52.01000,4.50000%7C52.02000,4.50000")
    assert "destination=52.03000,4.50000" in chunks[0].url
    assert all(chunk.url.count("%7C") < WAYPOINTS for chunk in chunks)


@pytest.mark.parametrize(("navigator", "stops"), [("none", 9), ("apple", 9), ("google", 1), ("google", 0)])
def test_there_is_no_chunk_where_there_is_nothing_to_lead_along(navigator, stops):
    assert trip_links(navigator, "van", [DOOR] * stops) == ()


def test_a_code_is_a_small_vector_drawing():
    svg = qr_svg(stop_link("geo", "bike", DOOR))
    assert svg.startswith("<svg ")
    # Version 3 has 29 modules: still coarse at 16 mm.
    assert 'width="29"' in svg


def test_a_bar_code_holds_the_receipt_bar_by_bar():
    svg, wide = bars("2611210023")
    # Ten digits are five pairs: start, pairs and check of eleven bars each, and a stop of thirteen.
    assert wide == 7 * 11 + 13
    row = np.full(wide + 40, 255, np.uint8)
    for left, width in re.findall(r"M(\d+) 0h(\d+)v1", svg):
        row[20 + int(left) : 20 + int(left) + int(width)] = 0
    (found,) = zxingcpp.read_barcodes(np.tile(row.repeat(3), (60, 1)))
    assert (found.text, found.format) == ("2611210023", zxingcpp.BarcodeFormat.Code128)


def test_what_a_bar_code_cannot_hold_has_none():
    assert bars("bon \N{SNOWMAN}") == ("", 0)
