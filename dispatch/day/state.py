"""The day as the book has it: one pure function from lines to what holds now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dispatch.day.entries import Entry
from dispatch.day.fleet_news import CourierNews, FleetNews, FleetReplay, VehicleNews
from dispatch.day.news import (
    ExportRead,
    Lock,
    Planned,
    ReceiptGoods,
    StandingDue,
    TillRow,
    Turn,
    Undo,
    VersionMade,
)
from dispatch.day.promised import Promised
from dispatch.day.receipts import Phase, Receipt, Whereabouts, Wishes, phase_of
from dispatch.day.replay import Replay
from dispatch.day.till import TillChanges, compare_rows
from dispatch.model import RouteSequence


@dataclass(frozen=True, slots=True)
class DayState:
    """Hold what holds now.

    Parameters
    ----------
    receipts
        By number, in the order in which they were first heard of.
    nameless
        Rows for delivery without a receipt number, as the newest export has them.
    unflagged
        Receipt numbers of the till's rows that are not for delivery, with repetitions.
    given
        Receipt → (courier who is to deliver it, where in the rest of the day).
    kept
        Receipt → couriers who are not to deliver it.
    together
        Groups that go in one trip.
    locks
        Couriers, routes and trips that stay as they are planned.
    fleet
        News of couriers, vehicles and the store.
    in_force, newest
        Numbers of versions; None before there is one.
    digest
        Of what decided the version in force.
    goods
        What the lines of each receipt come to.
    export
        The newest of the whole day, else the first that told of some receipts; None before there is one.
    events
        (kind, receipt, id) of each basket event that was taken → digest of its contents.
    promises
        By number: windows taken at the till and not bought yet, those that have expired among them.
    reserved
        By shift: the routes that make room for promises, as they are with them.
    standing
        The standing orders that are due, and the receipts that take their place.
    """

    receipts: Mapping[str, Receipt] = field(default_factory=dict)
    nameless: tuple[TillRow, ...] = ()
    unflagged: tuple[str, ...] = ()
    given: Mapping[str, tuple[str, Turn]] = field(default_factory=dict)
    kept: Mapping[str, frozenset[str]] = field(default_factory=dict)
    together: tuple[tuple[str, ...], ...] = ()
    locks: tuple[Lock, ...] = ()
    fleet: FleetNews = field(default_factory=FleetNews)
    in_force: int | None = None
    newest: int | None = None
    digest: str = ""
    goods: tuple[ReceiptGoods, ...] = ()
    export: ExportRead | None = None
    events: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    promises: Mapping[str, Promised] = field(default_factory=dict)
    reserved: Mapping[str, RouteSequence] = field(default_factory=dict)
    standing: StandingDue = field(default_factory=lambda: StandingDue("", ()))

    def in_phase(self, *phases: Phase) -> tuple[Receipt, ...]:
        """Return the receipts in some phases."""
        return tuple(receipt for receipt in self.receipts.values() if receipt.phase in phases)


def day_state(entries: Sequence[Entry], now: int | None = None) -> DayState:
    """Derive what holds from the book.

    Parameters
    ----------
    entries
        The book's lines, in order.
    now
        Seconds since midnight of the service day; None if the day is not today, so that nothing has left.
    """
    replay = Replay()
    for entry in standing(entries):
        replay.take(entry.news)
    visits = {visit.receipt: visit for visit in replay.visits}
    rows, nameless = _rows(replay)
    left = _left_without_row(rows, replay, now)
    replay.hear_of((*rows, *left))
    return DayState(
        receipts={
            number: _receipt(number, rows.get(number, ()), replay, visits.get(number), now)
            for number in (*rows, *left)
        },
        nameless=nameless,
        unflagged=tuple(sorted(replay.unflagged.elements())),
        given=dict(replay.given),
        kept={receipt: frozenset(names) for receipt, names in replay.kept.items() if names},
        together=tuple(tuple(sorted(group)) for group in replay.groups),
        locks=tuple(replay.locks.values()),
        fleet=replay.fleet.as_news(),
        in_force=replay.in_force,
        newest=max(replay.versions, default=None),
        digest=replay.versions[replay.in_force].digest if replay.in_force in replay.versions else "",
        goods=replay.goods,
        export=replay.export,
        events=dict(replay.events),
        promises=dict(replay.promises),
        reserved=dict(replay.reserved),
        standing=replay.standing,
    )


def standing(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries that were not taken back; taking back is a fact that can be taken back too."""
    undone: set[int] = set()
    for entry in reversed(entries):
        if isinstance(entry.news, Undo) and entry.number not in undone:
            undone.add(entry.news.number)
    return tuple(entry for entry in entries if entry.number not in undone)


