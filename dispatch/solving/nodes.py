"""The nodes of a search: a stop that may come in several windows is one node for each of them.

Nodes 1 … n are the stops in the windows that they name; behind them come the further windows. So what a
route is written as says which window each of its stops takes, and of the nodes of a stop one at most is in
a route.
"""

from typing import NamedTuple

import numpy as np

from dispatch.model import Problem, Stop
from dispatch.solving.kernels.fields import Ints


class Node(NamedTuple):
    """Name a stop, by its place in the matrices, in one of its windows."""

    place: int
    stop: Stop


def nodes_of(problem: Problem) -> tuple[Node, ...]:
    """List the nodes from 1 on; what has left already stays in the window it has."""
    fixed = problem.fixed_stops
    first = [Node(place, stop) for place, stop in enumerate(problem.stops, start=1)]
    further = [
        Node(place, choice)
        for place, stop in first
        if stop.alternatives and stop.id not in fixed
        for choice in stop.choices
        if choice.number != stop.number
    ]
    return (*first, *further)


def twins(nodes: tuple[Node, ...]) -> Ints:
    """Return, for each node, the next one of the same stop: around, to itself where it is alone."""
    following = np.arange(len(nodes) + 1)
    last: dict[int, int] = {}
    for number, (place, _) in enumerate(nodes, start=1):
        if place in last:
            following[last[place]], following[number] = number, place
        last[place] = number
    return following


def first_of(twin: Ints) -> list[int]:
    """Return, for each node, the first one of its stop."""
    first = list(range(len(twin)))
    for node, following in enumerate(twin.tolist()):
        if following > node:
            first[following] = first[node]
    return first
