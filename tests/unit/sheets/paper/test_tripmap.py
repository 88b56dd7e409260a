"""The map of a trip: what is drawn, where, and on what."""

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from smallmap import small_town, write_background

from dispatch.errors import ResourceError
from dispatch.mapfiles import BACKGROUND
from dispatch.sheets.paper.background import UNITS, Background, Frame
from dispatch.sheets.paper.tripmap import SIZES, Drawing, draw_trip, map_size

STORE = (52.1583, 4.4925)
STOPS = [(52.1650, 4.4850), (52.1700, 4.5000), (52.1600, 4.5100)]
BOUNDS = (52.12, 4.42, 52.20, 4.56)
SVG = "{http://www.w3.org/2000/svg}"


def a_drawing(stops=STOPS, note="Schets"):
    path = [STORE, *stops, STORE]
    return Drawing(STORE, stops, list(pairwise(path)), note)


def words_of(svg):
    return [element.text for element in ET.fromstring(svg).iter(f"{SVG}text")]


def test_north_is_up_and_east_is_right_and_metres_are_metres():
    frame = Frame.around([STORE, *STOPS], 128, 78, margin_mm=8)
    x, y = frame.spot(STORE)
    north = frame.spot((STORE[0] + 0.001, STORE[1]))
    assert north[0] == pytest.approx(x)
    # A thousandth of a degree of latitude is 111.2 m.
    assert (y - north[1]) * frame.metres == pytest.approx(111.2, abs=0.1)
    assert frame.spot((STORE[0], STORE[1] + 0.001))[0] > x


def test_everything_lies_within_the_margin():
    frame = Frame.around([STORE, *STOPS], 128, 78, margin_mm=8)
    for x, y in map(frame.spot, [STORE, *STOPS]):
        assert 8 * UNITS - 1 <= x <= frame.width - 8 * UNITS + 1
        assert 8 * UNITS - 1 <= y <= frame.height - 8 * UNITS + 1


def test_a_sketch_shows_every_stop_by_number_and_says_that_it_is_one():
    said = words_of(draw_trip(a_drawing(), None))
    assert said[:3] == ["1", "2", "3"]
    assert "Schets" in said


def test_one_stop_at_the_store_itself_is_drawn_too():
    assert words_of(draw_trip(a_drawing([STORE]), None))[0] == "1"


def test_many_stops_get_a_large_map():
    assert map_size(24) == "small"
    assert map_size(25) == "large"
    width, height = SIZES["large"]
    stops = [(STORE[0] + n * 0.0005, STORE[1] + n % 5 * 0.002) for n in range(60)]
    svg = draw_trip(a_drawing(stops), None)
    assert f'width="{width:g}mm" height="{height:g}mm"' in svg
    assert {str(n) for n in range(1, 61)} <= set(words_of(svg))


def test_the_background_has_roads_water_and_the_names_of_main_roads(tmp_path):
    background = Background(small_town(tmp_path), BOUNDS)
    svg = draw_trip(a_drawing(note="© OpenStreetMap contributors"), background)
    said = words_of(svg)
    assert "© OpenStreetMap contributors" in said
    assert "Hoofdweg" in said or "Stationsweg" in said
    assert "Wijk" in said
    for colour in ("#cfdde6", "#9a9a9a", "#bcbcbc"):  # water, main roads, streets
        assert colour in svg


def test_names_and_numbers_that_look_like_markup_are_text(tmp_path):
    lat, lon = STORE
    line = [(lat + 0.004, lon - 0.05), (lat + 0.004, lon + 0.05)]
    folder = write_background(tmp_path, [("road", "main", '<b>&"weg', False, line)])
    svg = draw_trip(a_drawing(note="<&>"), Background(folder, BOUNDS))
    assert '<b>&"weg' in words_of(svg)
    assert "<&>" in words_of(svg)


def test_what_lies_far_outside_is_not_drawn(tmp_path):
    far = [(52.9, 5.9), (52.91, 5.91)]
    folder = write_background(tmp_path, [("road", "main", "Ver weg", False, far)])
    assert Background(folder, BOUNDS).draw(Frame.around([STORE, *STOPS], 128, 78, margin_mm=8)) == ""


def test_a_long_road_keeps_only_the_points_that_can_be_seen(tmp_path):
    # 4,001 points along 40 km, of which the frame shows a few kilometres.
    line = [(STORE[0] + 0.0001, 4.2 + n * 0.00015) for n in range(4001)]
    folder = write_background(tmp_path, [("road", "main", "", False, line)])
    frame = Frame.around([STORE, *STOPS], 128, 78, margin_mm=8)
    drawn = Background(folder, BOUNDS).draw(frame)
    data = drawn.split(' d="')[1]
    shown = (frame.bounds()[3] - frame.bounds()[1]) / 0.00015
    assert shown <= data.count("l") <= shown + 20


@pytest.mark.parametrize("content", [None, b"no database"])
def test_a_broken_map_is_named(tmp_path, content):
    if content is not None:
        (tmp_path / BACKGROUND).write_bytes(content * 100)
    with pytest.raises(ResourceError, match=BACKGROUND):
        Background(tmp_path, BOUNDS)
