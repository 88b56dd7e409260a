"""Random days against a small model of their own: exports, changes, clocks, crashes between writes, undo.

The model keeps no state machine: it looks a question up by searching the facts backwards.
"""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dispatch.day import BOOK, append, day_state, read_book, standing
from dispatch.day import news as said
from dispatch.model import Outcome, TimeWindow

RECEIPTS = ("A", "B", "C", "D", "E")
COURIERS = ("Anna", "Bram")
MOMENTS = st.integers(10, 40)
"""Moments and departures share a few values, so that they often meet."""


def rows(*receipts: str) -> tuple[said.TillRow, ...]:
    return tuple(said.TillRow(r, n, (("bonnummer", r),)) for n, r in enumerate(receipts, 2))


def exports() -> st.SearchStrategy[said.News]:
    def make(flags: dict[str, bool | None]) -> said.News:
        on = [receipt for receipt, flag in flags.items() if flag]
        off = tuple(sorted(receipt for receipt, flag in flags.items() if flag is False))
        return said.ExportRead("kassa.csv", "", rows(*on), off)

    return st.builds(make, st.dictionaries(st.sampled_from(RECEIPTS), st.sampled_from((True, True, False))))


def visits() -> st.SearchStrategy[said.Planned]:
    def make(receipt: str, shift: str, departure: int, far: int) -> said.Planned:
        start = departure + far
        return said.Planned(receipt, shift, 1, departure, start, TimeWindow(start, start + 5))

    return st.builds(make, st.sampled_from(RECEIPTS), st.sampled_from(COURIERS), MOMENTS, st.integers(1, 15))


some = st.lists(st.sampled_from(RECEIPTS), min_size=1, max_size=3, unique=True).map(tuple)
courier = st.sampled_from(COURIERS)
facts = st.one_of(
    exports(),
    st.builds(said.Cancel, some),
    st.builds(said.Restore, some),
    st.builds(said.Drop, some),
    st.builds(said.Give, some, courier),
    st.builds(said.Keep, some, courier),
    st.builds(said.Done, st.sampled_from(RECEIPTS), st.sampled_from(Outcome)),
    st.builds(said.CourierOut, courier, MOMENTS, st.none() | MOMENTS),
    st.builds(said.CourierIn, courier),
    st.builds(said.Drive, st.integers(1, 3)),
    st.builds(said.Undo, st.integers(1, 12)),
    st.lists(visits(), unique_by=lambda v: v.receipt).map(lambda v: ("version", tuple(v))),
    st.binary(min_size=1, max_size=30).map(lambda tail: ("crash", tail)),
)


