"""messages.csv: what each customer is told, ready for a program that sends text messages."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from dispatch.config import Sheets, Store
from dispatch.errors import ConfigError
from dispatch.files.delimited import Cell, delimited, save
from dispatch.model import Again, LocatedOrder, Order, Tell, TimeWindow, Vehicle
from dispatch.phrases import FaultError
from dispatch.sheets.doors import clock
from dispatch.sheets.exports.sms import UCS2, Length, shortened
from dispatch.sheets.phones import in_a_cell, mobile, numbers_in, region_of
from dispatch.sheets.sheetday import SheetDay
from dispatch.sheets.told import told_window
from dispatch.words import LANGUAGES, Words, placeholders, words

COLUMNS: Final = (
    "phone", "language", "text", "window_from", "window_to", "receipt_id", "remark", "alphabet", "places",
    "parts", "change",
)  # fmt: skip
PLACEHOLDERS: Final = (
    "name", "store", "phone", "day", "from", "to", "receipt", "crates", "bags", "age", "question",
)  # fmt: skip

_TEXTS: Final = {
    Tell.NEW: "message.text",
    Tell.SAME: "message.text",
    Tell.EARLIER: "message.earlier",
    Tell.LATER: "message.later",
    Tell.NOT_TODAY: "message.not_today",
    Tell.CANCELLED: "message.cancelled",
}
"""The store's own template takes the place of the first; a change is told in words of its own."""

_AGAIN: Final = {
    Again.NOT_HOME: "message.again.not_home",
    Again.LEFT_BEHIND: "message.again.left_behind",
}

_UNMANNED: Final = {"robot": "message.robot", "drone": "message.drone"}
"""What a customer minds where nobody comes along; it takes the place of ``{age}``."""

_FIRST: Final = (Tell.LATER, Tell.EARLIER, Tell.NEW, Tell.SAME, Tell.NOT_TODAY, Tell.CANCELLED)
"""Of several orders of one customer at one door, which news is told."""

_LANGUAGE_COLUMNS: Final = ("language", "taal")
_SPACES: Final = re.compile(r"\s+")


class Messages:
    """Write a row for each customer: phone, language, text with the window, and what is new about it.

    Those of whom anything is new stand in ``messages-to-send.csv`` as well.

    Parameters
    ----------
    sheets
        Templates (``message_nl``, ``message_en``) and the width of the window.
    store
        Its name, phone and language; numbers without a country are read as the country's of its phone.

    Raises
    ------
    ConfigError
        If a template holds a placeholder that cannot be filled.
    """

    def __init__(self, sheets: Sheets, store: Store) -> None:
        self._sheets = sheets
        self._store = store
        self._words = {language: words(language, sheets.texts) for language in LANGUAGES}
        own = {"nl": sheets.message_nl, "en": sheets.message_en}
        for language, template in own.items():
            _refuse_unknown(f"[sheets] message_{language}", template)
        self._templates = {
            (language, tell): self._words[language].texts[key]
            for language in LANGUAGES
            for tell, key in _TEXTS.items()
        }
        for language, template in own.items():
            if template:
                self._templates |= {(language, Tell.NEW): template, (language, Tell.SAME): template}

    def write(self, day: SheetDay, folder: Path) -> tuple[Path, ...]:
        """Write the files and return their paths.

        Raises
        ------
        ResourceError
            If the folder cannot be written.
        """
        rows = list(self._rows(day))
        new = [row for row in rows if row[-1] != Tell.SAME]
        return tuple(
            save(folder / name, delimited(COLUMNS, some, self._sheets.csv))
            for name, some in (("messages.csv", rows), ("messages-to-send.csv", new))
        )

    def _rows(self, day: SheetDay) -> Iterator[Sequence[Cell]]:
        told = {one.receipt: one for one in day.planned.told}
        for row in day.bought:
            fresh = told_window(
                row.stop.window,
                row.visit.start,
                row.seq,
                self._sheets.message_minutes,
                self._sheets.message_growth_minutes,
            )
            for customer in _customers(row.stop.orders):
                known = [told[number] for o in customer if (number := o.order.receipt_id) in told]
                news = min(known, key=lambda one: _FIRST.index(one.tell), default=None)
                tell, window = (news.tell, news.window or fresh) if news else (Tell.NEW, fresh)
                again = next((o.again for o in known if o.again), None)
                yield self._row(day, tell, window, customer, again, row.route.shift.vehicle)
        for one in day.planned.told:
            if one.window is None and one.located is not None:
                yield self._row(day, one.tell, None, [one.located])

    def _row(
        self,
        day: SheetDay,
        tell: Tell,
        window: TimeWindow | None,
        customer: Sequence[LocatedOrder],
        again: Again | None = None,
        vehicle: Vehicle | None = None,
    ) -> Sequence[Cell]:
        first = customer[0].order
        language = _language(first, self._store.language)
        speak = self._words[language]
        phone, remark = _dialled(first.phone, region_of(self._store.phone))
        values = self._values(speak, day, window, customer)
        if vehicle is not None and vehicle.kind in _UNMANNED:
            values["age"] = speak(_UNMANNED[vehicle.kind])  # nothing of theirs is 18+
        template = self._templates[language, tell]
        if again is not None and tell in {Tell.NEW, Tell.SAME}:
            template = speak.texts[_AGAIN[again]]
        text, nameless = _addressed(template, values, speak)
        length = Length.of(text)
        remarks = [*([speak(remark)] if remark else []), *([nameless] if nameless else [])]
        return (
            phone,
            language,
            text,
            clock(window.earliest) if window else None,
            clock(window.latest) if window else None,
            " ".join(located.order.receipt_id for located in customer),
            "; ".join(remarks) or None,
            length.alphabet,
            length.places,
            length.parts,
            str(tell),
        )

    def _values(
        self, speak: Words, day: SheetDay, window: TimeWindow | None, customer: Sequence[LocatedOrder]
    ) -> dict[str, str]:
        orders = [located.order for located in customer]
        phone = self._store.phone
        return {
            "name": orders[0].name,
            "store": self._store.name,
            "phone": phone,
            "day": speak.day(day.planned.day).rsplit(" ", 1)[0],
            "from": clock(window.earliest) if window else "",
            "to": clock(window.latest) if window else "",
            "receipt": " ".join(order.receipt_id for order in orders),
            "crates": str(sum(order.crates for order in orders)),
            "bags": str(sum(order.bags for order in orders)),
            "age": speak("message.age") if any(order.age_check for order in orders) else "",
            "question": speak("message.question", phone=phone) if phone else "",
        }


