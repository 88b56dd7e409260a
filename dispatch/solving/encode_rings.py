"""Turn a problem into the arrays that rings run on."""

import numpy as np
from numpy.typing import NDArray

from dispatch.solving.encode import sides
from dispatch.solving.hours import least_legs
from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels import state as r
from dispatch.solving.nodes import first_of

LISTED = 50
"""Predecessors, and as many successors, between which a stop may be put."""

LARGEST = 1 << 28
"""No moment, load or price of a leg is larger: three of them fit into 32 bits."""


def encode_rings(data: f.Data) -> tuple[r.RingData, bool]:
    """Return the arrays, and whether all vehicles are alike and make one plain trip each.

    Raises
    ------
    ValueError
        If a figure is too large for the search.
    """
    if not _small_enough(data):
        raise ValueError("a moment, load or way of the problem is too large to search with")
    alike = is_plain(data)
    loads = data.stop[1:, f.CRATES : f.CRATES + f.LOADS]
    rooms = data.shift[:, f.ROOM : f.ROOM + f.LOADS]
    bound = np.flatnonzero(loads.sum(axis=0) > rooms.min(axis=0))
    legs = least = least_legs(data)
    if alike:
        legs = data.leg[data.shift[0, f.PROFILE]][None].astype(np.int64)
        legs[..., 1] *= data.shift[0, f.PER_METRE]
        legs[0, 0, :, 1] += data.shift[0, f.USE]
        alike = bool(legs.max() < LARGEST)
    legs = legs.astype(np.int32) if alike else least
    before, behind = sides(data, least, LISTED)
    groups, members = _groups(data)
    return (
        r.RingData(
            leg=np.ascontiguousarray(legs).reshape(-1),
            back=np.ascontiguousarray(legs.transpose(0, 2, 1, 3)).reshape(-1),
            stop=_stops(data, bound),
            drop=np.ascontiguousarray(data.stop[:, f.DROP]),
            shift=_shifts(data, bound, members, alike=alike),
            weight=np.ascontiguousarray(data.weight[bound]),
            sides=np.stack([before, behind]).astype(np.uint32).reshape(-1),
            near=data.near,
            groups=groups,
            members=members,
            nodes=len(data.stop),
            further=sum(node != first for node, first in enumerate(first_of(data.twin))),
            places=data.leg.shape[1],
            depots=data.depots,
            shifts=len(data.shift),
            listed=before.shape[1],
            dimensions=len(bound),
            several=int((data.shift[:, f.MAX_TRIPS] > 1).any()),
            paid=int(data.shift[:, f.PER_SECOND].any()),
            pausing=int(data.shift[:, f.BREAKS].any()),
            exact=int(is_exact(data).any()),
            ranged=int((data.shift[:, [f.RANGE, f.TRIP_RANGE]] < f.FAR).any()),
            liked=int(data.window[:, :, f.LIKED].any()),
            timed=int(is_timed(data)),
            kin=int(len(np.unique(_kin(data))) < len(groups)),
            tries=_tries(data, groups),
            whole=data,
        ),
        alike,
    )


def is_plain(data: f.Data) -> bool:
    """Tell whether all vehicles are alike and make one trip each, with hard windows and nothing besides."""
    return data.depots == 1 and _alike(data) and _hard(data)


def _small_enough(data: f.Data) -> bool:
    """Tell whether all figures fit into 32 bits, three of them added up."""
    window = data.window[:, 1:, : f.LIKED]
    largest = (
        data.leg.max(),
        window.max(where=window < f.FAR, initial=0),
        data.stop[1:, f.CRATES : f.CRATES + 4].max(initial=0),
        data.shift[:, f.END].max(),
    )
    return all(int(one) < LARGEST for one in largest)


def _hard(data: f.Data) -> bool:
    """Tell whether nothing is late, warm, barred, slower in some hours, priced, owed a break, or has left."""
    window = data.window[:, 1:]
    hard = (window[..., f.SOFT] == window[..., f.HARD]) & (window[..., f.PRICED] >= window[..., f.HARD])
    return bool(
        not data.shift[:, [f.FIXED, f.BREAKS]].any()
        and (data.shift[:, [f.RANGE, f.TRIP_RANGE, f.ON_BOARD]] == f.FAR).all()
        and not data.shift[:, f.PER_WAIT].any()
        and not data.priced
        and not data.hourly
        and hard.all()
        and (data.shift[:, f.COOLED].all() or (data.stop[1:, f.COLD] == f.FAR).all())
    )


