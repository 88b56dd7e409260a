"""Where a stop costs least."""

import numpy as np

from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels import state as r
from dispatch.solving.kernels.compiled import part, small
from dispatch.solving.kernels.drafts import INSIDE, exact_cost
from dispatch.solving.kernels.draws import draw_blink
from dispatch.solving.kernels.new_trips import cheapest_idle, cheapest_trip, fits_alone, work_with
from dispatch.solving.kernels.rings import idle_shift, liking, loads_at, reached, seconds
from dispatch.solving.kernels.timing import owes_break

BLINK_RATE = 0.02
"""Share of better places overlooked on purpose."""


@small
def _held_up(d: r.RingData, st: r.Rings, i: int, h: int, legs: int, release: int) -> int:
    """Return the departure from a row if its trip waits for a release; GONE if its stops cannot."""
    head = d.nodes + h
    if release <= st.row[head, r.DEPART]:
        return int(st.row[i, r.DEPART])
    if i == head:
        return release
    first = st.row[head, r.NEXT]
    if release + seconds(d, legs, st.row[head, r.PLACE], first) > st.row[first, r.LIMIT]:
        return r.GONE
    return int(max(st.row[i, r.DEPART], release + st.span[i, r.LASTED]))


@small
def _spent(d: r.RingData, st: r.Rings, s: int, i: int, start: int, longer: int) -> int:
    """Return how long anything is on board at most if a stop begins at ``start`` behind a row of its trip.

    A trip that leaves later brings everything to its door sooner after that.
    """
    h = st.row[i, r.HEAD]
    loaded = st.row[d.nodes + h, r.DEPART] - d.shift[s, r.LOADING]
    return int(max(st.trip[h, r.SPENT] + max(0, longer - st.row[i, r.HOP]), start - loaded))


@part
def _stays_cold_with(d: r.RingData, st: r.Rings, s: int, i: int, c: int) -> bool:
    """Tell whether all of a trip surely stays cold, and is not on board too long, with a stop behind a row.

    The trip departs when it does now, or as late as its return allows. False also where only the whole
    route tells: where the first trip may be loaded later, or a break is taken on the way.
    """
    kind, legs, loading = d.whole.shift[s, f.KIND], d.shift[s, r.LEGS], d.shift[s, r.LOADING]
    head = d.nodes + st.row[i, r.HEAD]
    clock, here, k = np.int64(st.row[head, r.DEPART]), int(st.row[head, r.PLACE]), head
    elapsed, slack, floor, needed = 0, np.int64(f.FAR), -f.FAR, -f.FAR
    while True:
        v = c if k == i else int(st.row[k, r.NEXT])
        while True:
            place = reached(d, st, v)
            drive = int(seconds(d, legs, here, place)) if here != place else 0
            clock += drive
            floor += drive
            elapsed += drive
            if v >= d.nodes:
                return bool(needed <= min(slack, clock - elapsed))
            if st.pause[v] != 0 and v != c:
                return False
            clock = max(clock, d.whole.window[kind, v, f.EARLIEST])
            floor = max(floor, d.whole.window[kind, v, f.EARLIEST])
            slack = min(slack, max(clock, d.whole.window[kind, v, f.SOFT]) - elapsed)
            limit = d.whole.shift[s, f.ON_BOARD]
            if d.shift[s, r.WARM] > 0:
                limit = min(limit, d.whole.stop[v, f.COLD])
            if elapsed + loading > limit:
                return False
            needed = max(needed, floor + loading - limit)
            clock += d.whole.stop[v, f.SERVICE]
            floor += d.whole.stop[v, f.SERVICE]
            elapsed += d.whole.stop[v, f.SERVICE]
            here = place
            if v != c:
                k = v
                break
            v = int(st.row[i, r.NEXT])