def since_version(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the book as it stood when its newest version was made; empty before there is one."""
    made = [entry.number for entry in entries if isinstance(entry.news, VersionMade)]
    return tuple(entries[: made[-1]]) if made else ()


def till_changes(before: DayState, now: DayState) -> TillChanges:
    """Compare what the till said when the last version was made with what it says now."""

    def flagged(state: DayState) -> dict[str, tuple[TillRow, ...]]:
        return {n: r.said for n, r in state.receipts.items() if r.listed and not r.withdrawn}

    return compare_rows(flagged(before), flagged(now), frozenset(now.unflagged))


def _rows(replay: Replay) -> tuple[dict[str, tuple[TillRow, ...]], tuple[TillRow, ...]]:
    """Return the rows put right by the number that they have now, and those without one."""
    rows: dict[str, tuple[TillRow, ...]] = dict.fromkeys(replay.rows, ())
    nameless = []
    for group in (*replay.rows.values(), *((row,) for row in replay.nameless)):
        for row in replay.corrected(group):
            if row.receipt:
                rows[row.receipt] = (*rows.get(row.receipt, ()), row)
            else:
                nameless.append(row)
    return {number: found for number, found in rows.items() if found}, tuple(nameless)


def _left_without_row(rows: Mapping[str, object], replay: Replay, now: int | None) -> list[str]:
    """Name the orders that have left although the export that brought them was taken back."""
    return [
        visit.receipt
        for visit in replay.visits
        if visit.receipt not in rows and _departed(visit, replay.fleet, now)
    ]


def _receipt(
    number: str, rows: tuple[TillRow, ...], replay: Replay, visit: Planned | None, now: int | None
) -> Receipt:
    facts = replay.facts[number]
    waits, back = _waiting(number, replay, visit, now)
    departed = not waits and visit is not None and _departed(visit, replay.fleet, now)
    where = Whereabouts(
        departed=departed,
        passed=departed and visit is not None and now is not None and visit.start <= now,
        stranded=waits and not (back is not None and now is not None and back <= now),
    )
    phase = phase_of(
        where=where,
        outcome=facts.outcome,
        carried=facts.carried_to is not None,
        cancelled=facts.cancelled,
        dropped=facts.dropped,
        withdrawn=number in replay.withdrawn,
        told=number in replay.told,
    )
    return Receipt(
        number=number,
        rows=rows,
        said=replay.rows.get(number, rows),
        phase=phase,
        listed=number in replay.listed,
        corrected=number in replay.put_right,
        wishes=Wishes(facts.window, facts.address, facts.note),
        cancelled=facts.cancelled,
        withdrawn=number in replay.withdrawn,
        dropped=facts.dropped,
        drop_until=facts.drop_until,
        carried_to=facts.carried_to,
        carried_in=facts.carried_in,
        visit=visit,
        told=replay.told.get(number),
        outcome=facts.outcome,
        outcome_at=facts.outcome_at,
        waits=waits,
        waits_on=replay.stranded[number].vehicle if waits else "",
        crates_back=back,
        promise=facts.promise,
    )


def _departed(visit: Planned, fleet: FleetReplay, now: int | None) -> bool:
    """Tell whether the trip of a visit has left: by the clock, and if nobody stopped it before."""
    if now is None or visit.departure > now:
        return False
    courier = fleet.couriers.get(visit.shift, CourierNews()).stopped
    vehicle = fleet.vehicles.get(visit.vehicle, VehicleNews()).out
    return not any(stopped is not None and stopped < visit.departure for stopped in (courier, vehicle))


def _waiting(number: str, replay: Replay, visit: Planned | None, now: int | None) -> tuple[bool, int | None]:
    """Tell whether crates were on a vehicle that stopped, and when they are at the store again.

    Once a version that was made later has brought them on their way again, they wait no more.
    """
    stranded = replay.stranded.get(number)
    if stranded is None:
        return False, None
    if visit is not None and replay.in_force != stranded.version and _departed(visit, replay.fleet, now):
        return False, None
    if stranded.courier:
        return True, replay.fleet.couriers[stranded.courier].crates_back
    return True, replay.fleet.vehicles[stranded.vehicle].back