def _alike(data: f.Data) -> bool:
    """Tell whether all vehicles are alike and make one trip that nothing holds at the store."""
    first = data.shift[0]
    return bool(
        (data.shift[:, f.GROUP] == first[f.GROUP]).all()
        and first[f.MAX_TRIPS] == 1
        and first[f.PER_METRE] > 0
        and first[f.PER_SECOND] == 0
        and (data.stop[1:, f.RELEASE] <= first[f.CLOCK] + first[f.LOADING]).all()
    )


def is_timed(data: f.Data) -> bool:
    """Tell whether it matters when anything happens: not where any route fits into any window."""
    shift, window = data.shift, data.window[:, 1:]
    if data.depots > 1:
        return True
    if shift[:, [f.FIXED, f.PER_SECOND]].any() or (shift[:, f.MAX_TRIPS] > 1).any() or is_exact(data).any():
        return True
    if (shift[:, [f.RANGE, f.TRIP_RANGE]] < f.FAR).any() or data.priced:
        return True
    ready = shift[:, f.CLOCK] + shift[:, f.LOADING]
    seconds = data.leg[:, :, :, 0].max(axis=0).astype(np.int64)
    finish = ready.max() + seconds.max(axis=0).sum() + data.stop[:, f.SERVICE].sum()
    opens = max(window[..., f.EARLIEST].max(initial=0), data.stop[1:, f.RELEASE].max(initial=0))
    closes = min(window[..., f.HARD].min(initial=f.FAR), shift[:, f.END].min())
    return bool(opens > ready.min() or finish > closes)


def _stops(data: f.Data, bound: f.Ints) -> f.Smalls:
    kinds, nodes = data.window.shape[:2]
    rows = np.zeros((kinds, nodes, r.STOP_WIDTH), np.int32)
    rows[:, 1:, r.EARLIEST] = data.window[:, 1:, f.EARLIEST]
    rows[:, 1:, r.LATEST] = data.window[:, 1:, f.HARD]
    rows[:, 1:, r.SERVICE] = data.stop[1:, f.SERVICE]
    rows[:, 1:, r.RELEASE] = data.stop[1:, f.RELEASE]
    rows[:, 1:, r.SOFT] = data.window[:, 1:, f.SOFT]
    rows[:, 1:, r.COOL] = data.stop[1:, f.COLD] < f.FAR
    rows[:, 1:, r.AT] = _place(data, data.base[:, 1:])
    for q, column in enumerate(bound):
        rows[:, 1:, r.LOAD + q] = data.stop[1:, f.CRATES + column]
    return rows.reshape(-1, r.STOP_WIDTH)


