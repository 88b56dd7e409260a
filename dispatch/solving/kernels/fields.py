"""The arrays that a search runs on, and the names of their columns.

Everything is an integer: seconds, metres, units of load, ticks of cost. Node 0 is the store, nodes
1 … n are the stops. A route is one row of :attr:`State.seq`: ``0 a b 0 c 0`` is a shift with two
trips, each 0 being the store (there the trip before returns, the next one is loaded and departs);
the last 0 is the end. A break is a negative node: ``-(2 b + 1)`` is break b at the door of the stop
before, ``-(2 b + 2)`` is break b at the store before the trip that the next 0 begins. Trips that have
left already are not in the row: the clock, metres and costs they leave behind are in the shift.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Smalls = NDArray[np.int32]

FAR = 1 << 56
"""More than any cost or moment."""

SERVED = -1
"""In place of the price of leaving a stop behind: a trip that has left already brings it."""

# stops
CRATES, GRAMS, CHILLED, FROZEN, SERVICE, RELEASE, COLD, DROP = range(8)
STOP_WIDTH = 8

# windows: earliest; end without lateness; hard end (-1: never); moment from which lateness is priced
EARLIEST, SOFT, HARD, PRICED = range(4)
WINDOW_WIDTH = 4

# shifts
(
    KIND,
    PROFILE,
    ROOM,  # four columns
    _ROOM_GRAMS,
    _ROOM_CHILLED,
    _ROOM_FROZEN,
    LOADING,
    COOLED,
    RANGE,
    USE,
    PER_METRE,
    PER_SECOND,
    CLOCK,
    END,
    MAX_TRIPS,
    BREAKS,
    FIXED,
    FIXED_FROM,
    FIXED_BACK,
    FIXED_METRES,
    FIXED_PAUSE,
    FIXED_LATE,
    FIXED_TAKEN,
    GROUP,
    PER_LATE,
    FIXED_MASK,
    PER_OWED,
) = range(27)
SHIFT_WIDTH = 28

# breaks of a shift: how long, when it may begin, above which work it is owed
PAUSE, FROM, UNTIL, OVER = range(4)
BREAK_WIDTH = 4

# cache of a position in a route: departure from it; time since the route began without waiting;
# latest start of the route that hurts nobody so far; lateness so far; then what follows from it on,
# as functions of the arrival t: the end is max(t + TAIL, TAIL_END), possible if t <= TAIL_HARD,
# without lateness if t <= TAIL_SOFT. HEAD is where its trip begins; there stand the trip's load,
# release and whether anything in it must be kept cold. HERE is the node where one then
# is, ONWARD the metres from there to the next position.
(
    DEPART,
    ELAPSED,
    SLACK,
    LATE,
    TAIL,
    TAIL_END,
    TAIL_HARD,
    TAIL_SOFT,
    HEAD,
    LOAD,
    _LOAD_GRAMS,
    _LOAD_CHILLED,
    _LOAD_FROZEN,
    TRIP_RELEASE,
    TRIP_COLD,
    HERE,
    ONWARD,
) = range(17)
CACHE_WIDTH = 18

# the gap behind a stop (and behind its breaks at the door) and, AHEAD columns on, the one before it:
# position after which a stop would come, the node on the far side, metres across, departure towards
# it, and the latest arrival on its far side
GAP_AT, GAP_NODE, GAP_METRES, GAP_DEPART, GAP_HARD = range(5)
AHEAD = 5
GAP_WIDTH = 10

# what is known of a route
LENGTH, COST, TRIPS, METRES, WORK, PAUSED, OWED, ENDS = range(8)
INFO_WIDTH = 8


class Data(NamedTuple):
    """Hold a problem as arrays.

    Parameters
    ----------
    leg
        (profile, from, to, [seconds, metres]).
    back
        The same as (profile, to, from, …): all ways to one stop lie side by side.
    window
        (kind of shift, node, column): windows as they are for that kind.
    stop, shift, pause
        (node, column), (shift, column), (shift, number, column).
    near
        (node, rank): the stops nearest to a stop, nearest first.
    around
        (node, rank): the stops that best precede (+) and follow (-) a stop, best first; 0 ends a list.
    """

    leg: Smalls
    back: Smalls
    window: Ints
    stop: Ints
    shift: Ints
    pause: Ints
    near: Smalls
    around: Smalls


class State(NamedTuple):
    """Hold one chain's current solution with everything that makes changes cheap.

    Parameters
    ----------
    seq
        (shift, position): the routes.
    cache, info
        (shift, position, column), (shift, column).
    at
        (node, [shift, position]); shift -1 where a stop is in no route.
    gap
        (node, column): what the search for a place looks at first, side by side.
    scratch
        Rows to try things out in.
    """

    seq: Ints
    cache: Ints
    info: Ints
    at: Ints
    gap: Smalls
    scratch: Ints


# counters of a chain
ABSENT, TOUCHED, CURRENT, RECORD, STEPS, FOUND, BLINK = range(7)


class Chain(NamedTuple):
    """Hold what a chain needs besides its current solution.

    Parameters
    ----------
    state
        The current solution.
    counts
        ABSENT stops and TOUCHED shifts; CURRENT and RECORD cost; STEPS made; the step the record was FOUND;
        places left to look at until one is overlooked (BLINK).
    absent, touched
        Lists of nodes and shifts, as long as ``counts`` says.
    out, dirty
        Per node and shift: marked to leave; changed in this step.
    kept_seq, kept_length, kept_cost, kept_absent
        The solution before this step (touched shifts only).
    best_seq, best_length, best_cost
        The best so far.
    random
        State of the generator.
    key
        Per node: what the absent are sorted by.
    """

    state: State
    counts: Ints
    absent: Ints
    touched: Ints
    out: Ints
    dirty: Ints
    kept_seq: Ints
    kept_length: Ints
    kept_cost: Ints
    kept_absent: Ints
    best_seq: Ints
    best_length: Ints
    best_cost: Ints
    random: NDArray[np.uint64]
    key: Ints
