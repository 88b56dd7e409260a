"""Standing orders: the same basket on the same weekdays, until a date, unless a receipt says otherwise."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from dispatch.address_keys import addition_key, city_key, postcode_key, street_key
from dispatch.config import WEEKDAYS, IntakeSection, weekday_of
from dispatch.errors import InputError
from dispatch.files.headers import Vocabulary
from dispatch.files.tables import open_table
from dispatch.files.text import phone_key, words
from dispatch.intake.export import Export
from dispatch.intake.names import PURCHASE_NAMES
from dispatch.intake.row import Row
from dispatch.intake.values import is_blank
from dispatch.model import Code, Issue, Severity
from dispatch.model.facts import written
from dispatch.tablenotes import table_issues

_OF_AN_ORDER: Final[tuple[str, ...]] = (
    "name", "phone", "street", "house_number", "house_letter", "addition", "postcode", "city", "address",
    "lat", "lon", "crates", "bags", "weight_kg", "temperature", "age_check", "window_from", "window_to",
    "skills", "courier", "service_minutes", "total_eur", "notes",
)  # fmt: skip
"""Columns that a standing order has in common with a receipt."""

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "standing_id": ("vaste bestelling", "nummer", "abonnement", "standing order", "id"),
    "weekdays": ("weekdagen", "weekdag", "dagen", "dag", "weekday", "days", "day"),
    "from_date": ("ingangsdatum", "startdatum", "begindatum", "start date", "valid from"),
    "until_date": ("einddatum", "tot en met datum", "end date", "valid until", "until"),
    **{name: PURCHASE_NAMES.get(name, ()) for name in _OF_AN_ORDER},
}
_NEEDED: Final = ("standing_id", "weekdays", "name")
_REMEDY: Final = "It needs at least: vaste_bestelling;weekdag;naam and an address."

_DAYS: Final = {
    **dict(zip(("ma", "di", "wo", "do", "vr", "za", "zo"), WEEKDAYS, strict=True)),
    **dict(zip(("mo", "tu", "we", "th", "fr", "sa", "su"), WEEKDAYS, strict=True)),
}
"""The first two letters of a weekday, in Dutch and English."""
_DAILY: Final = frozenset(("dagelijks", "elke dag", "daily", "every day"))

_SEVERAL: Final = re.compile(r"[+,/;&\s]+")
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")


@dataclass(frozen=True, slots=True)
class StandingOrder:
    """Hold a standing order that is due.

    Parameters
    ----------
    number
        Of the store's list.
    row
        As a spreadsheet counts.
    cells
        Column of the program → text.
    """

    number: str
    row: int
    cells: Mapping[str, str]

    def receipt(self, day: date) -> str:
        """Name the forecast for a day as a receipt."""
        return f"{self.number}-{day:%m%d}"


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold the standing orders that are due on a day, and what there is to say of the file.

    Parameters
    ----------
    name
        Of the file.
    due
        In the order of the file.
    issues
        Rows that say nothing useful.
    """

    name: str
    due: tuple[StandingOrder, ...] = ()
    issues: tuple[Issue, ...] = ()


def read_standing(path: Path, section: IntakeSection, day: date) -> Standing:
    """Read the standing orders that are due on a day; a row that cannot be read becomes an issue.

    Raises
    ------
    InputError
        If the file cannot be read as what it should be.
    ResourceError
        If the disk fails.
    """
    table = open_table(path, Vocabulary(_NAMES), max_mb=section.max_mb, remedy=_REMEDY)
    missing = [name for name in _NEEDED if name not in table.columns.indexes]
    if missing:
        raise InputError(
            "{name} has no column {columns}.", _REMEDY, name=table.name, columns=", ".join(missing)
        )
    issues, due, seen = list(table_issues(table)), [], set()
    for record in table.read():
        texts = {name: text for name, text in table.texts(record).items() if not is_blank(text)}
        number = texts.get("standing_id", "")
        fault = _fault(texts, number in seen)
        if fault:
            value = texts.get(fault, "")
            issues.append(
                Issue(Code.STANDING_UNREADABLE, Severity.WARNING, fault, (written("number", number),), fault,
                      record.number, value)
            )  # fmt: skip
            continue
        seen.add(number)
        if _is_due(texts, day):
            cells = {name: texts[name] for name in _OF_AN_ORDER if name in texts}
            due.append(StandingOrder(number, record.number, cells))
    return Standing(table.name, tuple(due), tuple(issues))


