"""The arrays of a problem, and the names of their columns.

Everything is an integer: seconds, metres, units of load, ticks of cost. Node 0 is the store, nodes
1 … n are the stops, each in one of its windows, and further depots are places n + 1 … of the legs only.
Written out, a route is a row of nodes: ``0 a b 0 c 0`` is a shift with two trips, each 0 being the depot
where the trip before returns and the next one, a trip of stops of that depot, is loaded and departs; the
last 0 is the end.
A break is a negative node: ``-(2 b + 1)`` is break b at the door of the stop before, ``-(2 b + 2)`` is
break b at the store before the trip that the next 0 begins. Trips that have left already are not in the
row: the clock, metres and costs they leave behind are in the shift.
"""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Annotated, Any, cast, get_args, get_type_hints

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Smalls = NDArray[np.int32]
Line = Annotated[Ints, -1]
Rows = Annotated[Ints, -1, -1]
SmallRows = Annotated[Smalls, -1, -1]
Words = Annotated[NDArray[np.uint64], 1]

FAR = 1 << 56
"""More than any cost or moment."""

SERVED = -1
"""In place of the price of leaving a stop behind: a trip that has left already brings it."""

# stops
CRATES, GRAMS, CHILLED, FROZEN, ONE, SERVICE, RELEASE, COLD, DROP = range(9)  # ONE: itself, of most stops
STOP_WIDTH = 9
LOADS = 5
"""Dimensions of load: four of the model, and the stops of a trip."""

# windows: earliest; end without any price; hard end (-1: never); moment from which lateness is priced;
# ticks for coming at all; begin and end of the window told, ticks of a second before and behind it;
# the begin again if it is waited for (else 0)
EARLIEST, SOFT, HARD, PRICED, LIKED, TOLD_FROM, TOLD_UNTIL, PER_EARLY, PER_TOLD, AWAITED = range(10)
WINDOW_WIDTH = 10

# shifts
(
    KIND,
    PROFILE,
    ROOM,  # five columns
    _ROOM_GRAMS,
    _ROOM_CHILLED,
    _ROOM_FROZEN,
    _ROOM_STOPS,
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
    FIXED_PRICES,
    FIXED_TAKEN,
    TRIP_RANGE,
    LEAST_PAID,
    ON_BOARD,
    PER_WAIT,
    PER_LADEN,
    GROUP,
    PER_LATE,
    FIXED_MASK,
    PER_OWED,
    HOME,
    SHARED,
) = range(36)
SHIFT_WIDTH = 36

# a shift and the depot of its first trip: when the courier is there, seconds of the way, and metres so far
THERE, WAY, DRIVEN = range(3)
ENTRY_WIDTH = 3

# breaks of a shift: how long, when it may begin, above which work it is owed
PAUSE, FROM, UNTIL, OVER = range(4)
BREAK_WIDTH = 4

# an hour of a profile: when it begins, what is covered of a way until then, and in a second of it; in
# millionths of a second of a leg
BEGINS, COVERED, SPEED = range(3)
HOUR_WIDTH = 3
A_SECOND = 1_000_000


class Bundle:
    """Hold whole numbers, arrays and other bundles, where compiled code finds them by one pointer.

    A field that is an array says its dimensions: ``Annotated[Ints, -1, WIDTH]``, -1 for any size.
    """

    @cached_property
    def address(self) -> int:
        """Where compiled code finds, field by field, addresses and sizes of arrays, and numbers."""
        return int(self._table.ctypes.data)

    @cached_property
    def _table(self) -> Ints:
        cells: list[int] = []
        hints = get_type_hints(type(self), include_extras=True)
        for field in fields(self):  # type: ignore[arg-type]  # every bundle is a dataclass
            value = getattr(self, field.name)
            if isinstance(value, Bundle):
                cells.append(value.address)
            elif isinstance(value, np.ndarray):
                _check(field.name, value, hints[field.name])
                cells += [value.ctypes.data, *value.shape]
            else:
                cells.append(int(value))
        return np.array(cells, np.int64)

    def __getstate__(self) -> dict[str, object]:
        """Leave addresses behind: a copy lies elsewhere."""
        return {k: v for k, v in self.__dict__.items() if k not in {"address", "_table"}}


def element(array: Any) -> type[np.generic]:
    """Return the type of the elements of ``NDArray[type]``."""
    while inner := get_args(array):
        array = inner[-1]
    return cast("type[np.generic]", array)


def _check(name: str, array: NDArray[Any], hint: object) -> None:
    """Raise TypeError if an array is not what compiled code takes it for."""
    kind, *sizes = get_args(hint)
    alike = len(sizes) == array.ndim and all(a in {-1, b} for a, b in zip(sizes, array.shape, strict=True))
    if not (alike and array.flags.c_contiguous and array.dtype == element(kind)):
        raise TypeError(f"{name}: {array.dtype} {array.shape} is not {hint}")


@dataclass(frozen=True, eq=False)
class Data(Bundle):
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
    priced
        1 where any visit has a price of its own: who comes, or a window told.
    early
        1 where beginning before a window told may have a price.
    base
        (kind of shift, node): the depot where a stop is loaded.
    entry
        (shift, depot, column): how it comes to load its first trip there.
    depots
        How many there are; ``HOME`` and ``base`` are numbers among them.
    twin
        The next node of the same stop in another window, around; a node itself where it is the only one.
    hour
        (profile, number, column): how fast it gets on, hour by hour; hours that never come fill it up.
    parking
        By profile: seconds of a leg to a door that no hour makes longer.
    hourly
        1 where any profile gets on faster or slower in some hours.
    """

    leg: Annotated[Smalls, -1, -1, -1, 2]
    window: Annotated[Ints, -1, -1, WINDOW_WIDTH]
    stop: Annotated[Ints, -1, STOP_WIDTH]
    shift: Annotated[Ints, -1, SHIFT_WIDTH]
    pause: Annotated[Ints, -1, -1, BREAK_WIDTH]
    near: Annotated[Smalls, -1, -1]
    weight: Annotated[Ints, LOADS]
    priced: int
    early: int
    base: Annotated[Ints, -1, -1]
    entry: Annotated[Ints, -1, -1, ENTRY_WIDTH]
    depots: int
    twin: Annotated[Ints, -1]
    hour: Annotated[Ints, -1, -1, HOUR_WIDTH]
    parking: Annotated[Ints, -1]
    hourly: int
