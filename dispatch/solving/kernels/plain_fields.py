"""The arrays of a search on plain problems: couriers alike, a trip each, hard windows, paid by the metre.

Node 0 is the store, nodes 1 … n are the stops, and row n + 1 + s stands for the store at both ends of
route s: a route is a ring of rows that know the next and the one before. What is asked for in the
innermost loop lies in 32 bytes a node.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dispatch.solving.kernels.fields import Ints, Smalls

GONE = 1 << 29
"""Departure from a stop that is in no route: later than any window."""

# a stop
EARLIEST, LATEST, SERVICE, LOAD = range(4)
STOP_WIDTH = 4

# a node: its route (-1: none), neighbours, earliest start, latest start, ticks to the next, earliest
# departure, and its row in the table of legs
ROUTE, BEFORE, NEXT, START, LIMIT, ONWARD, DEPART, PLACE = range(8)
NODE_WIDTH = 8

# a route
CARRIED, STOPS = range(2)
ROUTE_WIDTH = 2

# counters: cost now and at best, load beyond the room, routes in use, stops left behind, steps made and
# those of them without overload since the price was last set, better places until one is overlooked
CURRENT, RECORD, OVERLOAD, ROUTES, ABSENT, STEPS, LEGAL, BLINK = range(8)
COUNTS = 8


class PlainData(NamedTuple):
    """Hold a plain problem.

    Parameters
    ----------
    leg, back
        (from, to, [seconds, ticks]) and (to, from, …), as lines; the first leg of a route holds its
        price too.
    stop, drop
        (node, column); ticks for leaving it behind.
    sides
        ([predecessors, successors], node, rank), as a line; 0 fills a list up.
    near
        (node, rank): the stops nearest to a stop.
    nodes, listed, room
        How many nodes; how many in a list of sides; what a vehicle carries.
    """

    leg: Smalls
    back: Smalls
    stop: Smalls
    drop: Ints
    sides: NDArray[np.uint32]
    near: Smalls
    nodes: int
    listed: int
    room: int


class PlainState(NamedTuple):
    """Hold a chain on a plain problem.

    Parameters
    ----------
    node, line
        (row, column), and the same memory as a line.
    kept
        The rows as they were before this step.
    route, kept_route
        (route, column), now and before this step.
    counts, price
        See the counters; ticks for each unit of overload.
    absent, kept_absent, touched, dirty, key
        As in :class:`~dispatch.solving.kernels.fields.Chain`.
    best
        Next node by row in the best solution so far.
    random
        State of the generator.
    """

    node: Smalls
    line: Smalls
    kept: Smalls
    route: Ints
    kept_route: Ints
    counts: Ints
    price: NDArray[np.float64]
    absent: Ints
    kept_absent: Ints
    touched: Ints
    dirty: Ints
    key: Ints
    best: Smalls
    random: NDArray[np.uint64]
