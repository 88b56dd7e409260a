"""Travel on random days: factors, lines, kept matrices, zones."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.checking.hours import begins, ends
from dispatch.config import Hours, RushHour, Travel, VehicleSection, Zones
from dispatch.model import Point, Snap, TravelMatrix, TravelProfile
from dispatch.travel import CachedTravel, EstimateSource
from dispatch.travel.osrm import main_streets
from dispatch.travel.polyline import decode_polyline
from dispatch.travel.rush import pace_of
from dispatch.zones import closed_zones, load_zones, profiles_ahead

moments = st.integers(0, 86_400)
spans = st.tuples(moments, moments).filter(lambda pair: pair[0] < pair[1])
bands = st.lists(
    st.builds(
        lambda span, factor: RushHour(hours=Hours(*span), factor=factor, profile="van"),
        spans,
        st.floats(0.5, 5),
    ),
    max_size=5,
)
points = st.tuples(st.floats(-80, 80), st.floats(-179, 179))


@given(bands, st.integers(-3600, 100_000), st.integers(0, 20_000), st.integers(0, 90), st.booleans())
def test_who_departs_first_arrives_first_and_the_checker_says_so_too(
    bands: list[RushHour], departure: int, seconds: int, door: int, to_door: bool
) -> None:
    pace = pace_of(Travel(rush_hours=tuple(bands), door_seconds={"van": door}), "van")
    if pace is None:
        return
    arrival = pace.arrival(departure, seconds, to_door=to_door)
    assert arrival == ends(pace, departure, seconds, parks=to_door)
    assert arrival <= pace.arrival(departure + 1, seconds, to_door=to_door)
    assert pace.least(seconds, to_door=to_door) <= arrival - departure <= 5 * seconds + 1
    latest = pace.departure(arrival, seconds, to_door=to_door)
    assert latest == begins(pace, arrival, seconds, parks=to_door)
    assert latest >= departure
    assert pace.arrival(latest, seconds, to_door=to_door) == arrival
    assert pace.arrival(latest + 1, seconds, to_door=to_door) > arrival


def encode(numbers: Sequence[int]) -> str:
    """Encode differences as the format describes it."""
    text = ""
    for number in numbers:
        value = ~(number << 1) if number < 0 else number << 1
        while value >= 32:
            text += chr((32 | value & 31) + 63)
            value >>= 5
        text += chr(value + 63)
    return text


@given(st.lists(st.tuples(st.integers(-90_000_000, 90_000_000), st.integers(-180_000_000, 180_000_000))))
def test_every_line_is_decoded(steps: list[tuple[int, int]]) -> None:
    line = decode_polyline(encode([number for step in steps for number in step]))
    assert len(line) == len(steps)
    lat = lon = 0
    for (lat_step, lon_step), point in zip(steps, line, strict=True):
        lat, lon = lat + lat_step, lon + lon_step
        assert (round(point[0] * 1e6), round(point[1] * 1e6)) == (lat, lon)


class Drawn(EstimateSource):
    """An estimate with snaps of all sorts."""

    def __init__(self, snaps: Sequence[Snap]) -> None:
        self.snaps = tuple(snaps)

    def snap(self, profile: TravelProfile, points: Sequence[Point]) -> tuple[Snap, ...]:
        return self.snaps


@given(st.lists(st.tuples(points, st.integers(0, 2**31 - 1), st.booleans()), min_size=1, max_size=12))
def test_what_is_kept_comes_back_to_the_bit(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[Point, int, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    source = Drawn([Snap(metres, island) for _, metres, island in drawn])
    places = [place for place, *_ in drawn]
    profile = TravelProfile("bike")

    def ask() -> tuple[TravelMatrix, tuple[Snap, ...]]:
        cached = CachedTravel(source, folder)
        return cached.matrix(profile, places), cached.snap(profile, places)

    (first, snaps), (second, again) = ask(), ask()
    assert bytes(first.flat_seconds) == bytes(second.flat_seconds)
    assert bytes(first.flat_metres) == bytes(second.flat_metres)
    assert snaps == again == source.snaps


@given(st.lists(st.tuples(st.sampled_from(["", "A", "B", "C", "D", "E", "F", "G"]), st.floats(0, 5_000))))
def test_streets_of_a_way_are_few_real_and_in_order(runs: list[tuple[str, float]]) -> None:
    names = main_streets(runs)
    assert len(names) <= 5
    assert all(one != other for one, other in pairwise(names))
    remaining = iter(name for name, _ in runs)
    assert all(name in remaining for name in names)  # a subsequence
    assert bool(names) == any(name for name, _ in runs)


@given(
    st.dates(date(2024, 1, 1), date(2035, 1, 1)),
    st.integers(0, 4_000),
    st.sampled_from(["zero", "euro6", "euro5", "euro4", "older"]),
)
def test_a_map_made_today_has_the_profile_of_every_later_day(today: date, later: int, emission: str) -> None:
    zones = load_zones(Zones())
    van = VehicleSection(id="v", profile="van", crates=1, kg=1, emission=emission)
    ahead = profiles_ahead(zones, [van], today)
    day = today + timedelta(days=later)
    assert TravelProfile("van", closed_zones(zones, day, "van", emission)) in ahead