def _shifts(data: f.Data, bound: f.Ints, members: f.Ints, *, alike: bool) -> f.Ints:
    nodes, fixed = len(data.stop), data.shift[:, f.FIXED] > 0
    rows = np.zeros((len(data.shift), r.SHIFT_WIDTH), np.int64)
    rows[:, r.LEGS] = 0 if alike else data.shift[:, f.PROFILE] * data.leg[0].size
    rows[:, r.HOME] = _place(data, data.shift[:, f.HOME])
    rows[:, r.SHARED] = data.shift[:, f.SHARED]
    rows[:, r.WINDOWS] = data.shift[:, f.KIND] * nodes
    rows[:, r.LOADING] = data.shift[:, f.LOADING]
    rows[:, r.CLOCK] = data.shift[:, f.CLOCK]
    rows[:, r.END] = data.shift[:, f.END]
    rows[:, r.UNIT] = data.shift[:, f.PER_METRE]
    rows[:, r.PAY] = data.shift[:, f.PER_SECOND]
    rows[:, r.USE] = np.where(fixed, 0, data.shift[:, f.USE])
    rows[:, r.BREAKS] = data.shift[:, f.BREAKS]
    rows[:, r.FIXED] = fixed
    rows[:, r.SINCE] = data.shift[:, f.FIXED_FROM] + data.shift[:, f.FIXED_PAUSE]
    rows[:, r.WORKED] = np.where(fixed, data.shift[:, f.FIXED_BACK] - rows[:, r.SINCE], 0)
    rows[:, r.DRIVEN] = data.shift[:, f.FIXED_METRES]
    rows[:, r.HAD] = data.shift[:, f.FIXED_MASK]
    rows[:, r.RANGE] = data.shift[:, f.RANGE]
    rows[:, r.TRIP_RANGE] = data.shift[:, f.TRIP_RANGE]
    rows[:, r.LEAST] = data.shift[:, f.LEAST_PAID]
    rows[:, r.WARM] = data.shift[:, f.COOLED] == 0
    rows[:, r.EXACT] = is_exact(data)
    rows[:, r.MOST_TRIPS] = data.shift[:, f.MAX_TRIPS]
    rows[:, r.GROUP] = data.shift[:, f.GROUP]
    rows[:, r.KIN] = _kin(data)
    rows[members, r.SLOT] = np.arange(len(members))
    for q, column in enumerate(bound):
        rows[:, r.ROOM + q] = np.minimum(data.shift[:, f.ROOM + column], LARGEST)
    return rows


def is_exact(data: f.Data) -> NDArray[np.bool_]:
    """Tell of each shift whether the cost of its routes depends on when things happen, or on breaks."""
    window = data.window[:, 1:]
    easy = (window[..., f.SOFT] == window[..., f.HARD]) & (window[..., f.PRICED] >= window[..., f.HARD])
    easy &= window[..., f.EARLIEST] <= window[..., f.SOFT]
    late = ~(easy | (window[..., f.HARD] < 0)).all(axis=1)
    warm = (data.shift[:, f.COOLED] == 0) & (data.stop[1:, f.COLD] < f.FAR).any()
    early = (window[..., f.PER_EARLY] > 0).any(axis=1)
    exact: NDArray[np.bool_] = (late | early)[data.shift[:, f.KIND]] | warm | (data.shift[:, f.BREAKS] > 0)
    exact |= (data.shift[:, f.ON_BOARD] < f.FAR) | (data.shift[:, f.PER_WAIT] > 0)
    return exact | (data.shift[:, f.SHARED] > 0) | (data.hourly > 0)


def _place(data: f.Data, depots: f.Ints) -> f.Ints:
    """Return the places of depots in the table of legs."""
    return np.where(depots > 0, len(data.stop) - 1 + depots, 0)


def _kin(data: f.Data) -> f.Ints:
    """Give shifts whose routes differ in nothing but room, use and price of a metre the same number."""
    shift = data.shift.copy()
    shift[:, f.ROOM : f.ROOM + f.LOADS] = 0
    shift[:, [f.USE, f.PER_METRE, f.GROUP]] = 0
    own = is_exact(data) | (data.shift[:, f.FIXED] > 0)
    if not is_timed(data):  # the length of a route is known by its price alone then
        own |= data.shift[:, f.PER_METRE] == 0
    shift[own, f.GROUP] = 1 + data.shift[own, f.GROUP]
    return np.unique(shift, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)


def _groups(data: f.Data) -> tuple[f.Ints, f.Ints]:
    """List the shifts by group, and where each group begins and ends in that list."""
    of = data.shift[:, f.GROUP]
    members = np.argsort(of, kind="stable").astype(np.int64)
    count = np.bincount(of)
    ends = np.cumsum(count)
    return np.stack([ends - count, ends], axis=1).astype(np.int64), members


def _tries(data: f.Data, groups: f.Ints) -> f.Ints:
    tries = np.zeros(r.MOVES, np.int64)
    tries[r.STRINGS] = 1
    tries[r.TAILS] = 1 if data.shift[:, f.BREAKS].any() else 4
    tries[r.VEHICLE] = 1 if len(groups) > 1 else 0
    tries[r.ANEW] = 1 if len(groups) > 1 else 0
    tries[r.TRIP] = 3 if (data.shift[:, f.MAX_TRIPS] > 1).any() else 0
    return tries
