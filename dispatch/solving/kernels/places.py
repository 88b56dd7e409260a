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
def _overload_with(d: r.RingData, st: r.Rings, h: int, c: int, load: int, weight_of_one: int) -> int:
    """Return by how much a stop overloads a trip; its first load and the weight of it are given."""
    over = max(0, min(load - st.trip[h, r.FREE], load)) * weight_of_one
    for q in range(1, d.dimensions):
        other = np.int64(d.stop[c, r.LOAD + q])
        over += max(0, min(other - st.trip[h, r.FREE + q], other)) * d.weight[q]
    return int(over)


@small
def cheapest_place(
    d: r.RingData, st: r.Rings, c: int, best: int, weight: float, favoured: int, rich: bool
) -> tuple[int, int, int]:
    """Return the row behind which a stop costs least, overload included, how it goes there, and the cost.

    The row is -1 if nothing costs less than ``best``. Indices are unsigned, so that no negative ones are
    provided for: half of all time is spent here. An idle shift of the favoured group (-1: none) costs a
    stop only its part.
    """
    found = -1
    u = np.uint64
    eight, two, one = u(r.ROW_WIDTH), u(2), u(1)
    earliest, latest = np.int64(d.stop[c, r.EARLIEST]), np.int64(d.stop[c, r.LATEST])
    service, load = np.int64(d.stop[c, r.SERVICE]), np.int64(d.stop[c, r.LOAD])
    weight_of_one = d.weight[0] if d.dimensions > 0 else 0
    line = u(2 * c * d.places)
    timed = not rich or d.timed > 0
    for side in range(2):
        rank = u((side * d.nodes + c) * d.listed)
        end = rank + u(d.listed)
        while rank < end:
            i = u(d.sides[rank])
            rank += one
            if side == 1:
                i = u(st.line[i * eight + u(r.BEFORE)])
            at = i * eight
            following = u(st.line[at + u(r.NEXT)]) * eight
            come = line + two * u(st.line[at + u(r.PLACE)])
            go = line + two * u(st.line[following + u(r.PLACE)])
            s, legs = 0, 0
            if rich:
                h = st.line[at + u(r.HEAD)]
                if h < 0:
                    continue
                s = int(st.trip[h, r.OWNER])
                legs = d.shift[s, r.LEGS]
                if d.depots > 1:
                    if loads_at(d, s, c) != st.row[d.nodes + h, r.PLACE]:
                        continue
                    go = line + two * u(reached(d, st, st.line[at + u(r.NEXT)]))
                come += u(legs)
                go += u(legs)
            cost = np.int64(d.back[come + one]) + d.leg[go + one] - st.line[at + u(r.ONWARD)]
            metres = cost
            if rich:
                cost = cost * d.shift[s, r.UNIT] + liking(d, s, c)
            if rich and timed:
                # Waiting may take more time in; beyond that, work grows, unless a break becomes possible.
                more = (
                    np.int64(d.back[come])
                    + service
                    + d.leg[go]
                    - st.line[at + u(r.HOP)]
                    - st.route[s, r.IDLE]
                )
                cost += max(0, more) * d.shift[s, r.PAY]
                if cost >= best and owes_break(st, s):
                    cost = best - 1
            if cost >= best:
                continue
            depart = np.int64(st.line[at + u(r.DEPART)])
            if rich and timed:
                windows = d.shift[s, r.WINDOWS]
                earliest, latest = (
                    np.int64(d.stop[windows + c, r.EARLIEST]),
                    np.int64(d.stop[windows + c, r.LATEST]),
                )
                if depart + d.back[come] > latest:
                    continue
                depart = _held_up(d, st, np.int64(i), np.int64(h), legs, d.stop[windows + c, r.RELEASE])
            start = max(earliest, depart + d.back[come])
            if timed and (start > latest) | (start + service + d.leg[go] > st.line[following + u(r.LIMIT)]):
                continue
            if rich and timed:
                cost = metres * d.shift[s, r.UNIT] + liking(d, s, c)
            if rich and d.paid + d.exact + d.ranged > 0:
                onward = service + d.leg[go]
                cost = _cost_besides(
                    d, st, s, np.int64(i), c, metres, start, np.int64(d.back[come]), onward, best
                )
                if cost >= best:
                    continue
            h = st.line[at + u(r.HEAD)]
            over = _overload_with(d, st, h, c, load, weight_of_one)
            if over > 0:
                cost += np.int64(min(1e15, weight * over))
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
