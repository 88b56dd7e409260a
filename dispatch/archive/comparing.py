"""What changed from one version of a day to the next, and which sheets must be printed again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dispatch.clock import hhmm
from dispatch.model import PlannedDay, Route, Stop
from dispatch.words import Words

_SHOWN = 6
_MOVES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """Say where an order stands in a plan.

    Parameters
    ----------
    route
        Name on paper.
    trip
        From 1.
    arrival
        Seconds since midnight.
    shift
        Id: a route's name moves on when a courier is added, the shift's does not.
    """

    route: str
    trip: int
    arrival: int
    shift: str


@dataclass(frozen=True, slots=True)
class Move:
    """Hold an order that another trip delivers now."""

    receipt_id: str
    before: Spot
    after: Spot


@dataclass(frozen=True, slots=True)
class Changes:
    """Hold what changed from one version to the next.

    Parameters
    ----------
    added, gone
        Receipts planned or left behind in one version and not known in the other.
    moved
        Receipts that go in another route or trip.
    dropped, taken
        Receipts that were planned and are left behind now, and the other way round.
    retimed
        Receipts in the same trip that arrive at another minute.
    print_again
        Routes whose sheet changed or is new.
    unchanged
        Routes whose paper still holds.
    cancelled
        Routes that are not driven any more: collect their paper.
    """

    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    moved: tuple[Move, ...] = ()
    dropped: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    retimed: tuple[str, ...] = ()
    print_again: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(
            self.added or self.gone or self.dropped or self.taken or self.print_again or self.cancelled
        )

    def sentences(self, say: Words) -> tuple[str, ...]:
        """Tell the changes in words, most important first; empty if there are none."""
        if not self:
            return ()
        paper = (
            _tell(say, "print_again", self.print_again),
            _tell(say, "unchanged", self.unchanged),
            _tell(say, "cancelled", self.cancelled),
        )
        return (*self.orders(say), *(sentence for sentence in paper if sentence))

    def orders(self, say: Words) -> tuple[str, ...]:
        """Tell what became of orders; empty if nothing did."""
        told = (
            _tell(say, "added", self.added),
            _tell(say, "gone", self.gone),
            _tell(say, "dropped", self.dropped),
            _tell(say, "taken", self.taken),
            _tell(say, "moved", [_moved(say, move) for move in self.moved], _MOVES_SHOWN),
            _tell(say, "retimed", self.retimed),
        )
        return tuple(sentence for sentence in told if sentence)

    def counts(self, say: Words) -> tuple[str, ...]:
        """Tell how much changed, and which paper, without naming a receipt; empty if nothing did."""
        counted = {
            "added": self.added,
            "gone": self.gone,
            "dropped": self.dropped,
            "taken": self.taken,
            "moved": self.moved,
            "retimed": self.retimed,
        }
        told = [_tell(say, what, [say.integer(len(of_it))]) for what, of_it in counted.items() if of_it]
        told += [_tell(say, "print_again", self.print_again), _tell(say, "cancelled", self.cancelled)]
        return tuple(sentence for sentence in told if sentence) if self else ()


def compare(old: PlannedDay, new: PlannedDay) -> Changes:
    """Say what changed from ``old`` to ``new``.

    A sheet counts as changed if anything on it did but the version and the hour it was made. Either day
    may be a plan that was edited into nonsense: what it says of unknown stops is passed over.
    """
    before, after = _spots(old), _spots(new)
    behind_before, behind_after = _behind(old), _behind(new)
    known, known_now = before.keys() | behind_before, after.keys() | behind_after
    both = [receipt for receipt in after if receipt in before]
    sheets_before, sheets_after = _sheets(old), _sheets(new)
    same = {name for name, sheet in sheets_after.items() if sheets_before.get(name) == sheet}
    return Changes(
        added=tuple(r for r in (*after, *behind_after) if r not in known),
        gone=tuple(r for r in (*before, *behind_before) if r not in known_now),
        moved=tuple(Move(r, before[r], after[r]) for r in both if not _same_trip(before[r], after[r])),
        dropped=tuple(r for r in behind_after if r in before),
        taken=tuple(r for r in after if r in behind_before),
        retimed=tuple(r for r in both if _retimed(before[r], after[r])),
        print_again=tuple(name for name in sheets_after if name not in same),
        unchanged=tuple(name for name in sheets_after if name in same),
        cancelled=tuple(name for name in sheets_before if name not in sheets_after),
    )


def _tell(say: Words, what: str, items: Sequence[str], shown: int = _SHOWN) -> str:
    if not items:
        return ""
    listed = ", ".join(items[:shown])
    if len(items) > shown:
        listed = say("change.more", items=listed, n=say.integer(len(items) - shown))
    return say(f"change.{what}", what=listed)


def _moved(say: Words, move: Move) -> str:
    before, after = _spot(say, move.before), _spot(say, move.after)
    return say("change.move", receipt=move.receipt_id, before=before, after=after)


def _spot(say: Words, spot: Spot) -> str:
    return say("change.spot", route=spot.route, trip=spot.trip, time=hhmm(spot.arrival))


def _spots(day: PlannedDay) -> dict[str, Spot]:
    receipts = day.problem.receipts()
    return {
        receipt: Spot(route.name, number, visit.arrival, route.shift.id)
        for route in day.plan.routes
        for number, trip in enumerate(route.trips, start=1)
        for visit in trip.visits
        for receipt in receipts.get(visit.stop, ())
    }


def _behind(day: PlannedDay) -> dict[str, None]:
    """List the receipts left behind, in the order of the plan."""
    return {receipt: None for stop in day.plan.unserved for receipt in stop.receipt_ids}


def _same_trip(before: Spot, after: Spot) -> bool:
    return (before.shift, before.trip) == (after.shift, after.trip)


def _retimed(before: Spot, after: Spot) -> bool:
    return _same_trip(before, after) and hhmm(before.arrival) != hhmm(after.arrival)


def _sheets(day: PlannedDay) -> dict[str, Any]:
    stops = {stop.id: stop for stop in day.problem.stops}
    return {route.name: _sheet(route, stops) for route in day.plan.routes}


def _sheet(route: Route, stops: dict[str, Stop]) -> Any:
    """Gather all that the papers of a route are made from."""
    served = [stops.get(visit.stop) for trip in route.trips for visit in trip.visits]
    return (route.shift.courier, route.shift.vehicle, route.trips, route.pauses, served)
