"""Read one basket event of a till or payment app: a JSON object that says what became of one receipt."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from dispatch.files.text import clean

Cells = tuple[tuple[str, str], ...]
"""(name, text), as the header and the cell of a table."""

_LONGEST_ID: Final = 200
_MOST_LINES: Final = 2000
_DIGEST: Final = 16
_OPENED: Final = frozenset({"address", "customer"})
"""Objects whose fields stand for columns of their own."""
_ABOUT_THE_EVENT: Final = frozenset({"event", "id", "at", "receipt_id", "lines"})
_GTIN_DIGITS: Final = frozenset({8, 12, 13, 14})


class EventKind(StrEnum):
    """Say what an event reports: a basket was paid for, its delivery was changed, or it is off."""

    PAID = "paid"
    CHANGED = "changed"
    CANCELLED = "cancelled"


class EventFault(StrEnum):
    """Name what is wrong with an event that cannot be read."""

    JSON = "json"
    OBJECT = "object"
    TWICE = "twice"
    KIND = "kind"
    MISSING = "missing"
    MOMENT = "moment"
    NESTED = "nested"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class BasketEvent:
    """Hold what a till or payment app reported of one receipt.

    Parameters
    ----------
    kind
        What happened.
    id
        The event's own; empty if it has none.
    at
        When it happened; without an offset in the local time of the store.
    receipt
        Number of the receipt.
    digest
        Of its contents.
    cells
        What it says of the receipt, under the names of a table's columns.
    lines
        What was bought, a line each, by columns of ``lines.csv``; None if it does not say.
    """

    kind: EventKind
    id: str
    at: datetime
    receipt: str
    digest: str
    cells: Cells = ()
    lines: tuple[Cells, ...] | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What the event is known by; without an id of its own the same contents are the same event."""
        return str(self.kind), self.receipt, self.id or self.digest


@dataclass(frozen=True, slots=True)
class EventProblem:
    """Say why an event cannot be read.

    Parameters
    ----------
    fault
        What is wrong.
    field
        Where; empty for the whole.
    receipt
        The receipt it is about, as far as that can be told.
    """

    fault: EventFault
    field: str = ""
    receipt: str = ""


def read_event(text: str) -> BasketEvent | EventProblem:
    """Read one event.

    Parameters
    ----------
    text
        A JSON object: ``event`` (``paid``, ``changed``, ``cancelled``), ``receipt_id``, ``at``, perhaps
        ``id``, the columns of ``purchases.csv`` (``address`` and ``window`` as text or object) and ``lines``.
    """
    try:
        data = json.loads(
            text,
            parse_float=str,
            parse_int=str,
            parse_constant=_refuse_constant,
            object_pairs_hook=_each_once,
        )
    except _TwiceError as twice:
        return EventProblem(EventFault.TWICE, clean(twice.args[0]))
    except (ValueError, RecursionError):
        return EventProblem(EventFault.JSON)
    if not isinstance(data, dict):
        return EventProblem(EventFault.OBJECT)
    receipt = clean(data["receipt_id"]) if isinstance(data.get("receipt_id"), str) else ""
    try:
        return _event(data, receipt)
    except _FaultError as fault:
        return EventProblem(fault.fault, fault.field, receipt)


def purchase_cells(event: BasketEvent) -> Cells:
    """Return the row of a table that an event with a payment stands for."""
    told = {name for name, _ in event.cells}
    head = (("receipt_id", event.receipt), ("purchased_at", event.at.isoformat()))
    return (*(cell for cell in head if cell[0] not in told), *event.cells)


class _TwiceError(ValueError):
    """A field stands twice in an object."""


class _FaultError(ValueError):
    """An object is not an event."""

    def __init__(self, fault: EventFault, field: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.field = field


def _refuse_constant(text: str) -> None:
    raise ValueError(text)


def _each_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _TwiceError(name)
        found[name] = value
    return found


def _event(data: Mapping[str, Any], receipt: str) -> BasketEvent:
    kind = _kind(data.get("event"))
    if not receipt:
        raise _FaultError(EventFault.MISSING, "receipt_id")
    given = data.get("id")
    if given is not None and not (isinstance(given, str) and 0 < len(given) <= _LONGEST_ID):
        raise _FaultError(EventFault.LONG, "id")
    cells = tuple(_cells(data))
    names = [name for name, _ in cells]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise _FaultError(EventFault.TWICE, twice)
    if kind is EventKind.PAID and "home_delivery" not in names:
        raise _FaultError(EventFault.MISSING, "home_delivery")
    moment, lines = _moment(data.get("at")), _lines(data.get("lines"))
    return BasketEvent(kind, given or "", moment, receipt, _digest(data), cells, lines)


def _kind(value: object) -> EventKind:
    if value is None:
        raise _FaultError(EventFault.MISSING, "event")
    try:
        return EventKind(str(value).casefold())
    except ValueError:
        raise _FaultError(EventFault.KIND, "event") from None


def _moment(value: object) -> datetime:
    if value is None:
        raise _FaultError(EventFault.MISSING, "at")
    try:
        if isinstance(value, str) and "T" in value.upper().replace(" ", "T"):
            return datetime.fromisoformat(value)
    except ValueError:
        pass
    raise _FaultError(EventFault.MOMENT, "at")


def _digest(data: Mapping[str, Any]) -> str:
    plain = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:_DIGEST]


def _cells(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what an event says of its receipt; fields of an address stand for themselves."""
    for name, value in data.items():
        if name in _ABOUT_THE_EVENT:
            continue
        if name == "window" and isinstance(value, dict):
            yield from ((f"window_{end}", _text(text, f"window.{end}")) for end, text in value.items())
        elif name in _OPENED and isinstance(value, dict):
            yield from ((field, _text(text, f"{name}.{field}")) for field, text in value.items())
        else:
            yield clean(name), _text(value, name)


def _text(value: object, field: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case _:
            raise _FaultError(EventFault.NESTED, clean(field))


def _lines(value: object) -> tuple[Cells, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise _FaultError(EventFault.NESTED, "lines")
    if len(value) > _MOST_LINES:
        raise _FaultError(EventFault.LONG, "lines")
    return tuple(_line(line, f"lines.{number}") for number, line in enumerate(value, 1))


def _line(value: object, field: str) -> Cells:
    """Read what was bought; an article alone is one piece."""
    if isinstance(value, str):
        text = clean(value)
        is_number = text.isascii() and text.isdigit() and len(text) in _GTIN_DIGITS
        return (("gtin" if is_number else "article", text), ("quantity", "1"))
    if not isinstance(value, dict):
        raise _FaultError(EventFault.NESTED, field)
    cells = tuple((clean(name), _text(text, f"{field}.{name}")) for name, text in value.items())
    return cells if "quantity" in value else (*cells, ("quantity", "1"))