@part
def _work_and_delay(
    d: r.RingData, st: r.Rings, s: int, i: int, c: int, drive: int, start: int, onward: int
) -> tuple[int, int]:
    """Return the work of a route with a stop behind a row, and the price of others that get late.

    The price is FAR where breaks are taken among those, or windows told are waited for.
    """
    kind, windows = d.whole.shift[s, f.KIND], d.shift[s, r.WINDOWS]
    elapsed = np.int64(st.span[i, r.ELAPSED]) + drive
    slack = min(
        np.int64(st.span[i, r.SLACK]), max(np.int64(start), np.int64(d.stop[windows + c, r.SOFT])) - elapsed
    )
    clock, late, k = np.int64(start + onward), 0, int(st.row[i, r.NEXT])
    elapsed += onward
    while k != d.nodes + s and clock > st.span[k, r.EASY]:
        if st.pause[k] != 0 or d.whole.early > 0:
            return 0, f.FAR
        if k >= d.nodes:
            clock = max(clock + d.shift[s, r.LOADING], np.int64(st.trip[k - d.nodes, r.READY]))
            elapsed += d.shift[s, r.LOADING]
        else:
            service = np.int64(d.stop[windows + k, r.SERVICE])
            clock = max(clock, np.int64(d.stop[windows + k, r.EARLIEST]))
            slack = min(slack, max(clock, np.int64(d.stop[windows + k, r.SOFT])) - elapsed)
            so_far = np.int64(st.row[k, r.DEPART] - service)
            for until, per_second in (
                (d.whole.window[kind, k, f.PRICED], d.whole.shift[s, f.PER_LATE]),
                (d.whole.window[kind, k, f.TOLD_UNTIL], d.whole.window[kind, k, f.PER_TOLD]),
            ):
                late += (max(0, clock - until) - max(0, so_far - until)) * per_second
            clock += service
            elapsed += service
        clock += st.row[k, r.HOP]
        elapsed += st.row[k, r.HOP]
        k = int(st.row[k, r.NEXT])
    finish = clock
    if k != d.nodes + s:
        slack = min(slack, st.span[k, r.EASY] - elapsed)
        finish = max(clock + st.span[k, r.TAIL], np.int64(st.span[k, r.FINISH]))
        elapsed += st.span[k, r.TAIL]
    begun = d.shift[s, r.SINCE] if d.shift[s, r.FIXED] > 0 else min(slack, finish - elapsed)
    return int(finish - begun - st.route[s, r.PAUSED]), int(late)


@part
def _cost_besides(
    d: r.RingData,
    st: r.Rings,
    s: int,
    i: int,
    c: int,
    metres: int,
    start: int,
    drive: int,
    onward: int,
    best: int,
) -> int:
    """Return what a stop behind a row costs with work, lateness, breaks and cold, on a way so much longer.

    FAR if the route may not be driven then; what is no less than ``best`` may be less than the truth.
    """
    k, h = st.row[i, r.NEXT], st.row[i, r.HEAD]
    if st.route[s, r.METRES] + metres > d.shift[s, r.RANGE]:
        return f.FAR
    if st.trip[h, r.LENGTH] + metres > d.shift[s, r.TRIP_RANGE]:
        return f.FAR
    cost = metres * d.shift[s, r.UNIT] + liking(d, s, c)
    soft = np.int64(d.stop[d.shift[s, r.WINDOWS] + c, r.SOFT])
    held = d.stop[d.shift[s, r.WINDOWS] + c, r.RELEASE] > st.row[d.nodes + h, r.DEPART]
    slack = np.int64(st.span[d.nodes + h, r.SLACK] if held else st.span[i, r.SLACK])
    if d.shift[s, r.EXACT] == 0:
        slack = np.int64(st.span[i, r.SLACK])
    work = work_with(d, st, s, i, k, drive, onward, start, soft, slack)
    cost += (max(work, d.shift[s, r.LEAST]) - st.route[s, r.PAID]) * d.shift[s, r.PAY]
    if d.shift[s, r.EXACT] == 0:
        return cost
    kind = d.whole.shift[s, f.KIND]
    cost += max(0, start - d.whole.window[kind, c, f.PRICED]) * d.whole.shift[s, f.PER_LATE]
    cost += max(0, start - d.whole.window[kind, c, f.TOLD_UNTIL]) * d.whole.window[kind, c, f.PER_TOLD]
    if cost >= best and not owes_break(st, s):
        return cost
    held |= d.whole.hourly > 0
    if not held and (start > soft or start + onward > st.span[k, r.EASY]):
        truly, late = _work_and_delay(d, st, s, i, c, drive, start, onward)
        held = late == f.FAR
        if not held:
            least = d.shift[s, r.LEAST]
            cost += late + (max(truly, least) - max(work, least)) * d.shift[s, r.PAY]
            work = truly
            if cost >= best and not owes_break(st, s):
                return cost
    if (
        not held
        and work <= st.route[s, r.OWED]
        and d.whole.early + d.whole.shift[s, f.PER_WAIT] == 0
        and (
            (
                (st.trip[h, r.COLD] | (d.stop[c, r.COOL] & d.shift[s, r.WARM])) == 0
                and _spent(d, st, s, i, start, drive + onward) <= d.whole.shift[s, f.ON_BOARD]
            )
            or _stays_cold_with(d, st, s, i, c)
        )
    ):
        return cost
    return exact_cost(d, st, s, i, c, INSIDE, best)


