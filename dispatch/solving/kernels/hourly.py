"""When a route written out begins, and what its times cost, where hours of the day differ.

Then no sum over the legs tells how far a start may be moved. A later departure makes nothing earlier, so
the latest one is found by a pass backwards: by when must each stop begin, so that what is behind it begins
by its own end, or when it does now. Two rows of scratch hold, by position, what is known of the route.
"""

from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels.compiled import part, small
from dispatch.solving.kernels.hours import arrival_at, departure_by
from dispatch.solving.kernels.stores import place_of, store_at, trip_release

WORTH_WAITING = 60
"""Seconds of work that must be saved for a route to begin later than it might, in quieter hours."""


@small
def begun_row(rows: f.Rows) -> int:
    """Return the row of when stops and breaks begin if all is driven as early as possible.

    At the end of the route it holds, once it is priced, the seconds of work.
    """
    return len(rows) - 2


@small
def opened_row(rows: f.Rows) -> int:
    """Return the row of when stops may begin, windows told waited for."""
    return len(rows) - 1


@part
def _place_at(d: f.Data, s: int, rows: f.Rows, r: int, length: int, k: int) -> int:
    """Return the place where a position is passed: a door, or where the next trip loads."""
    if rows[r, k] <= 0 and rows[r, k] % 2 == 0:
        return store_at(d, s, rows, r, length, k)
    while rows[r, k] <= 0:
        k -= 1
    return int(rows[r, k])


@small
def _opens(d: f.Data, kind: int, rows: f.Rows, r: int, k: int) -> int:
    """Return when service at a position may begin."""
    return int(rows[opened_row(rows), k] if d.early > 0 else d.window[kind, rows[r, k], f.EARLIEST])


@part
def _latest_begin(
    d: f.Data, s: int, rows: f.Rows, r: int, length: int, first: int, last: int, bound: int, easy: bool
) -> int:
    """Return when a position is begun at the latest for a later one to be reached by ``bound``.

    Nothing between begins later than its window lets it, or than it does now; ``easy``: than the window
    alone, and by when each stop may be waited for is noted.
    """
    kind, profile = d.shift[s, f.KIND], d.shift[s, f.PROFILE]
    here = _place_at(d, s, rows, r, length, last)
    for k in range(last - 1, first - 1, -1):
        v = rows[r, k]
        place = _place_at(d, s, rows, r, length, k)
        if place != here:
            bound = departure_by(d, profile, bound, place, here)
            here = place
        now = -f.FAR if easy else rows[begun_row(rows), k]
        if v > 0:
            bound = min(bound - d.stop[v, f.SERVICE], max(d.window[kind, v, f.SOFT], now))
            if easy:
                waited = min(d.window[kind, v, f.AWAITED], bound)
                rows[opened_row(rows), k] = max(d.window[kind, v, f.EARLIEST], waited)
        elif v < 0:
            b = (-v - 1) // 2
            bound = min(bound - d.pause[s, b, f.PAUSE], max(d.pause[s, b, f.UNTIL], now))
        else:
            bound -= d.shift[s, f.LOADING]
    return int(bound)


@part
def note_openings(d: f.Data, s: int, rows: f.Rows, r: int, length: int) -> None:
    """Note when each stop may begin: the windows told are waited for as long as that hurts nobody."""
    _latest_begin(d, s, rows, r, length, 0, length - 1, d.shift[s, f.END], True)


@part
def _finish(d: f.Data, s: int, rows: f.Rows, r: int, length: int, start: int) -> int:
    """Return when a route ends that is at its first store at a moment."""
    kind, profile = d.shift[s, f.KIND], d.shift[s, f.PROFILE]
    clock, here = start, store_at(d, s, rows, r, length, 0)
    for k in range(length):
        v = rows[r, k]
        place = _place_at(d, s, rows, r, length, k)
        if place != here:
            clock = arrival_at(d, profile, clock, here, place)
            here = place
        if v > 0:
            clock = max(clock, _opens(d, kind, rows, r, k)) + d.stop[v, f.SERVICE]
        elif v < 0:
            b = (-v - 1) // 2
            clock = max(clock, d.pause[s, b, f.FROM]) + d.pause[s, b, f.PAUSE]
        elif k < length - 1:
            clock = max(clock + d.shift[s, f.LOADING], trip_release(d, rows, r, k + 1))
    return int(clock)


@small
def _latest_start(d: f.Data, s: int, rows: f.Rows, r: int, length: int, store: int, bound: int) -> int:
    """Return when a shift leaves home at the latest for its route to end by ``bound``."""
    home, profile = place_of(d, d.shift[s, f.HOME]), d.shift[s, f.PROFILE]
    begin = _latest_begin(d, s, rows, r, length, 0, length - 1, bound, False)
    return departure_by(d, profile, begin, home, store) if home != store else begin


