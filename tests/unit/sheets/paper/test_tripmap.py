"""The map of a trip: what is drawn, where, and on what."""

import math
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import numpy as np
import pytest
from backgroundmap import small_town, write_background
from sampledays import planned_day

from dispatch.errors import ResourceError
from dispatch.mapfiles import BACKGROUND
from dispatch.sheets.paper.background import UNITS, Background, Frame
from dispatch.sheets.paper.daymaps import _drawings
from dispatch.sheets.paper.tripmap import SIZES, Drawing, draw_trip, frame_of, map_size
from dispatch.sheets.sheetday import SheetDay

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


def test_where_a_trip_ends_at_another_store_stands_a_house_of_its_own():
    end = (STORE[0] + 0.02, STORE[1] + 0.03)
    onward = Drawing(STORE, STOPS, list(pairwise([STORE, *STOPS, end])), "Schets", end)
    x, y = frame_of(onward).spot(end)
    place = f"translate({x:.0f} {y:.0f})"
    houses = [one.get("transform") for one in ET.fromstring(draw_trip(onward, None)).iter(f"{SVG}path")]
    assert houses.count(place) == 2  # an outline on a white rim
    assert 'class="goal"' not in draw_trip(a_drawing(), None)


def test_a_number_at_the_other_store_steps_aside_for_its_house():
    end = STOPS[-1]
    onward = Drawing(STORE, STOPS, list(pairwise([STORE, *STOPS, end])), "Schets", end)
    house = frame_of(onward).spot(end)
    numbers = ET.fromstring(draw_trip(onward, None)).iter(f"{SVG}text")
    third = next(one for one in numbers if one.text == "3")
    assert math.dist(house, (float(third.get("x")), float(third.get("y")))) > 5 * UNITS


def test_a_position_on_the_other_side_of_the_country_has_a_scale_bar_too():
    # 3.3 degrees of latitude are 367 km on about 60 mm: 50 km are 8 mm, 100 km are 16.
    assert "100 km" in words_of(draw_trip(a_drawing([(STORE[0] - 3.3, STORE[1])]), None))


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


def test_a_street_in_pieces_of_any_length_is_named_along_the_longest(tmp_path):
    lat, lon = STORE
    short = [(lat, lon - 0.01), (lat, lon - 0.009), (lat + 0.0001, lon - 0.008)]
    long = [(lat + 0.002, lon), (lat + 0.002, lon + 0.01)]
    shapes = [("road", "street", "Langestraat", False, line) for line in (short, long)]
    shapes.append(("road", "street", "", False, [(lat, lon), (lat + 0.004, lon)]))
    background = Background(write_background(tmp_path, shapes), BOUNDS)
    found = list(background.names(Frame.around([STORE, *STOPS], 128, 78, margin_mm=8)))
    assert {name for name, *_ in found} == {"Langestraat"}
    for _, line, longest in found:
        assert longest == pytest.approx(max(math.dist(one, two) for one, two in pairwise(line.tolist())))
    assert "Langestraat" in words_of(draw_trip(a_drawing(), background))


def test_names_and_numbers_that_look_like_markup_are_text(tmp_path):
    lat, lon = STORE
    line = [(lat + 0.004, lon - 0.05), (lat + 0.004, lon + 0.05)]
    folder = write_background(tmp_path, [("road", "main", '<b>&"weg', False, line)])
    svg = draw_trip(a_drawing(note="<&>"), Background(folder, BOUNDS))
    assert '<b>&"weg' in words_of(svg)
    assert "<&>" in words_of(svg)


def test_a_name_with_signs_that_no_picture_may_hold_is_drawn_without_them(tmp_path):
    lat, lon = STORE
    line = [(lat + 0.004, lon - 0.05), (lat + 0.004, lon + 0.05)]
    folder = write_background(tmp_path, [("road", "main", "Haar\x07lemmer\x00weg\ufffe", False, line)])
    assert "Haarlemmerweg" in words_of(draw_trip(a_drawing(), Background(folder, BOUNDS)))


def test_what_lies_far_outside_is_not_drawn(tmp_path):
    far = [(52.9, 5.9), (52.91, 5.91)]
    folder = write_background(tmp_path, [("road", "main", "Ver weg", False, far)])
    assert Background(folder, BOUNDS).draw(Frame.around([STORE, *STOPS], 128, 78, margin_mm=8)) == ""


@pytest.mark.parametrize(("sway", "share"), [(0.0001, 1), (0.000001, 0)], ids=["11 m", "10 cm"])
def test_a_long_road_keeps_only_the_points_that_can_be_seen(sway, share, tmp_path):
    # 4,001 points along 40 km, of which the frame shows a few kilometres, swaying from side to side.
    line = [(STORE[0] + n % 2 * sway, 4.2 + n * 0.00015) for n in range(4001)]
    folder = write_background(tmp_path, [("road", "main", "", False, line)])
    frame = Frame.around([STORE, *STOPS], 128, 78, margin_mm=8)
    drawn = Background(folder, BOUNDS).draw(frame)
    data = drawn.split(' d="')[1]
    shown = (frame.bounds()[3] - frame.bounds()[1]) / 0.00015
    assert share * shown <= data.count("l") <= share * shown + 20


