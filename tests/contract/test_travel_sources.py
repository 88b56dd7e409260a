"""One test body over every travel source, on the town of tests/support/osmtown.py."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from osmtown import BIKE, VAN, VAN_OUTSIDE, at, build_town
from osrmserver import servers

from dispatch.model import TravelProfile
from dispatch.ports import TravelSource
from dispatch.travel import CachedTravel, EmbeddedOsrm, EstimateSource, HttpOsrm

SOURCES = ["estimate", "embedded", "http", "http, small tables", "cached"]
PLACES = [at(0, 0), at(1000, 0), at(1000, 200), at(200, 500), at(510, -150), at(900, 510), at(1000, 0)]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_town(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module", params=SOURCES)
def source(
    request: pytest.FixtureRequest, town: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TravelSource]:
    if request.param == "estimate":
        yield EstimateSource()
    elif request.param == "embedded":
        yield EmbeddedOsrm(town)
    elif request.param == "cached":
        yield CachedTravel(EmbeddedOsrm(town), tmp_path_factory.mktemp("cache"))
    else:
        limit = 5 if "small" in request.param else 100
        with servers(town, ["bike", "van", "van~markt"], "--max-table-size", str(limit)) as urls:
            yield HttpOsrm(urls, 10.0, limit=limit)


@pytest.mark.parametrize("profile", [BIKE, VAN, VAN_OUTSIDE], ids=lambda profile: str(profile.key))
def test_a_matrix_holds_every_pair(source: TravelSource, profile: TravelProfile) -> None:
    matrix = source.matrix(profile, PLACES)
    assert (matrix.profile, matrix.size, matrix.source) == (profile.key, len(PLACES), source.name)
    assert matrix.estimated == source.estimated
    for a, b in itertools.product(range(len(PLACES)), repeat=2):
        same_place = PLACES[a] == PLACES[b]
        assert (matrix.seconds(a, b) == 0) == same_place
        assert (matrix.metres(a, b) == 0) == same_place
        assert matrix.reachable(a, b)
        assert 0.5 < (matrix.metres(a, b) + 1) / (matrix.seconds(a, b) + 1) < 25  # metres a second


@pytest.mark.parametrize("profile", [BIKE, VAN], ids=lambda profile: str(profile.key))
def test_no_way_is_shorter_than_the_crow_flies(source: TravelSource, profile: TravelProfile) -> None:
    matrix = source.matrix(profile, PLACES)
    assert matrix.metres(0, 1) == pytest.approx(1000, rel=0.8)
    assert matrix.metres(0, 1) >= 995
    assert matrix.metres(1, 2) >= 195


def test_every_place_is_hung_on_the_network(source: TravelSource) -> None:
    snaps = source.snap(BIKE, PLACES)
    assert len(snaps) == len(PLACES)
    assert not any(snap.island for snap in snaps)
    assert all(0 <= snap.metres <= 15 for snap in snaps)


def test_a_way_has_a_leg_for_each_pair_of_neighbours(source: TravelSource) -> None:
    legs = source.legs(BIKE, PLACES)
    assert len(legs) == len(PLACES) - 1
    for leg, (start, end) in zip(legs, itertools.pairwise(PLACES), strict=True):
        assert len(leg.line) >= 2
        for got, wanted in ((leg.line[0], start), (leg.line[-1], end)):
            assert got == pytest.approx(wanted, abs=0.0003)


def test_one_place_alone_is_no_way(source: TravelSource) -> None:
    assert source.legs(BIKE, PLACES[:1]) == ()
    matrix = source.matrix(BIKE, PLACES[:1])
    assert (matrix.size, matrix.seconds(0, 0)) == (1, 0)
    assert len(source.snap(BIKE, PLACES[:1])) == 1


def test_the_same_question_has_the_same_answer(source: TravelSource) -> None:
    one, two = source.matrix(VAN, PLACES), source.matrix(VAN, PLACES)
    assert bytes(one.flat_seconds) == bytes(two.flat_seconds)
    assert source.legs(VAN, PLACES) == source.legs(VAN, PLACES)


def test_the_engine_answers_alike_in_the_process_and_over_http(town: Path) -> None:
    places = [*PLACES, at(1550, 0), at(3000, 3000)]
    embedded = EmbeddedOsrm(town)
    with servers(town, ["van"], "--max-table-size", "5") as urls:
        behind_http = HttpOsrm(urls, 10.0, limit=5)
        here, there = embedded.matrix(VAN, places), behind_http.matrix(VAN, places)
        assert bytes(here.flat_seconds) == bytes(there.flat_seconds)
        assert bytes(here.flat_metres) == bytes(there.flat_metres)
        assert embedded.snap(VAN, places) == behind_http.snap(VAN, places)
        assert embedded.legs(VAN, places) == behind_http.legs(VAN, places)


@pytest.mark.parametrize("profile", [BIKE, VAN_OUTSIDE], ids=lambda profile: str(profile.key))
def test_several_places_are_told_as_each_is_alone(source: TravelSource, profile: TravelProfile) -> None:
    asked, whole = PLACES[3:6], source.matrix(profile, PLACES[:6])
    told = source.spokes(profile, PLACES[:3], asked)
    assert told == tuple(one for place in asked for one in source.spokes(profile, PLACES[:3], [place]))
    for place, spokes in enumerate(told, start=3):
        assert spokes.to_seconds == tuple(whole.seconds(other, place) for other in range(3))
        assert spokes.from_metres == tuple(whole.metres(place, other) for other in range(3))
        assert not spokes.snap.island
