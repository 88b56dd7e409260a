"""Take the lines of a book one by one and keep the last word on everything."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dispatch.day.fleet_news import FleetReplay
from dispatch.day.news import (
    Cancel,
    CarriedIn,
    CarriedOver,
    ChangeAddress,
    ChangeNote,
    ChangeWindow,
    Correction,
    CorrectionsRead,
    CourierIn,
    CourierOut,
    Done,
    Drive,
    Drop,
    ExportRead,
    Give,
    Keep,
    LinesRead,
    Lock,
    News,
    Planned,
    Promise,
    PromiseBought,
    ReceiptGoods,
    Restore,
    StandingDue,
    TillRow,
    Together,
    Turn,
    Unlock,
    VehicleOut,
    VersionMade,
)
from dispatch.day.promised import Promised, renamed
from dispatch.day.till import by_receipt
from dispatch.model import Outcome, RouteSequence, TimeWindow


@dataclass(frozen=True, slots=True)
class Stranded:
    """Say on which vehicle crates were when it stopped, and in which version they were on it.

    Parameters
    ----------
    version
        In force then.
    vehicle
        Id.
    courier
        Who stopped; empty if it was the vehicle that did.
    """

    version: int | None
    vehicle: str
    courier: str = ""


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
    promise: Promise | None = None


class Replay:
    """Keep the last word on everything while the lines go by."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[TillRow, ...]] = {}
        self.facts: dict[str, OrderFacts] = {}
        self.listed: frozenset[str] = frozenset()
        self.withdrawn: set[str] = set()
        self.nameless: tuple[TillRow, ...] = ()
        self.unflagged: Counter[str] = Counter()
        self.corrections: list[Correction] = []
        self.given: dict[str, tuple[str, Turn]] = {}
        self.kept: dict[str, set[str]] = {}
        self.groups: list[set[str]] = []
        self.locks: dict[str, Lock] = {}
        self.goods: tuple[ReceiptGoods, ...] = ()
        self.export: ExportRead | None = None
        self.events: dict[tuple[str, str, str], str] = {}
        self.standing = StandingDue("", ())
        self.stranded: dict[str, Stranded] = {}
        self.fleet = FleetReplay()
        self.versions: dict[int, VersionMade] = {}
        self.in_force: int | None = None
        self.told: dict[str, TimeWindow] = {}
        self.promises: dict[str, Promised] = {}
        self.reserved: dict[str, RouteSequence] = {}

    @property
    def visits(self) -> tuple[Planned, ...]:
        """Where the version in force has every order."""
        if self.in_force not in self.versions:
            return ()
        replaced = dict(self.standing.replaced)
        visits = self.versions[self.in_force].visits
        return tuple(replace(v, receipt=replaced[v.receipt]) if v.receipt in replaced else v for v in visits)

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
        self._take_promises(news)
        self.fleet.take(news)
        self._strand(news)

    def corrected(self, rows: Sequence[TillRow]) -> tuple[TillRow, ...]:
        """Return rows with the cells that were put right."""
        for correction in self.corrections:
            rows = [_put_right(row, correction, alone=len(rows) == 1) for row in rows]
        return tuple(rows)

    def _take_till(self, news: News) -> None:
        match news:
            case ExportRead():
                self._take_export(news)
            case StandingDue():
                self._take_standing(news)
            case LinesRead(goods=goods):
                self.goods = goods
            case CorrectionsRead(corrections=corrections):
                self.corrections += corrections
            case CarriedIn(row=row):
                self.hear_of([row.receipt])
                self.rows.setdefault(row.receipt, (row,))
                self.facts[row.receipt].carried_in = news
            case _:
                pass

    def _take_export(self, export: ExportRead) -> None:
        """Lay an export over what the till said before; one that knows nothing of it only adds to it."""
        flagged = by_receipt(export.rows)
        nameless = tuple(row for row in export.rows if not row.receipt)
        off = Counter(export.unflagged)
        adds = export.adds or self._is_strange(flagged, off, nameless)
        self.hear_of(flagged)
        self.rows |= flagged
        self.listed = frozenset((self.listed if adds else frozenset()) | flagged.keys())
        self.withdrawn = (self.withdrawn | (self.rows.keys() & off.keys())) - flagged.keys()
        self.nameless = (*(self.nameless if adds else ()), *nameless)
        without_number = (self.unflagged[""] if adds else 0) + off[""]
        self.unflagged = Counter({r: n for r, n in (self.unflagged | off).items() if r not in flagged})
        self.unflagged |= {r: off[r] for r in off}
        self.unflagged[""] = without_number
        self.events |= {taken.key: taken.digest for taken in export.events}
        if self.export is None or not export.adds:
            self.export = export

    def _is_strange(
        self, flagged: Mapping[str, object], off: Mapping[str, int], nameless: Sequence[TillRow]
    ) -> bool:
        """Tell whether an export shares no row with what the till said before."""
        if (self.rows.keys() | self.unflagged.keys()) & (flagged.keys() | off.keys() - {""}):
            return False
        return {row.cells for row in self.nameless}.isdisjoint(row.cells for row in nameless)

    def _take_standing(self, due: StandingDue) -> None:
        """Take forecasts for receipts; those that are not due any more, or are replaced, are off."""
        rows = by_receipt(due.rows)
        self.hear_of(rows)
        self.withdrawn = (self.withdrawn | {row.receipt for row in self.standing.rows}) - rows.keys()
        self.rows |= rows
        self.standing = due
        self.told = {dict(due.replaced).get(number, number): window for number, window in self.told.items()}

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
                self.locks[what.casefold()] = news
            case Unlock(what):
                self.locks.pop(what.casefold(), None)
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
        """Drive a version: its customers know its windows, and the others that they get nothing today."""
        self.in_force = version
        self.told = {visit.receipt: visit.told for visit in self.visits}
        kept = self.versions[version].reserved if version in self.versions else ()
        self.reserved = {route.shift: route for route in kept}

    def _take_promises(self, news: News) -> None:
        match news:
            case Promise(number):
                self.promises[number] = Promised(news, frozenset(self.rows))
                self.reserved |= {route.shift: route for route in news.routes}
            case PromiseBought(number, receipt) if number in self.promises:
                promise = self.promises.pop(number).promise
                facts = self._of([receipt])[0]
                facts.window, facts.promise = promise.window, promise
                self.reserved = {
                    shift: renamed(route, number, receipt) for shift, route in self.reserved.items()
                }
            case _:
                pass

    def _strand(self, news: News) -> None:
        """Remember whose crates are on a vehicle that stopped, until they are heard of again."""
        match news:
            case CourierOut(courier, at) if at is not None:
                cut = [v for v in self.visits if v.shift == courier and v.departure <= at < v.start]
                self.stranded |= {v.receipt: Stranded(self.in_force, v.vehicle, courier) for v in cut}
            case VehicleOut(vehicle, at) if at is not None:
                cut = [v for v in self.visits if v.vehicle == vehicle and v.departure <= at < v.start]
                self.stranded |= {v.receipt: Stranded(self.in_force, vehicle) for v in cut}
            case CourierIn(courier):
                self.stranded = {r: s for r, s in self.stranded.items() if s.courier != courier}
            case _:
                pass

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
    return replace(row, receipt=correction.number or row.receipt, cells=(*cells, *now.items()))