def _customers(orders: Sequence[LocatedOrder]) -> list[list[LocatedOrder]]:
    """Group the orders at one door by who is called: the phone, or the name where there is none."""
    groups: dict[str, list[LocatedOrder]] = {}
    for located in orders:
        digits = re.sub(r"\D", "", located.order.phone)
        groups.setdefault(digits or located.order.name.casefold(), []).append(located)
    return list(groups.values())


def _language(order: Order, default: str) -> str:
    """Return the customer's language, if the till exports one in a column of its own."""
    for header, text in order.extra:
        if header.strip().lower() in _LANGUAGE_COLUMNS and text.strip().lower()[:2] in LANGUAGES:
            return text.strip().lower()[:2]
    return default


def _dialled(typed: str, region: str) -> tuple[str, str]:
    """Return the number to send to, and the key of a remark; a mobile number goes before a landline."""
    if not typed.strip():
        return "", "message.no_phone"
    found = numbers_in(typed, region)
    if not found:
        return "", "message.bad_phone"
    return in_a_cell(found[0]), "" if mobile(found[0]) else "message.landline"


def _filled(template: str, values: dict[str, str]) -> str:
    """Fill a checked template; what customers typed is inserted as it is and never read as a template."""
    return _SPACES.sub(" ", template.format_map(values)).strip()


def _addressed(template: str, values: dict[str, str], speak: Words) -> tuple[str, str]:
    """Return a message, and what it leaves out.

    A name that the 7-bit alphabet cannot spell would have the network send the same words in two or three
    parts; where that is so, it gives way to a general salutation.
    """
    named = shortened(_filled(template, values))
    length = Length.of(named)
    if length.alphabet != UCS2:
        return named, ""
    bare = shortened(_filled(template, {**values, "name": speak("message.customer")}))
    if Length.of(bare).parts < length.parts:
        return bare, speak("message.nameless", parts=length.parts)
    return named, ""


def _refuse_unknown(key: str, template: str) -> None:
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    try:
        unknown = placeholders(template) - set(PLACEHOLDERS)
    except FaultError as fault:
        raise ConfigError(
            "{key}: {why}.", "Known placeholders: {known}.", key=key, why=fault.phrase, known=known
        ) from None
    if unknown:
        raise ConfigError(
            "{key} cannot fill {placeholder}.",
            "Known placeholders: {known}.",
            key=key,
            placeholder=f"{{{min(unknown)}}}",
            known=known,
        )
