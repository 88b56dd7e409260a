"""One numbered line of the day's book, and how it is written down."""

import json
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from dispatch.day import news
from dispatch.day.news import News
from dispatch.errors import InputError
from dispatch.phrases import FaultError

BOOK_FORMAT: Final = 1

KINDS: Final[dict[str, type[News]]] = {
    "export": news.ExportRead,
    "lines": news.LinesRead,
    "standing": news.StandingDue,
    "corrections": news.CorrectionsRead,
    "version": news.VersionMade,
    "drive": news.Drive,
    "undo": news.Undo,
    "cancel": news.Cancel,
    "restore": news.Restore,
    "window": news.ChangeWindow,
    "address": news.ChangeAddress,
    "note": news.ChangeNote,
    "give": news.Give,
    "keep": news.Keep,
    "together": news.Together,
    "drop": news.Drop,
    "lock": news.Lock,
    "unlock": news.Unlock,
    "courier_out": news.CourierOut,
    "courier_in": news.CourierIn,
    "courier_late": news.CourierLate,
    "courier_vehicle": news.CourierVehicle,
    "vehicle_out": news.VehicleOut,
    "vehicle_back": news.VehicleBack,
    "store_closes": news.StoreCloses,
    "late_allowed": news.LateAllowed,
    "done": news.Done,
    "carried_over": news.CarriedOver,
    "carried_in": news.CarriedIn,
    "promise": news.Promise,
    "promise_bought": news.PromiseBought,
}
"""The name under which each kind of news stands in the file."""

_NAMES: Final = {kind: name for name, kind in KINDS.items()}


class DamagedLineError(FaultError):
    """Say what is the matter with a line; whoever knows which line it is decides what follows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one line of the book.

    Parameters
    ----------
    number
        From 1, without a gap.
    time
        When it was written: ISO 8601 with offset.
    origin
        Where it came from: a command, a file's name.
    news
        What it says.
    """

    number: int
    time: str
    origin: str
    news: News

    @property
    def kind(self) -> str:
        """The name of what it says."""
        return _NAMES[type(self.news)]


@dataclass(frozen=True, slots=True)
class _Head:
    format_version: int
    number: int
    time: str
    origin: str
    kind: str
    news: dict[str, Any]


_HEAD: Final = TypeAdapter(_Head)


def encode(entry: Entry) -> bytes:
    """Write an entry as one line of JSON, its line end included."""
    plain = TypeAdapter(type(entry.news)).dump_python(entry.news, mode="json")
    line = {
        "format_version": BOOK_FORMAT,
        "number": entry.number,
        "time": entry.time,
        "origin": entry.origin,
        "kind": entry.kind,
        "news": plain,
    }
    return json.dumps(line, ensure_ascii=False).encode("utf-8", errors="replace") + b"\n"


def decode(line: bytes) -> Entry:
    """Read a line back.

    Raises
    ------
    DamagedLineError
        If it is not what this program writes.
    InputError
        If it was written by a newer version of the program.
    """
    try:
        head = _HEAD.validate_json(line, strict=True)
    except (ValidationError, RecursionError):
        raise DamagedLineError("it is not a line of a book") from None
    kind = KINDS.get(head.kind)
    if head.format_version > BOOK_FORMAT or kind is None:
        raise InputError(
            "Line {number} of the day's book says '{kind}' in format_version {format_version}, "
            "which this program does not know.",
            "It was written by a newer version of the program: update this one.",
            number=head.number,
            kind=head.kind,
            format_version=head.format_version,
        )
    try:
        read = TypeAdapter(kind).validate_json(json.dumps(head.news), strict=True)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(map(str, fault["loc"]))
        what = f"{head.kind} {place}: {fault['msg']}"
        raise DamagedLineError("{what}", what=what) from None
    return Entry(head.number, head.time, head.origin, read)