@small
def _overload_with(d: r.RingData, st: r.Rings, h: int, c: int) -> int:
    """Return by how much a stop overloads a trip."""
    over = 0
    for q in range(d.dimensions):
        load = np.int64(d.stop[c, r.LOAD + q])
        over += max(0, min(load - st.trip[h, r.FREE + q], load)) * d.weight[q]
    return int(over)


@small
def _start_behind(
    d: r.RingData,
    st: r.Rings,
    s: int,
    c: int,
    i: int,
    earliest: int,
    latest: int,
    drive: int,
    onward: int,
    rich: bool,
) -> int:
    """Return when a stop begins behind a row, so far from it; GONE if it or what follows is too late then.

    The window is that of vehicles that are alike, or of any shift: another kind may have another one.
    """
    at = np.uint64(i) * np.uint64(r.ROW_WIDTH)
    depart = int(st.line[at + np.uint64(r.DEPART)])
    if rich and d.timed > 0:
        windows = d.shift[s, r.WINDOWS]
        earliest = int(d.stop[windows + c, r.EARLIEST])
        latest = int(d.stop[windows + c, r.LATEST])
        if depart + drive > latest:
            return r.GONE
        h = int(st.line[at + np.uint64(r.HEAD)])
        depart = _held_up(d, st, i, h, d.shift[s, r.LEGS], d.stop[windows + c, r.RELEASE])
    start = max(earliest, depart + drive)
    following = np.uint64(st.line[at + np.uint64(r.NEXT)]) * np.uint64(r.ROW_WIDTH)
    late = (start > latest) | (start + onward > st.line[following + np.uint64(r.LIMIT)])
    return r.GONE if late and (not rich or d.timed > 0) else start


@small
def _legs_behind(d: r.RingData, st: r.Rings, s: int, c: int, i: int, rich: bool) -> tuple[int, int]:
    """Return where the legs from a row to a stop and from there to the next row are in their tables."""
    u = np.uint64
    at = u(i) * u(r.ROW_WIDTH)
    following = u(st.line[at + u(r.NEXT)])
    reaches = u(st.line[following * u(r.ROW_WIDTH) + u(r.PLACE)])
    line = u(2 * c * d.places)
    if rich:
        line += u(d.shift[s, r.LEGS])
        if d.depots > 1:
            reaches = u(reached(d, st, np.int64(following)))
    return int(line + u(2) * u(st.line[at + u(r.PLACE)])), int(line + u(2) * reaches)


@small
def _least_behind(
    d: r.RingData, st: r.Rings, s: int, c: int, longer: int, seconds_more: int, best: int
) -> int:
    """Return what a stop costs a route at least that is so many metres and seconds longer then.

    Waiting may take more time in; beyond that, work grows, unless a break becomes possible.
    """
    cost = longer * d.shift[s, r.UNIT] + liking(d, s, c)
    if d.timed > 0:
        cost += max(0, seconds_more - st.route[s, r.IDLE]) * d.shift[s, r.PAY]
        if cost >= best and owes_break(st, s):
            cost = best - 1
    return int(cost)


