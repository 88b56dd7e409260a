"""Ways that were not measured take at least what is said of them, and those that were are as they were."""

import random

import numpy as np
import pytest

from dispatch.config import Travel
from dispatch.model import UNREACHABLE, Snap, Spokes, TimeWindow, TravelMatrix, TravelProfile, Ways
from dispatch.travel import bounded, may_be_bounded, measure, measure_door

BIKE, SIZE, DAY = TravelProfile("bike"), 12, TimeWindow(0, 86_400)
ISLAND = 7
"""A place that no road leads to."""


class Streets:
    """One-way streets between places on a lattice, drawn at random, with the quickest ways by Floyd."""

    name, estimated, holds = "streets", False, True

    def __init__(self, seed: int) -> None:
        rng = random.Random(seed)
        # A degree of longitude is two thirds of one of latitude here; each step is some 110 or 70 metres.
        self.points = [(52.0 + (n // 4) * 0.001, 4.0 + (n % 4) * 0.001) for n in range(SIZE)]
        seconds = np.full((SIZE, SIZE), UNREACHABLE, dtype=np.int64)
        np.fill_diagonal(seconds, 0)
        for one in range(SIZE):
            for other in {one + 1, one - 1, one + 4, one - 4}:
                near = abs(one % 4 - other % 4) + abs(one // 4 - other // 4) == 1
                if 0 <= other < SIZE and near and ISLAND not in (one, other) and rng.random() < 0.85:
                    seconds[one, other] = rng.randint(60, 400)
        for by in range(SIZE):
            seconds = np.minimum(seconds, seconds[:, [by]] + seconds[[by]])
        self.seconds = np.where(seconds > 100_000, UNREACHABLE, seconds)
        self.metres = np.where(self.seconds < UNREACHABLE, self.seconds * 3, UNREACHABLE)

    def snap(self, _: TravelProfile, points: list[tuple[float, float]]) -> tuple[Snap, ...]:
        return tuple(Snap(0, self.points.index(point) == ISLAND) for point in points)

    def matrix(self, profile: TravelProfile, points: list[tuple[float, float]]) -> TravelMatrix:
        at = [self.points.index(point) for point in points]
        rows = [table[np.ix_(at, at)].tolist() for table in (self.seconds, self.metres)]
        return TravelMatrix.of(profile.key, rows[0], rows[1], self.name)

    def spokes(
        self, _: TravelProfile, points: list[tuple[float, float]], places: list[tuple[float, float]]
    ) -> tuple[Spokes, ...]:
        at = [self.points.index(point) for point in points]
        tables = self.seconds, self.metres
        return tuple(
            Spokes(
                *(tuple(table[at, place].tolist()) for table in tables),
                *(tuple(table[place, at].tolist()) for table in tables),
                Snap(0, self.seconds[at[0], place] >= UNREACHABLE),
            )
            for place in map(self.points.index, places)
        )


@pytest.mark.parametrize("seed", range(30))
def test_what_was_not_measured_is_never_told_longer_than_it_is(seed: int) -> None:
    streets, rng, section = Streets(seed), random.Random(seed), Travel()
    door = streets.points[rng.choice([n for n in range(1, SIZE) if n != ISLAND])]
    points = [point for point in streets.points if point != door or rng.random() < 0.3]
    (matrix,) = measure(streets, [BIKE], points, [DAY] * len(points), section).matrices
    asked = [streets, BIKE, points, [DAY] * len(points), door, [DAY], section]
    whole = measure_door(*asked)
    near = {0, *rng.sample(range(1, len(points)), 4)}
    told = bounded(matrix, measure_door(*asked, near), near, points, door, section)
    for name in ("to_door", "from_door", "metres_to", "metres_from"):
        least, true = getattr(told, name), getattr(whole, name)
        assert (least <= true).all(), name
        assert (least >= 0).all()
        assert [least[place] for place in near] == [true[place] for place in near]
    assert told.finding == whole.finding


def test_a_far_place_is_told_far() -> None:
    """On a line of places a minute apart: measured are the depot and the door's neighbour."""
    line = Streets(0)
    line.points = [(52.0, 4.0 + n * 0.004) for n in range(SIZE)]
    line.seconds = 600 * np.abs(np.subtract.outer(np.arange(SIZE), np.arange(SIZE)))
    line.metres = line.seconds
    points, section = line.points[:-1], Travel()
    (matrix,) = measure(line, [BIKE], points, [DAY] * len(points), section).matrices
    near = {0, SIZE - 2}
    asked = measure_door(line, BIKE, points, [DAY] * len(points), line.points[-1], [DAY], section, near)
    told = bounded(matrix, asked, near, points, line.points[-1], section)
    at_door = section.seconds_at_door("bike")
    # From the depot's side it is exact, less what turning might spare.
    assert told.to_door[1] == 600 * (SIZE - 2) - 60 + at_door
    assert told.from_door[1] == 600 * (SIZE - 2) - 60 + at_door
    assert told.metres_to[1] == pytest.approx(0.99 * 0.04 * 111_195 * 0.6157 - 600, abs=10)


def test_only_roads_of_the_same_source_bound_each_other() -> None:
    flat = [[0, 1], [1, 0]]
    road = TravelMatrix.of("bike", flat, flat, "map one, through closed zones", ways=Ways.THROUGH_ZONES)
    assert may_be_bounded(road, "map one")
    assert not may_be_bounded(road, "map two")
    assert not may_be_bounded(TravelMatrix.of("drone", flat, flat, "map one"), "map one")
    assert not may_be_bounded(
        TravelMatrix.of("bike", flat, flat, "map one", estimated=True, ways=Ways.STRAIGHT), "map one"
    )
