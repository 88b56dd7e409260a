"""Take the lines of a book one by one and keep the last word on everything."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dispatch.day.fleet_news import FleetFold
from dispatch.day.news import (
    Cancel,
    CarriedIn,
    CarriedOver,
    ChangeAddress,
    ChangeNote,
    ChangeWindow,
    Correction,
    CorrectionsRead,
    Done,
    Drive,
    Drop,
    ExportRead,
    Give,
    Keep,
    Lock,
    News,
    Outcome,
    Planned,
    Restore,
    TillRow,
    Together,
    Turn,
    Unlock,
    VersionMade,
)
from dispatch.day.till import by_receipt
from dispatch.model import TimeWindow


@dataclass(slots=True)
class OrderFacts:
    """Hold the last word on one receipt, as far as people said it."""

    window: TimeWindow | None = None
    address: str | None = None
    note: str | None = None
    cancelled: bool = False
    dropped: bool = False
    drop_until: date | None = None
    carried_to: date | None = None
    carried_in: CarriedIn | None = None
    outcome: Outcome | None = None
    outcome_at: int | None = None


class Fold:
    """Keep the last word on everything while the lines go by."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[TillRow, ...]] = {}
        self.facts: dict[str, OrderFacts] = {}
        self.listed: frozenset[str] = frozenset()
        self.withdrawn: set[str] = set()
        self.nameless: tuple[TillRow, ...] = ()
        self.unflagged: tuple[str, ...] = ()
        self.corrections: list[Correction] = []
        self.given: dict[str, tuple[str, Turn]] = {}
        self.kept: dict[str, set[str]] = {}
        self.groups: list[set[str]] = []
        self.locks: dict[str, None] = {}
        self.fleet = FleetFold()
        self.versions: dict[int, VersionMade] = {}
        self.in_force: int | None = None
        self.told: dict[str, TimeWindow] = {}

    @property
    def visits(self) -> tuple[Planned, ...]:
        """Where the version in force has every order."""
        return self.versions[self.in_force].visits if self.in_force in self.versions else ()

    @property
    def put_right(self) -> frozenset[str]:
        """Receipts of which cells were corrected."""
        return frozenset(correction.receipt for correction in self.corrections if correction.receipt)

    def take(self, news: News) -> None:
        """Take one line that was not taken back."""
        self._take_till(news)
        self._take_orders(news)
        self._take_wishes(news)
        self._take_versions(news)
        self.fleet.take(news)

    def corrected(self, rows: Sequence[TillRow]) -> tuple[TillRow, ...]:
        """Return rows with the cells that were put right."""
        for correction in self.corrections:
            rows = [_put_right(row, correction, alone=len(rows) == 1) for row in rows]
        return tuple(rows)

    def _take_till(self, news: News) -> None:
        match news:
            case ExportRead(rows=rows, unflagged=unflagged):
                flagged = by_receipt(rows)
                self.hear_of(flagged)
                self.rows |= flagged
                self.listed = frozenset(flagged)
                off = set(unflagged)
                self.withdrawn = (self.withdrawn | (self.rows.keys() & off)) - flagged.keys()
                self.nameless = self.corrected([row for row in rows if not row.receipt])
                self.unflagged = unflagged
            case CorrectionsRead(corrections=corrections):
                self.corrections += corrections
                self.nameless = self.corrected(self.nameless)
            case CarriedIn(row=row):
                self.hear_of([row.receipt])
                self.rows.setdefault(row.receipt, (row,))
                self.facts[row.receipt].carried_in = news
            case _:
                pass

    def _take_orders(self, news: News) -> None:
        match news:
            case Cancel(receipts):
                for facts in self._of(receipts):
                    facts.cancelled = True
            case Restore(receipts):
                for facts in self._of(receipts):
                    facts.cancelled = facts.dropped = False
                    facts.drop_until = None
            case Drop(receipts, until):
                for facts in self._of(receipts):
                    facts.dropped, facts.drop_until = True, until
            case ChangeWindow(receipt, window):
                self._of([receipt])[0].window = window
            case ChangeAddress(receipt, address):
                self._of([receipt])[0].address = address
            case ChangeNote(receipt, note):
                self._of([receipt])[0].note = note
            case Done(receipt, outcome, at):
                facts = self._of([receipt])[0]
                facts.outcome, facts.outcome_at = outcome, at
            case CarriedOver(receipt, to):
                self._of([receipt])[0].carried_to = to
            case _:
                pass

    def _take_wishes(self, news: News) -> None:
        match news:
            case Give(receipts, courier, turn):
                for receipt in receipts:
                    self.given[receipt] = (courier, turn)
                    self.kept.get(receipt, set()).discard(courier)
            case Keep(receipts, courier):
                for receipt in receipts:
                    self.kept.setdefault(receipt, set()).add(courier)
                    if self.given.get(receipt, ("",))[0] == courier:
                        del self.given[receipt]
            case Together(receipts):
                group = set(receipts)
                apart = [other for other in self.groups if not other & group]
                self.groups = [*apart, group.union(*(other for other in self.groups if other & group))]
            case Lock(what):
                self.locks[what] = None
            case Unlock(what):
                self.locks.pop(what, None)
            case _:
                pass

    def _take_versions(self, news: News) -> None:
        match news:
            case VersionMade(version):
                self.versions[version] = news
                self._drive(version)
            case Drive(version):
                self._drive(version)
            case _:
                pass

    def _drive(self, version: int) -> None:
        """Drive a version: its customers know its windows from now on."""
        self.in_force = version
        self.told |= {visit.receipt: visit.told for visit in self.visits}

    def hear_of(self, receipts: Iterable[str]) -> None:
        """Make room for what is known of receipts."""
        for receipt in receipts:
            self.facts.setdefault(receipt, OrderFacts())

    def _of(self, receipts: Sequence[str]) -> list[OrderFacts]:
        """Return what is known of receipts; a fact may come before the row that it is about."""
        self.hear_of(receipts)
        return [self.facts[receipt] for receipt in receipts]


def _put_right(row: TillRow, correction: Correction, *, alone: bool) -> TillRow:
    """Put the cells of a row right if a correction is of it: by its number, or by what it said."""
    same = row.cells == correction.was
    if not (same or (alone and correction.receipt and row.receipt == correction.receipt)):
        return row
    now = dict(correction.now)
    cells = tuple((header, now.pop(header, text)) for header, text in row.cells)
    return replace(row, cells=(*cells, *now.items()))