class Model:
    """Answer by searching backwards through what holds."""

    def __init__(self, said_so_far: list[said.News]) -> None:
        self.all = said_so_far
        gone: set[int] = set()
        for place in range(len(said_so_far), 0, -1):
            one = said_so_far[place - 1]
            if isinstance(one, said.Undo) and place not in gone:
                gone.add(one.number)
        self.holds = [one for place, one in enumerate(said_so_far, 1) if place not in gone]

    def last(self, *kinds: type, about: str = "", until: int | None = None) -> tuple[int, said.News | None]:
        for place in range(len(self.holds) if until is None else until, 0, -1):
            one = self.holds[place - 1]
            names = (*getattr(one, "receipts", ()), getattr(one, "receipt", ""), getattr(one, "courier", ""))
            if isinstance(one, kinds) and (not about or about in names):
                return place, one
        return 0, None

    def exports(self) -> list[said.ExportRead]:
        return [one for one in self.holds if isinstance(one, said.ExportRead)]

    def known(self, now: int) -> set[str]:
        heard = {row.receipt for export in self.exports() for row in export.rows}
        return heard | {v.receipt for v in self.in_force() if self.left(v, now)}

    def driven(self, until: int | None = None) -> int | None:
        _, found = self.last(said.VersionMade, said.Drive, until=until)
        return getattr(found, "version", None)

    def in_force(self, until: int | None = None) -> tuple[said.Planned, ...]:
        _, found = self.last(said.VersionMade, said.Drive, until=until)
        if isinstance(found, said.Drive):
            versions = [o for o in self.holds[:until] if isinstance(o, said.VersionMade)]
            return next((v.visits for v in reversed(versions) if v.version == found.version), ())
        return found.visits if isinstance(found, said.VersionMade) else ()

    def out(self, courier: str) -> said.CourierOut | None:
        word = self.last(said.CourierOut, said.CourierIn, about=courier)[1]
        return word if isinstance(word, said.CourierOut) else None

    def left(self, visit: said.Planned, now: int) -> bool:
        out = self.out(visit.shift)
        return now >= visit.departure and not (out and out.at < visit.departure)

    def strander(self, receipt: str) -> tuple[str, int | None] | None:
        """Name the courier who stopped with the order on board, and the version it was in."""
        for place in range(len(self.holds), 0, -1):
            one = self.holds[place - 1]
            if isinstance(one, said.CourierOut):
                cut = [v for v in self.in_force(place) if v.receipt == receipt and v.shift == one.courier]
                back = [
                    o
                    for o in self.holds[place:]
                    if isinstance(o, said.CourierIn) and o.courier == one.courier
                ]
                if any(v.departure <= one.at < v.start for v in cut) and not back:
                    return one.courier, self.driven(place)
        return None

    def way(self, visit: said.Planned | None, receipt: str, now: int) -> str | None:
        """Say how far an order is on its way; None at the store."""
        left = visit is not None and self.left(visit, now)
        strander = self.strander(receipt)
        if strander and not (left and self.driven() != strander[1]):
            back = self.out(strander[0]).crates_back
            return None if back is not None and back <= now else "stranded"
        if visit is None or not left:
            return None
        return "presumed" if visit.start <= now else "on_board"

    def withdrawn(self, receipt: str) -> bool:
        heard = False
        off = False
        for export in self.exports():
            on = receipt in {row.receipt for row in export.rows}
            heard = heard or on
            off = heard and not on and (off or receipt in export.unflagged)
        return off

    def phase(self, receipt: str, now: int) -> str:
        _, done = self.last(said.Done, about=receipt)
        visit = next((v for v in self.in_force() if v.receipt == receipt), None)
        if done is not None:
            return done.outcome.value
        way = self.way(visit, receipt, now)
        if way and way != "stranded":
            return way
        if isinstance(self.last(said.Cancel, said.Restore, about=receipt)[1], said.Cancel):
            return "cancelled"
        if isinstance(self.last(said.Drop, said.Restore, about=receipt)[1], said.Drop):
            return "dropped"
        if self.withdrawn(receipt):
            return "withdrawn"
        return way or ("told" if self.told(receipt) else "open")

    def told(self, receipt: str) -> TimeWindow | None:
        return next((visit.told for visit in self.in_force() if visit.receipt == receipt), None)

    def given(self, receipt: str) -> str | None:
        place, give = self.last(said.Give, about=receipt)
        later = [o for o in self.holds[place:] if isinstance(o, said.Keep) and receipt in o.receipts]
        return give.courier if give and give.courier not in {keep.courier for keep in later} else None


@given(st.lists(facts, max_size=14), st.integers(5, 60))
def test_the_state_of_a_random_day_is_what_its_facts_say(days: list[object], now: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "2026-11-24"
        acknowledged: list[said.News] = []
        versions = 0
        for drawn in days:
            if isinstance(drawn, tuple) and drawn[0] == "crash":
                crash(home, drawn[1])
                continue
            one = drawn
            if isinstance(drawn, tuple):
                versions += 1
                one = said.VersionMade(versions, "", drawn[1])
            if isinstance(one, said.Undo) and not allowed(one, acknowledged):
                continue
            if isinstance(one, said.Drive) and one.version > versions:
                continue
            append(home, read_book(home), [one], time="2026-11-24T12:00:00+01:00", origin="test")
            acknowledged.append(one)
        agrees(home, acknowledged, now)


def allowed(undo: said.Undo, acknowledged: list[said.News]) -> bool:
    """Versions are driven or not, never taken back; a line that does not exist cannot be either."""
    return undo.number <= len(acknowledged) and not isinstance(
        acknowledged[undo.number - 1], said.VersionMade
    )


def crash(home: Path, tail: bytes) -> None:
    """Leave half a line, as a killed process or a lost disk does: it never ends."""
    home.mkdir(exist_ok=True)
    with (home / BOOK).open("ab") as file:
        file.write(tail.replace(b"\n", b"").replace(b"\r", b"") or b"{")


def agrees(home: Path, acknowledged: list[said.News], now: int) -> None:
    book = read_book(home)
    assert [entry.news for entry in book.entries] == acknowledged
    model = Model(acknowledged)
    assert [entry.news for entry in standing(book.entries)] == model.holds
    state = day_state(book.entries, now)
    assert set(state.receipts) == model.known(now)
    for receipt, found in state.receipts.items():
        assert found.phase.value == model.phase(receipt, now)
        assert found.told == model.told(receipt)
        given = state.given.get(receipt)
        assert (given and given[0]) == model.given(receipt)
        assert not (given and given[0] in state.kept.get(receipt, frozenset()))
    assert day_state(book.entries, now) == state
