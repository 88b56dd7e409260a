"""The lines of the book as facts, for whoever puts them into words."""

from collections.abc import Iterable

from dispatch.clock import DAY
from dispatch.day import news
from dispatch.day.entries import Entry
from dispatch.model import TimeWindow
from dispatch.model.facts import Fact, count, courier, day, moment, receipt, span, term, vehicle, written


def key_of(entry: Entry) -> str:
    """Return the key of the sentence that says a line: ``news.cancel``."""
    key = f"news.{entry.kind}"
    said = entry.news
    if isinstance(said, news.LateAllowed) and said.hours is not None:
        key += ".hours"
    match said:
        case news.ExportRead(adds=True):
            return f"{key}.events"
        case news.CourierOut(at=None, crates_back=back) if back is not None:
            return f"{key}.crates"
        case news.CourierOut(at=None) | news.VehicleOut(at=None):
            return f"{key}.today"
        case news.CourierOut(crates_back=back) if back is not None:
            return f"{key}.back"
        case news.CourierIn(hours=None):
            return f"{key}.usual"
        case news.Give(turn=turn) if turn is not news.Turn.ANY:
            return f"{key}.{turn}"
        case news.Drop(until=None) | news.Done(at=None):
            return f"{key}.plain"
        case _:
            return key


def facts_of(said: news.News) -> tuple[Fact, ...]:
    """Return the facts of a line, by the names that its sentence asks for."""
    return tuple(_facts(said))


def _facts(said: news.News) -> Iterable[Fact]:
    match said:
        case (
            news.ExportRead()
            | news.LinesRead()
            | news.StandingDue()
            | news.CorrectionsRead()
            | news.VersionMade()
        ):
            return _files(said)
        case news.Drive(number) | news.Undo(number):
            return (written("number", str(number)),)
        case news.Cancel(numbers) | news.Restore(numbers) | news.Together(numbers):
            return _receipts(numbers)
        case news.Give(numbers, who) | news.Keep(numbers, who):
            return (*_receipts(numbers), courier("courier", who))
        case news.Drop(numbers, until):
            return (*_receipts(numbers), *((day("day", until),) if until else ()))
        case news.Lock() | news.Unlock():
            return (written("what", said.what),)
        case _:
            return (*_of_one(said), *_of_fleet(said))


def _files(
    said: news.ExportRead | news.LinesRead | news.StandingDue | news.CorrectionsRead | news.VersionMade,
) -> Iterable[Fact]:
    match said:
        case news.ExportRead(name=name, rows=rows, unflagged=unflagged):
            return written("name", name), count("n", len(rows)), count("others", len(unflagged))
        case news.LinesRead(name=name, goods=goods):
            return written("name", name), count("n", len(goods))
        case news.StandingDue(name=name, rows=rows):
            return written("name", name), count("n", len(rows))
        case news.CorrectionsRead(name=name, corrections=corrections):
            return written("name", name), count("n", len(corrections))
        case news.VersionMade(version, _, visits):
            return written("number", str(version)), count("n", len(visits))


def _of_one(said: news.News) -> Iterable[Fact]:
    match said:
        case news.ChangeWindow(number, window):
            return receipt("receipt", number), *_window(window)
        case news.ChangeAddress(number) | news.ChangeNote(number):
            return (receipt("receipt", number),)
        case news.Done(number, outcome, at):
            what = term("outcome", f"news.outcome.{outcome}")
            return receipt("receipt", number), what, *((moment("at", at),) if at is not None else ())
        case news.Promise(number, window, expires):
            return written("number", number), *_window(window), moment("expires", expires % DAY)
        case news.PromiseBought(number, bought):
            return written("number", number), receipt("receipt", bought)
        case news.CarriedOver(number, to):
            return receipt("receipt", number), day("day", to)
        case news.CarriedIn(row, since, reason):
            why = term("reason", f"news.reason.{reason}")
            return receipt("receipt", row.receipt), day("day", since), why
        case _:
            return ()


def _of_fleet(said: news.News) -> Iterable[Fact]:
    match said:
        case news.CourierOut(who, at, back):
            known = [moment("at", at)] if at is not None else []
            return courier("courier", who), *known, *([moment("back", back)] if back is not None else [])
        case news.CourierIn(who, hours):
            return courier("courier", who), *(_window(hours) if hours else ())
        case news.CourierLate(who, seconds):
            return courier("courier", who), span("length", seconds)
        case news.CourierVehicle(who, which):
            return courier("courier", who), vehicle("vehicle", which)
        case news.VehicleOut(which, at) | news.VehicleBack(which, at):
            return vehicle("vehicle", which), *((moment("at", at),) if at is not None else ())
        case news.StoreCloses(at):
            return (moment("at", at),)
        case news.LateAllowed(seconds, hours):
            return span("length", seconds), *(_window(hours) if hours else ())
        case _:
            return ()


def _receipts(numbers: Iterable[str]) -> Iterable[Fact]:
    return tuple(receipt("receipt", number) for number in numbers)


def _window(window: TimeWindow) -> tuple[Fact, Fact]:
    return moment("since", window.earliest), moment("until", window.latest)