def taken_by(standing: Standing, till: Export, forecasts: frozenset[str]) -> dict[str, str]:
    """Find the receipts of the day that take the place of standing orders: order's number → receipt.

    A receipt is of the same customer if the doors agree, or the phones where one of them has no door.

    Parameters
    ----------
    standing, till
        The store's list, and the rows of the day.
    forecasts
        Receipts that are forecasts themselves.
    """
    rows = [Row(till.columns, record) for record in till.flagged]
    rows = [row for row in rows if row.text("receipt_id") not in forecasts]
    found: dict[str, str] = {}
    for order in standing.due:
        wanted = _customer(order.cells, [order.cells.get("phone", "")])
        for row in rows:
            receipt = row.text("receipt_id")
            parts = {part: row.text(part) for part in _OF_AN_ORDER if part in _DOOR}
            if receipt and receipt not in found.values() and wanted.is_same(_customer(parts, row.phones)):
                found[order.number] = receipt
                break
    return found


_DOOR: Final = frozenset(
    ("street", "house_number", "house_letter", "addition", "postcode", "city", "address", "lat", "lon")
)


@dataclass(frozen=True, slots=True)
class _Customer:
    door: tuple[str, ...]
    phones: frozenset[str]

    def is_same(self, other: "_Customer") -> bool:
        """Tell whether door or phone agree, and the doors do not differ."""
        if self.door[:1] == other.door[:1] and self.door:
            return self.door == other.door
        return not self.phones.isdisjoint(other.phones)


def _customer(cells: Mapping[str, str], phones: Iterable[str]) -> _Customer:
    return _Customer(_door(cells), frozenset(filter(None, map(phone_key, phones))))


def _door(cells: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a door is compared by; empty where too little of it is known."""
    number = "".join(words(cells.get("house_number", "")))
    addition = addition_key(f"{cells.get('house_letter', '')}{cells.get('addition', '')}")
    postcode = postcode_key(cells.get("postcode", ""))
    if number and postcode:
        return ("postcode", postcode, number, addition)
    if number and cells.get("street") and cells.get("city"):
        return ("street", street_key(cells["street"]), number, addition, city_key(cells["city"]))
    if cells.get("address"):
        return ("address", *words(cells["address"]))
    return ()


def _fault(texts: Mapping[str, str], repeated: bool) -> str:
    """Name the column that makes a row useless; empty if none does."""
    if not texts.get("standing_id") or repeated:
        return "standing_id"
    if not _weekdays(texts.get("weekdays", "")):
        return "weekdays"
    bad = [name for name in ("from_date", "until_date") if name in texts and _date(texts[name]) is None]
    return next(iter(bad), "" if texts.get("name") else "name")


def _is_due(texts: Mapping[str, str], day: date) -> bool:
    since, until = (_date(texts.get(name, "")) for name in ("from_date", "until_date"))
    within = (since is None or since <= day) and (until is None or day <= until)
    return within and weekday_of(day) in _weekdays(texts["weekdays"])


def _weekdays(text: str) -> frozenset[str]:
    """Read weekdays, such as ``vrijdag`` or ``ma + do``; empty if one of them is none."""
    if text.casefold() in _DAILY:
        return frozenset(WEEKDAYS)
    named = [_DAYS.get(word[:2].casefold()) for word in _SEVERAL.split(text) if word]
    return frozenset() if None in named else frozenset(day for day in named if day)


def _date(text: str) -> date | None:
    """Read ``2026-12-24`` or ``24-12-2026``; None if it is neither."""
    turned = _DAY_FIRST.fullmatch(text.strip())
    try:
        return date.fromisoformat(
            f"{turned[3]}-{int(turned[2]):02d}-{int(turned[1]):02d}" if turned else text.strip()
        )
    except ValueError:
        return None