@part
def route_begin(d: f.Data, s: int, rows: f.Rows, r: int, length: int, finish: int) -> tuple[int, int]:
    """Return when a route starts and ends: as late as its end allows, or when it is quieter on the road.

    ``finish`` is its end if all is driven as early as possible.
    """
    home, profile = place_of(d, d.shift[s, f.HOME]), d.shift[s, f.PROFILE]
    store = store_at(d, s, rows, r, length, 0)
    start = _latest_start(d, s, rows, r, length, store, finish)
    shortest, most, last = finish - start, finish - start - WORTH_WAITING, -f.FAR
    for hour in range(1, d.hour.shape[1]):
        tried = d.hour[profile, hour, f.BEGINS] - d.shift[s, f.LOADING]
        if d.hour[profile, hour, f.SPEED] <= d.hour[profile, hour - 1, f.SPEED]:
            continue
        if home != store:
            tried = departure_by(d, profile, tried, home, store)
        if tried <= start or tried > d.shift[s, f.END]:
            continue
        if last == -f.FAR:
            last = _latest_start(d, s, rows, r, length, store, max(finish, d.shift[s, f.END]))
        if tried > last:
            continue
        begin = arrival_at(d, profile, tried, home, store) if home != store else tried
        end = _finish(d, s, rows, r, length, begin)
        tried = _latest_start(d, s, rows, r, length, store, end)
        if end - tried <= min(most, shortest - 1):
            start, finish, shortest = tried, end, end - tried
    return int(start), int(finish)


@part
def _drive_trip(
    d: f.Data, s: int, rows: f.Rows, r: int, length: int, first: int, back: int, departure: int
) -> tuple[int, int]:
    """Return when a trip is back that departs at a moment, and what its times cost.

    FAR if anything is on board too long, or out of the cold. It is loaded at position ``first`` and back at
    position ``back``.
    """
    kind, profile = d.shift[s, f.KIND], d.shift[s, f.PROFILE]
    clock, here, ticks = departure, store_at(d, s, rows, r, length, first), 0
    for k in range(first + 1, back):
        v = rows[r, k]
        if v < 0:
            b = (-v - 1) // 2
            ticks += max(0, d.pause[s, b, f.FROM] - clock) * d.shift[s, f.PER_WAIT]
            clock = max(clock, d.pause[s, b, f.FROM]) + d.pause[s, b, f.PAUSE]
            continue
        clock = arrival_at(d, profile, clock, here, int(v))
        here = int(v)
        begin = max(clock, _opens(d, kind, rows, r, k))
        limit = d.shift[s, f.ON_BOARD]
        if d.shift[s, f.COOLED] == 0:
            limit = min(limit, d.stop[v, f.COLD])
        if begin - departure + d.shift[s, f.LOADING] > limit:
            ticks = f.FAR
        ticks += (begin - clock) * d.shift[s, f.PER_WAIT]
        ticks += max(0, d.window[kind, v, f.TOLD_FROM] - begin) * d.window[kind, v, f.PER_EARLY]
        clock = begin + d.stop[v, f.SERVICE]
    return arrival_at(d, profile, clock, here, store_at(d, s, rows, r, length, back)), int(ticks)


@part
def price_of_hourly_times(d: f.Data, s: int, rows: f.Rows, r: int, length: int, start: int) -> int:
    """Return what waiting on the road and coming too early cost, each trip leaving as late as it may.

    FAR if anything is on board too long, or out of the cold.

    Parameters
    ----------
    start
        When the first trip in the row may be loaded; no later than what hurts nobody.
    """
    clock, ticks, k, loading = start, 0, 0, d.shift[s, f.LOADING]
    while k < length - 1:
        v = rows[r, k]
        if v < 0:
            b = (-v - 1) // 2
            clock = max(clock, d.pause[s, b, f.FROM]) + d.pause[s, b, f.PAUSE]
            k += 1
            continue
        back = k + 1
        while rows[r, back] > 0 or rows[r, back] % 2 == 1:
            back += 1
        departure = max(clock + loading, trip_release(d, rows, r, k + 1))
        clock, _ = _drive_trip(d, s, rows, r, length, k, back, departure)
        departure = _latest_begin(d, s, rows, r, length, k, back, clock, False) + loading
        _, more = _drive_trip(d, s, rows, r, length, k, back, departure)
        if more >= f.FAR:
            return f.FAR
        ticks += more
        k = back
    return int(ticks)
