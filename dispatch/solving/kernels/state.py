"""The arrays of a search, and the names of their columns.

Node 0 is the store, nodes 1 … n are the stops; further depots are places in the table of legs alone.
A route is a ring of rows that know the next and the one before: row ``nodes + s`` is the store at both
ends of the route of shift s, and the rows behind those of the shifts are the store between two trips. A
trip is known by the row at its head, less ``nodes``. ``docs/solver.md`` says what holds of them between
two steps, and who sees to it.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from dispatch.solving.kernels.fields import Bundle, Data, Ints, Smalls

GONE = 1 << 29
"""Departure from a stop that is in no route: later than any window."""

NEVER = -GONE
"""Earlier than any moment."""

OUT, ASIDE = -1, -2
"""In place of its trip: a stop is in no route; another node of its stop, in another window, counts."""

# a stop, for a kind of shift
EARLIEST, LATEST, SERVICE, RELEASE, LOAD = range(5)  # LOAD: five columns
# the end without any price; 1 where it must stay cold; the place of the depot where it is loaded
SOFT, COOL, AT = 9, 10, 11
STOP_WIDTH = 12

# a row: its trip (or OUT, ASIDE), neighbours, earliest start (with several trips or pay: seconds to the next
# row), latest start, price of the leg to the next, earliest departure, and its node in the table of legs
HEAD, BEFORE, NEXT, START, LIMIT, ONWARD, DEPART, PLACE = range(8)
HOP = START
ROW_WIDTH = 8

# a trip: its shift, stops, latest release, room left in five dimensions, 1 where anything must stay cold,
# metres, and seconds from the start of loading to the last start of service if it leaves at once
OWNER, STOPS, READY, FREE = range(4)
COLD, LENGTH, SPENT = 8, 9, 10
TRIP_WIDTH = 11

# what is known of a row besides, where trips are several or work is paid: seconds without any waiting
# since its trip departed and since the route began, the latest start of the route for all up to it;
# the finish if it is reached at t is max(t + TAIL, FINISH); nothing behind is late if t <= EASY
LASTED, ELAPSED, SLACK, TAIL, FINISH, EASY = range(6)
SPAN_WIDTH = 6

# a route: its trips, seconds of work and of breaks, of work and breaks that are waiting or paid all the same,
# the work above which it owes one more break, the work up to which a break that it takes is not owed,
# metres, cost in ticks without overload, seconds that are paid
TRIPS, WORK, PAUSED, IDLE, OWED, NEEDLESS, METRES, COST, PAID = range(9)
ROUTE_WIDTH = 9

# a shift: where its legs and windows begin in their tables; seconds of loading, the moment its clock
# starts, its end; ticks of a unit of leg, of a second of work and of its use; most trips; its group, and its
# place among the members of groups; how many breaks it has; whether trips have left already, since when
# it works then (breaks left out), and its work, its metres and the breaks it took (as bits) if no other
# trip follows; most metres, of all trips and of one; seconds that are paid at least; whether its cost needs
# the exact evaluation; whether it keeps nothing cold; the place where it lives, and
# whether its trips may load at several; what it is kin to; its room in the dimensions that count
(
    LEGS,
    WINDOWS,
    LOADING,
    CLOCK,
    END,
    UNIT,
    PAY,
    USE,
    MOST_TRIPS,
    GROUP,
    SLOT,
    BREAKS,
    FIXED,
    SINCE,
    WORKED,
    DRIVEN,
    HAD,
    RANGE,
    TRIP_RANGE,
    LEAST,
    EXACT,
    WARM,
    HOME,
    SHARED,
    KIN,
    ROOM,  # five columns
) = range(26)
SHIFT_WIDTH = 30

# moves: places in the tally
STRINGS, TAILS, VEHICLE, TRIP, ANEW = range(5)
MOVES = 5

# counters: cost now and at best, load beyond the room, routes and trips in use, stops left behind,
# steps made and those of them without overload since the price was last set, better places until one
# is overlooked, where to look for a free row, nodes that took another's place in this step
(
    CURRENT,
    RECORD,
    OVERLOAD,
    ROUTES,
    ALL_TRIPS,
    ABSENT,
    STEPS,
    LEGAL,
    BLINK,
    HINT,
    TAKEN,
) = range(11)
COUNTS = 11


@dataclass(frozen=True, eq=False)
class RingData(Bundle):
    """Hold a problem for rings.

    Parameters
    ----------
    leg, back
        (profile, from, to, [seconds, price]) and (profile, to, from, …), as lines. The price is in metres
        or, where all vehicles are alike, in ticks; the first leg of a route then holds its use too.
    stop
        (kind of shift and node, column).
    drop, shift
        Ticks for leaving a node behind; (shift, column).
    weight
        By dimension of load: of a unit too much.
    sides
        ([predecessors, successors], node, rank), as a line; 0 fills a list up.
    near
        (node, rank): the stops nearest to a stop.
    groups, members
        (group, [first, last + 1]): places in ``members``, where shifts that are alike stand side by side.
    nodes, further, places, depots, shifts, listed, dimensions, several, paid, pausing, exact, ranged, liked,
    timed, kin
        How many nodes, further windows of stops among them, places in the table of legs, depots and shifts;
        how many in a list of sides; in how many dimensions load can be too much; 1 where a shift may make
        several trips, where work is paid, where a break may be owed, where any cost needs the exact
        evaluation, where a route or a trip may be too long, where it matters who comes, where it matters
        when; where shifts are kin but not alike.
    tries
        By move: how often it is tried before each step.
    whole
        The problem as the exact evaluation of a route wants it.
    """

    leg: Annotated[Smalls, -1]
    back: Annotated[Smalls, -1]
    stop: Annotated[Smalls, -1, STOP_WIDTH]
    drop: Annotated[Ints, -1]
    shift: Annotated[Ints, -1, SHIFT_WIDTH]
    weight: Annotated[Ints, -1]
    sides: Annotated[NDArray[np.uint32], -1]
    near: Annotated[Smalls, -1, -1]
    groups: Annotated[Ints, -1, 2]
    members: Annotated[Ints, -1]
    nodes: int
    further: int
    places: int
    depots: int
    shifts: int
    listed: int
    dimensions: int
    several: int
    paid: int
    pausing: int
    exact: int
    ranged: int
    liked: int
    timed: int
    kin: int
    tries: Annotated[Ints, MOVES]
    whole: Data


@dataclass(frozen=True, eq=False)
class Rings(Bundle):
    """Hold a chain.

    Parameters
    ----------
    row, line
        (row, column), and the same memory as a line.
    kept, kept_trip, kept_route
        Rows, trips and routes as they were before this step.
    span
        (row, column), where there are several trips or work is paid.
    trip, route
        (trip, column), (route, column).
    counts, price
        See the counters; ticks for each unit of overload.
    absent, kept_absent, left, place
        Nodes left behind, as many as counted; those of them tried in this step; those left behind
        again; where a node stands among the absent.
    taken
        Nodes that took the place of another of their stop in this step.
    touched, dirty
        Routes changed in this step, as a list and as a mark.
    spoiled
        By trip: the step in which a string was last taken out.
    idle
        By group: no member before this place is without a route.
    key
        Per node: what the absent are sorted by.
    best, best_cost
        Next row by row in the best solution so far, and the cost of its routes where not all are alike.
    pause, kept_pause, best_pause
        By row: the breaks taken there, as bits; before loading at the store, behind the service of a stop.
    scratch
        Routes whose breaks are being placed.
    random
        State of the generator.
    draft
        Routes to try out, as rows of nodes: two, one to be looked at again, and two for hours of the day.
    tally
        (move, [tries, times done, ticks gained]).
    """

    row: Annotated[Smalls, -1, ROW_WIDTH]
    line: Annotated[Smalls, -1]
    kept: Annotated[Smalls, -1, ROW_WIDTH]
    span: Annotated[Smalls, -1, SPAN_WIDTH]
    trip: Annotated[Smalls, -1, TRIP_WIDTH]
    kept_trip: Annotated[Smalls, -1, TRIP_WIDTH]
    route: Annotated[Ints, -1, ROUTE_WIDTH]
    kept_route: Annotated[Ints, -1, ROUTE_WIDTH]
    counts: Annotated[Ints, COUNTS]
    price: Annotated[NDArray[np.float64], 1]
    absent: Annotated[Ints, -1]
    kept_absent: Annotated[Ints, -1]
    left: Annotated[Ints, -1]
    place: Annotated[Ints, -1]
    taken: Annotated[Ints, -1]
    touched: Annotated[Ints, -1]
    dirty: Annotated[Ints, -1]
    spoiled: Annotated[Ints, -1]
    idle: Annotated[Ints, -1]
    key: Annotated[Ints, -1]
    best: Annotated[Smalls, -1]
    best_cost: Annotated[Ints, -1]
    pause: Annotated[Ints, -1]
    kept_pause: Annotated[Ints, -1]
    best_pause: Annotated[Ints, -1]
    scratch: Annotated[Ints, -1, -1]
    random: Annotated[NDArray[np.uint64], 1]
    draft: Annotated[Ints, -1, -1]
    tally: Annotated[Ints, MOVES, 3]
