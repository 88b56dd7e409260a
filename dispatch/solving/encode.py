"""Lay a problem out as flat integer arrays."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dispatch.model import AN_HOUR, CENT, Problem, Restriction, Shift, Stop, loaded_at
from dispatch.solving.departed import drive_fixed, entries
from dispatch.solving.hours import hours_of
from dispatch.solving.kernels import fields as f
from dispatch.solving.nodes import Node, first_of, nodes_of, twins

NEAR = 100
"""Nearest stops that ruin looks at."""


def encode(problem: Problem) -> f.Data:
    """Turn a problem into arrays.

    Parameters
    ----------
    problem
        The problem; its ids become positions: stop i of it is node i + 1, shift i row i. Further windows of
        stops are further nodes, see :mod:`dispatch.solving.nodes`.
    """
    kinds, places, nodes = _kinds(problem), problem.index(), nodes_of(problem)
    profiles = {matrix.profile: p for p, matrix in enumerate(problem.travel)}
    leg = _legs(problem, nodes)
    stop = _stops(problem, places, nodes)
    window = _windows(problem, nodes, kinds)
    prices = window[:, :, [f.LIKED, f.PER_EARLY, f.PER_TOLD]]
    shift, left = _shifts(problem, places, kinds, profiles)
    hour, parking = hours_of(problem.travel)
    return f.Data(
        leg=leg,
        window=window,
        stop=stop,
        shift=shift,
        pause=_pauses(problem),
        near=_nearest(leg[:, : len(stop), : len(stop)]),
        weight=_weights(problem),
        priced=int(prices.any()),
        early=int(prices[:, :, 1].any()),
        base=_bases(problem, nodes, kinds),
        entry=entries(problem, places, shift, left),
        depots=len(problem.depots),
        twin=twins(nodes),
        hour=hour,
        parking=parking,
        hourly=int(any(matrix.pace for matrix in problem.travel)),
    )


def _legs(problem: Problem, nodes: Sequence[Node]) -> f.Smalls:
    """Lay the ways out: of the store, of the nodes, and of the further depots."""
    leg = np.stack(
        [
            np.stack(
                [
                    np.frombuffer(cells, np.int32).reshape(matrix.size, matrix.size)
                    for cells in (matrix.flat_seconds, matrix.flat_metres)
                ],
                axis=-1,
            )
            for matrix in problem.travel
        ]
    )
    if len(nodes) == len(problem.stops):
        return leg
    places = [0, *(node.place for node in nodes), *problem.depot_places[1:]]
    return np.ascontiguousarray(leg[:, places][:, :, places])


def _stops(problem: Problem, places: Mapping[str, int], nodes: Sequence[Node]) -> f.Ints:
    rows = np.zeros((len(nodes) + 1, f.STOP_WIDTH), np.int64)
    rows[0, f.COLD] = f.FAR
    for node, (_, stop) in enumerate(nodes, start=1):
        rows[node] = (
            *stop.load.as_tuple(),
            1,
            stop.service_seconds,
            stop.release,
            f.FAR if stop.cold_limit is None else stop.cold_limit,
            stop.drop_cents * CENT,
        )
    for shift in problem.shifts:
        for trip in shift.fixed:
            rows[[places[stop] for stop in trip.stops], f.DROP] = f.SERVED
    return rows


def _weights(problem: Problem) -> f.Ints:
    """Weigh a unit too much by dimension of load, so that a whole vehicle too much weighs about the same."""
    rooms = np.array([shift.vehicle.capacity.as_tuple() for shift in problem.shifts], float).mean(axis=0)
    stops = [shift.vehicle.max_stops for shift in problem.shifts if shift.vehicle.max_stops is not None]
    rooms = np.append(rooms, np.mean(stops) if stops else 0.0)
    loads = np.array([(*stop.load.as_tuple(), 1) for stop in problem.stops]).sum(axis=0)
    weights: f.Ints = np.ones(f.LOADS, np.int64)
    counted = (loads > 0) & (rooms > 0)
    if counted.any():
        most = rooms[counted].max()
        weights[counted] = np.clip(np.round(most / rooms[counted]), 1, 1 << 20)
    return weights


def _kinds(problem: Problem) -> dict[str, int]:
    """Give shifts that may serve the same stops at the same times the same number."""
    by_vehicle: dict[str, list[object]] = {}
    for r in problem.restrictions:
        by_vehicle.setdefault(r.vehicle, []).append((r.stop, r.window))
    likings: dict[str, list[object]] = {}
    for liking in problem.affinities:
        likings.setdefault(liking.shift, []).append((liking.stop, liking.cents))
    told = [stop for stop in problem.stops if stop.told]
    seen: dict[object, int] = {}
    kinds = {}
    for shift in problem.shifts:
        key = (
            frozenset(by_vehicle.get(shift.vehicle.id, ())),
            shift.skills,
            frozenset(likings.get(shift.id, ())),
            frozenset(stop.id for stop in told if _awaited(problem, shift, stop)),
            (shift.depot, frozenset(shift.depots)),
        )
        kinds[shift.id] = seen.setdefault(key, len(seen))
    return kinds


def _awaited(problem: Problem, shift: Shift, stop: Stop) -> int:
    """Return the moment for which a courier waits as far as that hurts nobody; 0 if for none."""
    if stop.told is None:
        return 0
    an_hour = max(1, shift.cents_per_hour + problem.wait_cents_per_hour)
    return stop.told.window.earliest if an_hour <= stop.told.early_cents_per_hour else 0


def _windows(problem: Problem, nodes: Sequence[Node], kinds: Mapping[str, int]) -> f.Ints:
    rows = np.zeros((max(kinds.values(), default=0) + 1, len(nodes) + 1, f.WINDOW_WIDTH), np.int64)
    rows[:, 0, f.SOFT : f.LIKED] = f.FAR  # the store has no prices
    of: dict[str, list[int]] = {}
    for node, (_, stop) in enumerate(nodes, start=1):
        of.setdefault(stop.id, []).append(node)
        hours = (stop.window.earliest, stop.window.latest, stop.late_until, stop.window.latest)
        rows[:, node, : len(hours)] = hours
        if stop.told:
            told = stop.told.window
            rows[:, node, f.SOFT] = min(stop.window.latest, told.latest)
            rows[:, node, f.TOLD_FROM : f.AWAITED] = (
                told.earliest,
                told.latest,
                stop.told.early_cents_per_hour * AN_HOUR,
                stop.told.late_cents_per_hour * AN_HOUR,
            )
    likings: dict[str, list[tuple[list[int], int]]] = {}
    for liking in problem.affinities:
        likings.setdefault(liking.shift, []).append((of[liking.stop], liking.cents))
    done = set()
    for shift in problem.shifts:
        kind = kinds[shift.id]
        if kind in done:
            continue
        done.add(kind)
        for r in problem.restrictions:
            if r.vehicle == shift.vehicle.id:
                for node in of[r.stop]:
                    _restrict(rows[kind, node], r)
        for mine, cents in likings.get(shift.id, ()):
            rows[kind, mine, f.LIKED] = cents * CENT
        for node, (_, stop) in enumerate(nodes, start=1):
            rows[kind, node, f.AWAITED] = _awaited(problem, shift, stop)
            if not stop.skills <= shift.skills or loaded_at(shift, stop) not in shift.depots:
                rows[kind, node, f.HARD] = -1
    return rows


def _restrict(row: f.Ints, restriction: Restriction) -> None:
    """Let the windows of a node be those that a restriction leaves of them."""
    hours = restriction.window
    if hours is None:
        row[f.HARD] = -1
    else:
        row[f.EARLIEST] = max(row[f.EARLIEST], hours.earliest)
        row[f.SOFT] = min(row[f.SOFT], hours.latest)
        row[f.HARD] = min(row[f.HARD], hours.latest)


def _bases(problem: Problem, nodes: Sequence[Node], kinds: dict[str, int]) -> f.Ints:
    """Name the depot where each stop is loaded, for each kind of shift."""
    rows = np.zeros((max(kinds.values(), default=0) + 1, len(nodes) + 1), np.int64)
    if problem.more_depots:
        for shift in problem.shifts:
            rows[kinds[shift.id], 1:] = [loaded_at(shift, stop) for _, stop in nodes]
    return rows


def _shifts(
    problem: Problem, places: Mapping[str, int], kinds: Mapping[str, int], profiles: Mapping[str, int]
) -> tuple[f.Ints, dict[str, int]]:
    """Return the shifts as rows, and when each left its last stop so far."""
    rows = np.zeros((len(problem.shifts), f.SHIFT_WIDTH), np.int64)
    groups: dict[object, int] = {}
    left: dict[str, int] = {}
    # Less than leaving any stop behind: so a first stop gets in that only a second makes legal.
    bearable = min([20_000 * CENT, *(stop.drop_cents * CENT // 2 for stop in problem.stops)])
    for row, shift in zip(rows, problem.shifts, strict=True):
        vehicle = shift.vehicle
        row[f.KIND] = kinds[shift.id]
        row[f.PROFILE] = profiles[vehicle.profile]
        most = f.FAR if vehicle.max_stops is None else vehicle.max_stops
        row[f.ROOM : f.ROOM + f.LOADS] = (*vehicle.capacity.as_tuple(), most)
        row[f.LOADING] = vehicle.loading_seconds
        row[f.COOLED] = vehicle.cooled
        row[f.RANGE] = f.FAR if vehicle.range_m is None else vehicle.range_m
        row[f.TRIP_RANGE] = f.FAR if vehicle.trip_range_m is None else vehicle.trip_range_m
        row[f.LEAST_PAID] = shift.least_paid_seconds
        row[f.PER_WAIT] = problem.wait_cents_per_hour * AN_HOUR
        row[f.PER_LADEN] = problem.break_on_road_cents * CENT
        row[f.USE] = vehicle.use_cents * CENT
        row[f.PER_METRE] = vehicle.cents_per_km * 18
        row[f.PER_SECOND] = shift.cents_per_hour * AN_HOUR
        row[f.PER_LATE] = problem.late_cents_per_hour * AN_HOUR
        row[f.PER_OWED] = bearable
        row[f.CLOCK] = max(shift.hours.earliest, shift.not_before)
        row[f.END] = shift.hours.latest
        row[f.MAX_TRIPS] = shift.max_trips - len(shift.fixed)
        row[f.BREAKS] = len(shift.breaks)
        row[f.FIXED_TAKEN] = -1
        row[f.HOME], row[f.SHARED] = shift.depot, len(shift.depots) > 1
        if shift.fixed:
            left[shift.id] = drive_fixed(problem, places, shift, row)
        longest = f.FAR if problem.longest_on_board is None else problem.longest_on_board
        row[f.ON_BOARD] = longest if row[f.END] - row[f.CLOCK] > longest else f.FAR
        key = (tuple(row[: f.GROUP].tolist()), shift.breaks, shift.id if shift.fixed else "")
        row[f.GROUP] = groups.setdefault(key, len(groups))
    return rows, left


def _pauses(problem: Problem) -> f.Ints:
    most = max((len(shift.breaks) for shift in problem.shifts), default=0)
    rows = np.zeros((len(problem.shifts), max(1, most), f.BREAK_WIDTH), np.int64)
    for s, shift in enumerate(problem.shifts):
        for b, owed in enumerate(shift.breaks):
            rows[s, b] = (owed.seconds, owed.window.earliest, owed.window.latest, owed.over)
    return rows


def _nearest(leg: f.Smalls) -> f.Smalls:
    """List the nearest stops of each."""
    seconds = leg[:, :, :, 0].min(axis=0).astype(np.int64)
    return _ranked(_apart(np.minimum(seconds, seconds.T)), min(NEAR, len(seconds) - 1))


def sides(data: f.Data, leg: f.Smalls, width: int) -> tuple[f.Smalls, f.Smalls]:
    """List the stops that best precede, and those that best follow, each stop in time; 0 fills up.

    Parameters
    ----------
    data
        The problem.
    leg
        What its ways take at least.
    width
        Most that are listed for each.
    """
    after = _succession(leg, data.window, data.stop)
    after[_strangers(data)] = f.FAR
    width = min(width, len(data.stop) - 1)
    return _ranked(np.ascontiguousarray(after.T), width), _ranked(after, width)


def _strangers(data: f.Data) -> NDArray[np.bool_]:
    """Tell which two nodes are on no trip together: of no kind of shift, from no depot, or of one stop."""
    served = data.window[:, :, f.HARD] >= 0
    first = np.array(first_of(data.twin))
    apart: NDArray[np.bool_] = first[:, None] == first[None, :]
    if served[:, 1:].all() and data.depots == 1:
        return apart
    together: NDArray[np.bool_] = np.zeros_like(apart)
    for some, depot in zip(served, data.base, strict=True):
        together |= some[:, None] & some[None, :] & (depot[:, None] == depot[None, :])
    return apart | ~together


def _succession(leg: f.Smalls, window: f.Ints, stop: f.Ints) -> f.Ints:
    """Measure how well each stop (column) follows each (row) on a trip; FAR where it cannot.

    The measure in time (travel, part of the wait, and lateness that cannot be avoided) is that of
    Vidal, Crainic, Gendreau and Prins, Computers & Operations Research 40(1), 2013. On a trip of both, the
    first is reached no sooner than from the store once the later of them is released.
    """
    nodes = len(stop)
    times = leg[:, :, :, 0].min(axis=0).astype(np.int64)
    seconds, out = times[:nodes, :nodes], times[[0, *range(nodes, len(times))], :nodes].min(axis=0)
    earliest = window[:, :, f.EARLIEST].min(axis=0)
    soft = window[:, :, f.SOFT].max(axis=0)
    hard = window[:, :, f.HARD].max(axis=0)
    service, release = stop[:, f.SERVICE], stop[:, f.RELEASE]
    begun = np.maximum(earliest[:, None], np.maximum(release[:, None], release[None, :]) + out[:, None])
    reach = begun + service[:, None] + seconds
    wait = np.maximum(earliest, release + out)[None, :] - (hard + service)[:, None] - seconds
    after = seconds + np.maximum(0, wait) // 5 + np.maximum(0, reach - soft[None, :])
    after[(reach > hard[None, :]) | (begun > hard[:, None])] = f.FAR
    return _apart(after)


def _apart(matrix: f.Ints) -> f.Ints:
    """Let no stop be near itself or the store."""
    np.fill_diagonal(matrix, f.FAR)
    matrix[0, :] = matrix[:, 0] = f.FAR
    return matrix


def _ranked(matrix: f.Ints, width: int) -> f.Smalls:
    """Return the columns of the smallest cells of each row, smallest first; 0 from FAR on."""
    if width == 0:
        return np.zeros((len(matrix), 1), np.int32)
    part = np.argpartition(matrix, width - 1, axis=1)[:, :width]
    cells = np.take_along_axis(matrix, part, axis=1)
    order = np.lexsort((part, cells), axis=1)
    part, cells = np.take_along_axis(part, order, axis=1), np.take_along_axis(cells, order, axis=1)
    part[cells >= f.FAR] = 0
    return np.ascontiguousarray(part.astype(np.int32))
