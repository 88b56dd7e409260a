"""The arrays of a problem, and the names of their columns.

Everything is an integer: seconds, metres, units of load, ticks of cost. Node 0 is the store, nodes
1 … n are the stops. Written out, a route is a row of nodes: ``0 a b 0 c 0`` is a shift with two
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


class Data(NamedTuple):
    """Hold a problem as arrays.

    Parameters
    ----------
    leg
        (profile, from, to, [seconds, metres]).
    window
        (kind of shift, node, column): windows as they are for that kind.
    stop, shift, pause
        (node, column), (shift, column), (shift, number, column).
    near
        (node, rank): the stops nearest to a stop, nearest first.
    weight
        By dimension of load: what a unit too much weighs.
    """

    leg: Smalls
    window: Ints
    stop: Ints
    shift: Ints
    pause: Ints
    near: Smalls
    weight: Ints
