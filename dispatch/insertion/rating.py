"""Where a stop could be put into a route: judged by columns, for many stops and places at once.

A route is walked once forwards (how early is everything) and once backwards (how late may it be). A place
then needs a few sums only to tell whether a stop seems to fit. It never says no where the checker would
say yes: a way takes the least that it takes in any hour. Breaks that become owed, and goods that waiting
keeps on board too long, are left to the checker.
Waiting for a window told is left out: it ends where it would hurt anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dispatch.insertion.gaps import NEVER, Bundle, Gaps, Numbers
from dispatch.insertion.lookup import Lookup
from dispatch.insertion.slack import Walk
from dispatch.model import AN_HOUR, CENT, UNREACHABLE, BreakAt, Problem, RouteSequence, Shift, Stop

_KIND: Final = 10**9
"""One more kind of obstacle weighs more than any amount of one."""

_OWN: Final = -1
"""The depot of whichever shift it is."""

_A_CRATE: Final = 300
"""How one crate, or kilogram, too many weighs against a second too late."""


@dataclass(frozen=True, slots=True)
class Rating:
    """Rate places for stops: a row a stop, a column a place.

    Parameters
    ----------
    off
        0 where the stop seems to fit; else the more, the farther it is from fitting.
    extra
        About what it costs more, in ticks.
    least
        What it costs more at least: the way, the use of a vehicle that is not in use, and who comes, less the
        waiting that it may save.
    paid
        The way, the use, who comes, and the work: what it costs more where no hour without work is filled.
    """

    off: Numbers
    extra: Numbers
    least: Numbers
    paid: Numbers

    def best(self) -> tuple[Numbers, Numbers]:
        """Return, for each stop, how far the best place is off, and about what it costs there."""
        off = self.off.min(axis=1)
        cheapest = np.where(self.off == off[:, None], self.extra, np.iinfo(np.int64).max)
        return off, cheapest.min(axis=1)

    def joined(self, counts: Sequence[int]) -> "Rating":
        """Return the best of so many rows each, place by place."""
        parts = [slice(end - n, end) for n, end in zip(counts, np.cumsum(counts), strict=True)]
        ranks = (np.lexsort((self.extra[part], self.off[part]), axis=0)[0] + part.start for part in parts)
        best = np.array(list(ranks), dtype=np.int64).reshape(-1, self.off.shape[1])
        own = (best, np.arange(self.off.shape[1]))
        return Rating(self.off[own], self.extra[own], self.least[own], self.paid[own])

    def order(self, row: int) -> Numbers:
        """Return the places for one stop, the most promising first."""
        return np.lexsort((self.extra[row], self.off[row])).astype(np.int64)


class Insertions(Lookup):
    """Know a problem well enough to rate places in its routes."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self._columns: tuple[Sequence[Stop], Sequence[Stop], _Wanted] | None = None

    def _wanted(self, stops: Sequence[Stop]) -> tuple[Sequence[Stop], "_Wanted"]:
        """Write stops as columns, in each of their windows; of a tuple that is asked for every shift once."""
        if self._columns is None or self._columns[0] is not stops or not isinstance(stops, tuple):
            several = any(stop.alternatives for stop in stops)
            choices = [choice for stop in stops for choice in stop.choices] if several else stops
            self._columns = (stops, choices, _Wanted.of(self, choices))
        return self._columns[1:]

    def gaps(self, shift: Shift, sequence: RouteSequence) -> Gaps:
        """List the places of a route."""
        return Walk(self, shift, sequence).gaps()

    def pauses(
        self, shift: Shift, sequence: RouteSequence, number: int, stop: Stop | None = None
    ) -> list[BreakAt]:
        """List where a break seems to fit into a route, with the stop that is tried in it as it is given."""
        found = Walk(self, shift, sequence, stop).gaps()
        owed, column = shift.breaks[number], found.columns
        seconds, _ = self.travel[shift.vehicle.profile]
        way = seconds[column["before"], column["after"]].astype(np.int64)
        leaves = column["leaves"] - column["own"] * shift.vehicle.loading_seconds
        start = np.maximum(leaves, owed.window.earliest)
        fits = (start <= owed.window.latest) & (start + owed.seconds + way <= column["due"])
        last = (len(sequence.trips) - 1, len(sequence.trips[-1])) if sequence.trips else (0, 0)
        # At the store means: where the next trip loads.
        fits &= (column["own"] == 0) | (column["before"] == column["after"])
        places = [(gap.trip, max(0, gap.position)) for gap, fit in zip(found.gaps, fits, strict=True)
                  if fit and gap.position != 0 and gap.trip < len(sequence.trips)]  # fmt: skip
        return [BreakAt(number, *place) for place in places if place not in {(0, 0), last}]

    def rate(self, gaps: Gaps, stops: Sequence[Stop]) -> Rating:
        """Rate every place of a route for stops, perhaps changed in all but the id and the door.

        Each place is rated for the window in which a stop comes there best.
        """
        return self.rate_all(Bundle.of((gaps,)), stops)

    def rate_all(self, bundle: Bundle, stops: Sequence[Stop]) -> Rating:
        """Rate every place of several routes; a column for each of the bundle's."""
        choices, columns = self._wanted(stops)
        rating = self._rate(bundle, choices, columns.by(self, bundle, choices))
        return rating if len(choices) == len(stops) else rating.joined([len(stop.choices) for stop in stops])

    def _rate(self, bundle: Bundle, stops: Sequence[Stop], wanted: "_Wanted") -> Rating:
        seconds, metres = self.travel[bundle.profile]
        column, term = bundle.columns, bundle.terms
        there = np.ix_(wanted.place, column["before"])
        back = np.ix_(wanted.place, column["after"])
        to, fro = seconds.T[there].astype(np.int64), seconds[back].astype(np.int64)
        way = seconds[column["before"], column["after"]].astype(np.int64)
        far: Numbers = metres.T[there].astype(np.int64) + metres[back].astype(np.int64)
        far = far - metres[column["before"], column["after"]].astype(np.int64) + column["detour_metres"]
        start = _starts(bundle, wanted, to)
        off = _off(bundle, wanted, start, to, fro, way, far)
        busy: Numbers = to + fro - way + wanted.service[:, None] + column["detour"]
        paid: Numbers = np.maximum(busy + column["own"] * term["loading"], term["least_paid"])
        least: Numbers = far * term["metre"] + wanted.liking + term["use"]
        worked: Numbers = least + paid * term["hourly"]
        if self.problem.wait_cents_per_hour:
            filled = np.maximum(0, busy)
            if self.matrices[bundle.profile].pace:  # what is driven later may take all waits in
                filled = np.broadcast_to(term["hours"], busy.shape)
            least = least - filled * (self.problem.wait_cents_per_hour * AN_HOUR)
        return Rating(off, worked + _beside_told(stops, start), least, worked)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Hold stops as columns, as some shift may serve them; a row a stop where shifts differ."""

    place: Numbers
    opens: Numbers
    closes: Numbers
    service: Numbers
    release: Numbers
    load: Numbers
    cold: Numbers
    liking: Numbers
    depot: Numbers
    barred: NDArray[np.bool_]

    @classmethod
    def of(cls, known: Lookup, stops: Sequence[Stop]) -> "_Wanted":
        """Write stops as columns, for a shift that may serve all of them and does not cool."""
        rows = [
            (
                known.index[stop.id],
                stop.window.earliest,
                stop.late_until,
                stop.service_seconds,
                stop.release,
                NEVER if stop.cold_limit is None else stop.cold_limit,
                _OWN if stop.depot is None else stop.depot,
            )
            for stop in stops
        ]
        place, opens, closes, service, release, cold, depot = np.array(rows, dtype=np.int64).reshape(-1, 7).T
        load = np.array([(*stop.load.as_tuple(), 1) for stop in stops], dtype=np.int64).reshape(-1, 5)
        nothing = np.zeros(len(stops), dtype=np.int64)
        return cls(place, opens, closes, service, release, load, cold, nothing, depot, nothing > 0)

    def by(self, known: Lookup, bundle: Bundle, stops: Sequence[Stop]) -> "_Wanted":
        """Return them as the shifts of a bundle may serve the stops: a row a stop, a column a place."""
        found = [self._by(known, gaps.shift, stops) for gaps in bundle.routes]
        names = ("opens", "closes", "cold", "liking", "depot", "barred")
        rows = (np.array(row)[bundle.route].T for row in zip(*found, strict=True))
        return replace(self, **dict(zip(names, rows, strict=True)))

    def _by(self, known: Lookup, shift: Shift, stops: Sequence[Stop]) -> tuple[NDArray[np.generic], ...]:
        """Return opens, closes, cold, liking, depot and barred as one shift may serve the stops."""
        opens, closes, barred = self.opens.copy(), self.closes.copy(), self.barred.copy()
        limited, likings = known.limited(shift), known.likings(shift)
        for row, stop in enumerate(stops):
            if stop.skills and not stop.skills <= shift.skills:
                barred[row] = True
            limit = limited.get(stop.id) if limited else None
            if limit and limit.window is None:
                barred[row] = True
            elif limit:
                opens[row], closes[row] = known.hours(shift, stop)
        barred |= opens > closes
        warm = np.full_like(self.cold, NEVER) if shift.vehicle.cooled else self.cold
        cold = np.minimum(warm, known.on_board(shift, None))
        liking = self.liking
        if likings:
            liking = np.array([likings.get(stop.id, 0) * CENT for stop in stops], dtype=np.int64)
        depot = np.where(self.depot == _OWN, shift.depot, self.depot)
        for other in {*depot.tolist()} - set(shift.depots):
            barred |= depot == other
        return opens, closes, cold, liking, depot, barred


def _starts(bundle: Bundle, wanted: _Wanted, to: Numbers) -> Numbers:
    """Return when service would begin at the earliest, the trip waiting for what is packed later."""
    release, column = wanted.release[:, None], bundle.columns
    pushed = np.maximum(0, np.maximum(0, release - column["departs"]) - column["waited"])
    start: Numbers = np.maximum(column["leaves"] + pushed + to, wanted.opens)
    return start


def _beside_told(stops: Sequence[Stop], start: Numbers) -> Numbers:
    """Return what beginning beside the windows told costs, in ticks."""
    cost = np.zeros_like(start)
    for row, stop in enumerate(stops):
        if stop.told:
            early = np.maximum(0, stop.told.window.earliest - start[row]) * stop.told.early_cents_per_hour
            late = np.maximum(0, start[row] - stop.told.window.latest) * stop.told.late_cents_per_hour
            cost[row] = (early + late) * AN_HOUR
    return cost


def _off(
    bundle: Bundle, wanted: _Wanted, start: Numbers, to: Numbers, fro: Numbers, way: Numbers, far: Numbers
) -> Numbers:
    """Add up how far each place is from fitting."""
    column, term = bundle.columns, bundle.terms
    over = np.maximum(0, wanted.load[:, None, :] + bundle.load - bundle.room)
    over[:, :, 1] = -(-over[:, :, 1] // 1000)
    service = wanted.service[:, None]
    amounts = (
        start - wanted.closes,
        start + service + fro - column["due"],
        wanted.release[:, None] - column["departs_latest"],
        over.sum(axis=2) * _A_CRATE,
        term["metres"] + far - term["reach"],
        column["length"] + far - term["trip_reach"],
        term["loading"] + column["driven"] + to - wanted.cold,
        to + service + fro - way - column["warms"],
        np.broadcast_to(column["too_many"] * 3600, to.shape),
        np.where(np.maximum(to, fro) >= UNREACHABLE, 100_000, 0),
        np.where(wanted.barred, _KIND, 0),
        np.where(wanted.depot != column["depot"], 100_000, 0),
    )
    off = np.zeros(to.shape, dtype=np.int64)
    for amount in amounts:
        if (amount > 0).any():
            off += np.where(amount > 0, _KIND + np.minimum(amount, _KIND // 20), 0)
    return off