@pytest.mark.parametrize("content", [None, b"no database"])
def test_a_broken_map_is_named(tmp_path, content):
    if content is not None:
        (tmp_path / BACKGROUND).write_bytes(content * 100)
    with pytest.raises(ResourceError, match=BACKGROUND):
        Background(tmp_path, BOUNDS)


def wild_water(lat, lon, seed):
    """Make water as maps have it: with an island, crossing itself, one area over another."""
    rng = np.random.default_rng(seed)
    turns = np.linspace(0, 2 * np.pi, 61)
    circle = np.column_stack((np.sin(turns), 1.6 * np.cos(turns)))
    lake = np.vstack((circle * 0.02, circle[::-1] * 0.012, circle[:1] * 0.02)) + np.array((lat, lon))
    tangles = [rng.uniform(-1, 1, (9, 2)) * (0.03, 0.05) + np.array((lat, lon)) for _ in range(3)]
    canal = np.array([(0.003, -0.2), (0.003, 0.2), (0.006, 0.2), (0.006, -0.2)]) + np.array((lat, lon))
    return [lake, *tangles, canal]


def wet(rings, points):
    """Tell which points lie in any of some areas, each filled by the even-odd rule."""
    found = np.zeros(len(points), dtype=bool)
    for ring in rings:
        inside = np.zeros(len(points), dtype=bool)
        for (y, x), (next_y, next_x) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
            if y != next_y:
                crosses = (y > points[:, 0]) != (next_y > points[:, 0])
                inside ^= crosses & (points[:, 1] < (next_x - x) * (points[:, 0] - y) / (next_y - y) + x)
        found |= inside
    return found


def blue(svg, spots):
    """Tell which spots of a drawing are filled with water: by the non-zero rule, as SVG fills."""
    turns = np.zeros(len(spots), dtype=int)
    path = re.search(r'<path fill="#cfdde6" d="([^"]*)"', svg)
    for ring in path.group(1).split("M")[1:] if path else ():
        steps = [tuple(map(int, pair.split())) for pair in re.findall(r"-?\d+ -?\d+", ring)]
        corners = np.cumsum(steps, axis=0)
        for (x, y), (next_x, next_y) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            if y != next_y:
                crosses = (y > spots[:, 1]) != (next_y > spots[:, 1])
                left = spots[:, 0] < (next_x - x) * (spots[:, 1] - y) / (next_y - y) + x
                turns += (crosses & left) * (1 if next_y > y else -1)
    return turns != 0


@pytest.mark.parametrize("seed", range(4))
def test_there_is_water_where_there_is_water_on_every_map_of_a_day(tmp_path, seed):
    day = planned_day(24, couriers=3, trips=2, seed=seed)
    lat, lon = day.problem.depot.lat, day.problem.depot.lon
    rings = wild_water(lat, lon, seed)
    folder = write_background(tmp_path, [("water", "", "", True, ring) for ring in rings])
    background = Background(folder, (lat - 1, lon - 1, lat + 1, lon + 1))
    rng = np.random.default_rng(seed)
    for drawing in _drawings(SheetDay.of(day), "").values():
        frame = frame_of(drawing)
        spots = rng.uniform((0, 0), (frame.width, frame.height), (3000, 2))
        south, west, north, east = frame.bounds()
        points = np.column_stack(
            (
                north - spots[:, 1] / frame.height * (north - south),
                west + spots[:, 0] / frame.width * (east - west),
            )
        )
        wrong = blue(background.draw(frame), spots) != wet(rings, points)
        # Corners are drawn to a twentieth of a millimetre, so a spot at the very shore may fall either way.
        assert wrong.mean() < 0.002


def test_a_road_that_leaves_the_map_and_comes_back_is_not_joined_across_it(tmp_path):
    lat, lon = STORE
    # Out to the east, around the north-east corner far outside, and back in from the north.
    road = [
        (lat, lon),
        (lat, lon + 0.2),
        (lat + 0.1, lon + 0.3),
        (lat + 0.2, lon + 0.2),
        (lat + 0.2, lon),
        (lat, lon),
    ]
    folder = write_background(tmp_path, [("road", "main", "", False, road)])
    frame = Frame.around([STORE, *STOPS], 128, 78, margin_mm=8)
    drawn = Background(folder, (52.0, 4.3, 52.5, 5.0)).draw(frame)
    data = re.search(r' d="([^"]*)"', drawn).group(1)
    for part in data.split("M")[1:]:
        steps = [tuple(map(int, pair.split())) for pair in re.findall(r"-?\d+ -?\d+", part)]
        for dx, dy in steps[1:]:
            assert abs(dx) <= 1 or abs(dy) <= 1  # straight east or straight north, never slantwise