@small
def _cost_behind(
    d: r.RingData,
    st: r.Rings,
    c: int,
    i: int,
    earliest: int,
    latest: int,
    service: int,
    best: int,
    weight: float,
    rich: bool,
) -> int:
    """Return what a stop costs behind a row, overload included; ``best`` if not less, or it may not be there.

    Indices are unsigned, so that no negative ones are provided for: half of all time is spent here.
    """
    u, s = np.uint64, 0
    at = u(i) * u(r.ROW_WIDTH)
    h = np.int64(st.line[at + u(r.HEAD)])
    if rich:
        if h < 0:
            return best
        s = int(st.trip[h, r.OWNER])
        if d.depots > 1 and loads_at(d, s, c) != st.row[d.nodes + h, r.PLACE]:
            return best
    come, go = _legs_behind(d, st, s, c, i, rich)
    longer = np.int64(d.back[u(come) + u(1)]) + d.leg[u(go) + u(1)] - st.line[at + u(r.ONWARD)]
    cost = longer
    if rich:
        more = np.int64(d.back[u(come)]) + service + d.leg[u(go)] - st.line[at + u(r.HOP)]
        cost = _least_behind(d, st, s, c, longer, more, best)
    if cost >= best:
        return best
    drive = np.int64(d.back[u(come)])
    onward = service + d.leg[u(go)]
    start = _start_behind(d, st, s, c, i, earliest, latest, drive, onward, rich)
    if start == r.GONE:
        return best
    if rich and d.timed > 0:
        cost = longer * d.shift[s, r.UNIT] + liking(d, s, c)
    if rich and d.paid + d.exact + d.ranged > 0:
        cost = _cost_besides(d, st, s, i, c, longer, start, drive, onward, best)
        if cost >= best:
            return best
    over = _overload_with(d, st, h, c)
    return cost + (np.int64(min(1e15, weight * over)) if over > 0 else 0)


@small
def cheapest_place(
    d: r.RingData, st: r.Rings, c: int, best: int, weight: float, favoured: int, rich: bool
) -> tuple[int, int, int]:
    """Return the row behind which a stop costs least, overload included, how it goes there, and the cost.

    The row is -1 if nothing costs less than ``best``. An idle shift of the favoured group (-1: none) costs a
    stop only its part.
    """
    found, u = -1, np.uint64
    earliest, latest = np.int64(d.stop[c, r.EARLIEST]), np.int64(d.stop[c, r.LATEST])
    service = np.int64(d.stop[c, r.SERVICE])
    for side in range(2):
        rank = u((side * d.nodes + c) * d.listed)
        end = rank + u(d.listed)
        while rank < end:
            i = u(d.sides[rank])
            rank += u(1)
            if side == 1:
                i = u(st.line[i * u(r.ROW_WIDTH) + u(r.BEFORE)])
            cost = _cost_behind(d, st, c, np.int64(i), earliest, latest, service, best, weight, rich)
            if cost >= best:
                continue
            st.counts[r.BLINK] -= 1
            if st.counts[r.BLINK] < 0:
                st.counts[r.BLINK] = draw_blink(st.random, BLINK_RATE)
                continue
            best, found = cost, int(np.int64(i))
    return _cheaper_alone(d, st, c, best, favoured, found, rich)


@small
def _cheaper_alone(
    d: r.RingData, st: r.Rings, c: int, best: int, favoured: int, found: int, rich: bool
) -> tuple[int, int, int]:
    """Return what :func:`cheapest_place` does; of a stop that costs ``best`` behind the row found so far.

    It may cost less as the only stop of an idle shift or as a trip of its own.
    """
    how = INSIDE
    if rich:
        opened, best = cheapest_idle(d, st, c, best, favoured)
        if opened >= 0:
            found = opened
        if d.several > 0:
            begun, way, best = cheapest_trip(d, st, c, best)
            if begun >= 0:
                found, how = begun, way
        return found, how, best
    line, one = np.uint64(2 * c * d.places), np.uint64(1)
    alone = np.int64(d.back[line + one]) + d.leg[line + one]
    if alone < best:
        s = idle_shift(d, st, 0)
        if s >= 0 and fits_alone(d, s, c):
            best, found = alone, d.nodes + s
    return found, how, best
