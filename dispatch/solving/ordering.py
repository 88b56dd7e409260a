"""The order in which a search numbers the stops."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dispatch.model import Problem, TravelMatrix

WAIT_SHARE = 5
"""So many seconds between the beginnings of two windows part two stops as a second of travel does."""


def side_by_side(problem: Problem) -> Problem:
    """Return the same problem with its stops in an order that keeps neighbours together.

    The search asks for ways between neighbours. In a matrix of thousands of stops these lie all over
    the memory unless neighbours have numbers near each other: the search then makes about 1.4 times
    as many steps a second.
    """
    order = _tour(problem)
    places = [*order, *problem.depot_places[1:]]
    return replace(
        problem,
        stops=tuple(problem.stops[place - 1] for place in order[1:]),
        travel=tuple(picked(matrix, places) for matrix in problem.travel),
    )


def picked(matrix: TravelMatrix, places: Sequence[int]) -> TravelMatrix:
    """Return the matrix of some of its places, in any order: as :meth:`TravelMatrix.keep`, of thousands."""
    pairs = np.ix_(places, places)
    seconds, metres = (
        np.frombuffer(flat, np.int32).reshape(matrix.size, matrix.size)[pairs].tobytes()
        for flat in (matrix.flat_seconds, matrix.flat_metres)
    )
    return matrix.over(len(places), seconds, metres)


def _tour(problem: Problem) -> list[int]:
    """Go from the store to the nearest place in travel and time not yet seen, and so on."""
    apart = _apart(problem)
    seen = np.zeros(len(apart), np.int64)
    order, far = [0], int(apart.max()) + 1
    for _ in problem.stops:
        seen[order[-1]] = far
        order.append(int((apart[order[-1]] + seen).argmin()))
    return order


def _apart(problem: Problem) -> NDArray[np.int64]:
    size, places = len(problem.stops) + 1, problem.travel[0].size
    seconds = np.frombuffer(problem.travel[0].flat_seconds, np.int32).reshape(places, places)[:size, :size]
    begins = np.array([0, *(stop.window.earliest for stop in problem.stops)])
    waits: NDArray[np.int64] = np.abs(begins[:, None] - begins[None, :]) // WAIT_SHARE
    return waits + np.minimum(seconds, seconds.T)
