"""The day as the book has it: one pure function from lines to what holds now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dispatch.day.entries import Entry
from dispatch.day.fleet_news import CourierNews, FleetNews
from dispatch.day.folding import Fold
from dispatch.day.news import Planned, TillRow, Turn, Undo, VersionMade
from dispatch.day.receipts import Phase, Receipt, Whereabouts, Wishes, phase_of
from dispatch.day.till import TillChanges, compare_rows


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
        Receipt numbers of the rows of the newest export that are not for delivery, with repetitions.
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
        Of what decided the newest version.
    """

    receipts: Mapping[str, Receipt] = field(default_factory=dict)
    nameless: tuple[TillRow, ...] = ()
    unflagged: tuple[str, ...] = ()
    given: Mapping[str, tuple[str, Turn]] = field(default_factory=dict)
    kept: Mapping[str, frozenset[str]] = field(default_factory=dict)
    together: tuple[tuple[str, ...], ...] = ()
    locks: tuple[str, ...] = ()
    fleet: FleetNews = field(default_factory=FleetNews)
    in_force: int | None = None
    newest: int | None = None
    digest: str = ""

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
    fold = Fold()
    for entry in standing(entries):
        fold.take(entry.news)
    visits = {visit.receipt: visit for visit in fold.visits}
    return DayState(
        receipts={
            number: _receipt(number, fold, visits.get(number), now)
            for number in (*fold.rows, *_left_without_row(fold, now))
        },
        nameless=fold.nameless,
        unflagged=fold.unflagged,
        given=dict(fold.given),
        kept={receipt: frozenset(names) for receipt, names in fold.kept.items() if names},
        together=tuple(tuple(sorted(group)) for group in fold.groups),
        locks=tuple(fold.locks),
        fleet=fold.fleet.as_news(),
        in_force=fold.in_force,
        newest=max(fold.versions, default=None),
        digest=fold.versions[max(fold.versions)].digest if fold.versions else "",
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
        return {n: r.rows for n, r in state.receipts.items() if r.listed and not r.withdrawn}

    return compare_rows(flagged(before), flagged(now), frozenset(now.unflagged))


def _left_without_row(fold: Fold, now: int | None) -> list[str]:
    """Name the orders that have left although the export that brought them was taken back."""
    left = [
        visit.receipt
        for visit in fold.visits
        if visit.receipt not in fold.rows and _whereabouts(visit, fold.fleet.couriers, now).departed
    ]
    fold.hear_of(left)
    return left


def _receipt(number: str, fold: Fold, visit: Planned | None, now: int | None) -> Receipt:
    facts = fold.facts[number]
    phase = phase_of(
        where=_whereabouts(visit, fold.fleet.couriers, now),
        outcome=facts.outcome,
        carried=facts.carried_to is not None,
        cancelled=facts.cancelled,
        dropped=facts.dropped,
        withdrawn=number in fold.withdrawn,
        told=number in fold.told,
    )
    return Receipt(
        number=number,
        rows=fold.corrected(fold.rows.get(number, ())),
        phase=phase,
        listed=number in fold.listed,
        corrected=number in fold.put_right,
        wishes=Wishes(facts.window, facts.address, facts.note),
        cancelled=facts.cancelled,
        withdrawn=number in fold.withdrawn,
        drop_until=facts.drop_until,
        carried_to=facts.carried_to,
        carried_in=facts.carried_in,
        visit=visit,
        told=fold.told.get(number),
        outcome=facts.outcome,
        outcome_at=facts.outcome_at,
    )


def _whereabouts(visit: Planned | None, couriers: Mapping[str, CourierNews], now: int | None) -> Whereabouts:
    """Say where an order is by the version in force, the clock, and who stopped."""
    if visit is None or now is None:
        return Whereabouts()
    news = couriers.get(visit.shift)
    stopped = news.stopped if news else None
    if visit.departure > now or (stopped is not None and stopped < visit.departure):
        return Whereabouts()
    cut = stopped is not None and stopped < visit.start
    back = news.crates_back if news else None
    return Whereabouts(
        departed=True,
        passed=visit.start <= now,
        stranded=cut,
        returned=cut and back is not None and back <= now,
    )
