"""Travel between the places of several stores, drawn by lot."""

import random
from collections.abc import Callable

from dispatch.model import Problem, TravelMatrix


def common_travel(rng: random.Random, problems: list[Problem], own: int) -> tuple[TravelMatrix, ...]:
    """Return matrices of one store over the places of all, its own ways as they are and others drawn."""
    sizes = [len(problem.stops) for problem in problems]
    before = 1 + sum(sizes[:own])
    home = 0 if own == 0 else sum(sizes) + own
    mine = {home: 0, **{before + n: n + 1 for n in range(sizes[own])}}
    count = sum(sizes) + len(problems)
    made = []
    for matrix in problems[own].travel:
        cells = [
            [[_way(rng, get, mine, a, b) for b in range(count)] for a in range(count)]
            for get in (matrix.seconds, matrix.metres)
        ]
        made.append(TravelMatrix.of(matrix.profile, *cells, matrix.source))
    return tuple(made)


def _way(rng: random.Random, get: Callable[[int, int], int], mine: dict[int, int], a: int, b: int) -> int:
    return get(mine[a], mine[b]) if {a, b} <= mine.keys() else rng.randint(60, 3000)
