"""The geometry of the page: packed without loss, cut to the plan, small enough."""

import base64

import numpy as np
import pytest
from backgroundmap import pond_town, write_background
from hypothesis import given
from hypothesis import strategies as st
from sampledays import planned_day
from smallday import STORE_POINT, small_day

from dispatch.errors import ResourceError
from dispatch.mapfiles import BACKGROUND
from dispatch.sheets.screen import geometry
from dispatch.sheets.screen.geometry import Frame, map_data
from dispatch.sheets.sheetday import SheetDay

LAT = st.floats(52.0, 52.3)
LON = st.floats(4.3, 4.7)


def unpack(frame: Frame, packed: dict[str, str]) -> list[list[tuple[float, float]]]:
    """Read what the page's script reads."""
    counts = np.frombuffer(base64.b64decode(packed["counts"]), "<u4")
    points = np.frombuffer(base64.b64decode(packed["points"]), "<u2").reshape(-1, 2)
    degrees = points * frame.step + (frame.south, frame.west)
    return [part.tolist() for part in np.split(degrees, np.cumsum(counts)[:-1])] if len(counts) else []


@given(st.lists(st.lists(st.tuples(LAT, LON), min_size=1, max_size=9), min_size=1, max_size=6))
def test_lines_come_back_within_half_a_step(lines: list[list[tuple[float, float]]]) -> None:
    frame = Frame.around([point for line in lines for point in line])
    for line, back in zip(lines, unpack(frame, frame.pack(map(np.array, lines))), strict=True):
        assert np.abs(np.array(line) - np.array(back)).max() <= frame.step * 0.501


def test_a_step_is_about_a_metre_for_a_town() -> None:
    assert Frame.around([(52.1, 4.4), (52.2, 4.6)]).step == pytest.approx(1e-5)


def points_of(day) -> list[tuple[float, float]]:
    return [stop.place.point for stop in day.problem.stops]


def test_the_background_is_cut_to_the_plan(tmp_path) -> None:
    day = small_day()
    data = map_data(SheetDay.of(day), points_of(day), pond_town(tmp_path) / BACKGROUND, exact=True)
    background = data["background"]
    frame = Frame(**data["frame"])
    assert background["places"] == [("Leiden", "city", 52.16, 4.493)]
    names = {street[0] for street in background["streets"]}
    assert names == {"Breestraat", "Lange <b>Mare</b>"}
    (pond,) = unpack(frame, background["layers"]["water"])
    lats = [lat for lat, _ in pond]
    assert min(lats) >= 52.1499
    assert max(lats) <= 52.1531
    assert len(unpack(frame, background["layers"]["street"])) == 1


def test_a_large_background_is_made_smaller(tmp_path, monkeypatch) -> None:
    rng = np.random.default_rng(1)
    wiggles = [
        ("road", "street", "", False,
         (STORE_POINT + np.cumsum(rng.uniform(-2e-5, 2e-5, (200, 2)), axis=0)).tolist())
        for _ in range(50)
    ]  # fmt: skip
    day = small_day()
    folder = write_background(tmp_path, wiggles)
    monkeypatch.setattr(geometry, "_POINTS", 2_000)
    data = map_data(SheetDay.of(day), points_of(day), folder / BACKGROUND, exact=True)
    points = sum(len(layer["points"]) for layer in data["background"]["layers"].values()) * 3 / 4 / 4
    assert 0 < points <= 2_000


def test_a_street_name_is_never_upside_down(tmp_path) -> None:
    lat, lon = STORE_POINT
    spokes = [
        ("road", "street", f"Straat {a}", False,
         [(lat, lon), (lat + 0.004 * np.sin(np.radians(a)), lon + 0.004 * np.cos(np.radians(a)))])
        for a in range(0, 360, 15)
    ]  # fmt: skip
    day = small_day()
    data = map_data(
        SheetDay.of(day), points_of(day), write_background(tmp_path, spokes) / BACKGROUND, exact=True
    )
    assert len(data["background"]["streets"]) == 24
    assert all(-90 <= degrees <= 90 for *_, degrees in data["background"]["streets"])


def test_a_broken_background_is_a_resource_error(tmp_path) -> None:
    (tmp_path / BACKGROUND).write_text("nonsense")
    with pytest.raises(ResourceError, match="background"):
        map_data(SheetDay.of(small_day()), points_of(small_day()), tmp_path / BACKGROUND, exact=True)


def test_without_exact_places_ways_are_straight_lines_between_the_places_shown() -> None:
    day = planned_day(6, plain=True, couriers=1, trips=2)
    shown = [(52.1, 4.4)] * 6
    data = map_data(SheetDay.of(day), shown, None, exact=False)
    ways = unpack(Frame(**data["frame"]), data["ways"][0])
    assert [len(way) for way in ways] == [len(trip.visits) + 2 for trip in day.plan.routes[0].trips]
    assert "background" not in data
