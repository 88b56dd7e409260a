"""Every word that the documents print, in Dutch and English, and the country's way of writing figures.

A text may hold ``{placeholders}``; the store replaces any of them under ``[sheets] texts`` by its key.
Keys end in ``.one`` and ``.other`` where a number decides the form (:meth:`Words.count`).
"""

import difflib
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from dispatch.clock import hhmm
from dispatch.errors import ConfigError, DispatchError
from dispatch.model import Fact, Issue, Kind, Place, Suggestion, TravelMatrix, Ways
from dispatch.model.codes import AS_WRITTEN, Code
from dispatch.phrases import Detail, FaultError, Phrase
from dispatch.words import figures
from dispatch.words.addresses import ADDRESS_TEXTS
from dispatch.words.baskets import BASKET_TEXTS
from dispatch.words.day import DAY_TEXTS
from dispatch.words.doctor import DOCTOR_TEXTS
from dispatch.words.errors import IN_DUTCH
from dispatch.words.files import FILE_TEXTS
from dispatch.words.issues import ISSUE_TEXTS
from dispatch.words.paper import PAPER_TEXTS
from dispatch.words.phone import PHONE_TEXTS
from dispatch.words.reading import READING_TEXTS
from dispatch.words.reasons import REASON_TEXTS, REMEDY_TEXTS
from dispatch.words.report import REPORT_TEXTS
from dispatch.words.screen import SCREEN_TEXTS
from dispatch.words.slots import SLOT_TEXTS
from dispatch.words.study import STUDY_TEXTS
from dispatch.words.terminal import TERMINAL_TEXTS
from dispatch.words.till import TILL_TEXTS
from dispatch.words.times import TIME_TEXTS
from dispatch.words.verifying import VERIFY_TEXTS
from dispatch.words.violations import VIOLATION_TEXTS

LANGUAGES: Final = ("nl", "en")
_HOUR: Final = 3_600
_KILOMETRE: Final = 1_000

TEXTS: Final[dict[str, tuple[str, str]]] = {**PAPER_TEXTS, **SCREEN_TEXTS, **PHONE_TEXTS}
"""Dutch and English by key: what documents print, each replaceable by the store."""

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    **ADDRESS_TEXTS,
    **READING_TEXTS,
    **BASKET_TEXTS,
    **TILL_TEXTS,
    **TIME_TEXTS,
    **ISSUE_TEXTS,
    **DAY_TEXTS,
    **VIOLATION_TEXTS,
    **REASON_TEXTS,
    **REMEDY_TEXTS,
    **TERMINAL_TEXTS,
    **FILE_TEXTS,
    **VERIFY_TEXTS,
    **DOCTOR_TEXTS,
    **STUDY_TEXTS,
    **REPORT_TEXTS,
    **SLOT_TEXTS,
}
"""Dutch and English by key: what is said of facts, on the terminal and in documents alike."""


class Audience(StrEnum):
    """Say who reads: ``dispatcher`` may know couriers by name, ``public`` knows their vehicles."""

    DISPATCHER = "dispatcher"
    PUBLIC = "public"


class _Known(dict[str, str]):
    """Fill placeholders, and leave a gap for a fact that an archive somebody edited has lost."""

    def __missing__(self, name: str) -> str:
        return "…"


@dataclass(frozen=True, slots=True)
class Told:
    """Hold what is said of an issue, and what to do about it; the hint may be empty."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Words:
    """Speak one language, with the store's own texts where it has them.

    Parameters
    ----------
    language
        One of :data:`LANGUAGES`.
    texts
        Every key of :data:`TEXTS` and :data:`SENTENCES` in that language.
    """

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key with its placeholders filled."""
        return self.texts[key].format_map({name: str(value) for name, value in values.items()})

    def count(self, key: str, n: int) -> str:
        """Return the form of ``key`` that belongs to a number, with the number in it."""
        return self(f"{key}.one" if n == 1 else f"{key}.other", n=self.integer(n))

    def form(self, key: str, n: int) -> str:
        """Return the form of ``key`` that belongs to a number, without the number."""
        return self(f"{key}.one" if n == 1 else f"{key}.other")

    def tell(
        self,
        key: str,
        facts: Iterable[Fact] = (),
        audience: Audience = Audience.DISPATCHER,
        **values: object,
    ) -> str:
        """Say the sentence of a key with facts in its placeholders.

        Several facts of one name are a list. A term may be a clause that holds placeholders of its own, for
        the other facts. Where the sentence has forms for one and for more, the first count decides.

        Parameters
        ----------
        values
            Further placeholders, shown as they are.
        """
        known = tuple(facts)
        shown: dict[str, list[str]] = {}
        for fact in known:
            shown.setdefault(fact.name, []).append(self._in_context(fact, known, audience))
        if key not in self.texts:
            number = next((fact.value for fact in known if fact.kind is Kind.COUNT), 0)
            key = f"{key}.one" if number == 1 else f"{key}.other"
        filled = {name: str(value) for name, value in values.items()}
        filled |= {name: figures.enumeration(parts, self.language) for name, parts in shown.items()}
        return self.texts[key].format_map(_Known(filled))

    def issue(self, issue: Issue, audience: Audience = Audience.DISPATCHER) -> Told:
        """Say what is the matter, and what to do about it."""
        told = issue.about == AS_WRITTEN
        base = f"issue.{AS_WRITTEN if told else issue.code}"
        key = f"{base}.{issue.about}" if issue.about and not told else base
        values = {
            "field": issue.field,
            "row": "" if issue.row is None else issue.row,
            "value": issue.value,
            "receipt": issue.receipt_id,
        }
        hint = next((k for k in (f"{key}.hint", f"{base}.hint") if k in self.texts), "")
        return Told(
            self.tell(key, issue.facts, audience, **values),
            self.tell(hint, issue.facts, audience, **values) if hint else "",
        )

    def error(self, error: DispatchError) -> Told:
        """Say what ended a run, and what to do about it."""
        return Told(self.phrase(error.phrase), self.phrase(Phrase(error.remedy, error.facts)))

    def phrase(self, phrase: Phrase) -> str:
        """Say a part of what an error says."""
        text = phrase.text if self.language == "en" else IN_DUTCH.get(phrase.text, phrase.text)
        return text.format_map({name: self._detail(detail) for name, detail in phrase.facts.items()})

    def _detail(self, detail: Detail) -> str:
        match detail:
            case Phrase():
                return self.phrase(detail)
            case tuple():
                return "; ".join(map(self._detail, detail))
            case date():
                return self.day(detail)
            case int():
                return self.integer(detail)
        return str(detail)

    def address(self, code: Code | None, about: str, facts: Iterable[Fact]) -> str:
        """Say in a clause what is the matter with an address; nothing if nothing is."""
        key = ".".join(filter(None, ("address", code, about)))
        return "" if key == "address" else self.tell(key, facts)

    def place(self, place: Place) -> str:
        """Say why a place is less than exact, as couriers read it; nothing if it is exact."""
        if any(fact.name == "remark" for fact in place.facts):
            return self.tell(f"place.{AS_WRITTEN}", place.facts)
        key = f"place.{place.code}"
        return self.tell(key, place.facts) if self._has(key) else ""

    def found(self, source: str) -> str:
        """Say where a place is from; a source that has no words here by its name."""
        return self(key) if self._has(key := f"found.{source}") else source

    def travel(self, matrix: TravelMatrix) -> str:
        """Say where travel times come from."""
        if matrix.ways is Ways.MAPPED:
            return self("travel.straight") if matrix.estimated else matrix.source
        if matrix.wind is None:
            return self(f"travel.{matrix.ways}", source=matrix.source)
        speed = matrix.wind.cm_per_second
        digits = 2 if speed % 10 else 1 if speed % 100 else 0
        return self(
            f"travel.{matrix.ways}",
            speed=self.decimal(speed / 100, digits),
            degrees=matrix.wind.from_degrees,
        )

    def suggestion(self, suggestion: Suggestion) -> str:
        """Say how an address that is offered differs from the one typed."""
        return self.tell(f"address.{suggestion.code}.taken", suggestion.facts)

    def _has(self, key: str) -> bool:
        return key in self.texts or f"{key}.other" in self.texts

    def _in_context(self, fact: Fact, others: tuple[Fact, ...], audience: Audience) -> str:
        if fact.kind is not Kind.TERM or not self._has(str(fact.value)):
            return self.fact(fact, audience)
        return self.tell(str(fact.value), (one for one in others if one.kind is not Kind.TERM), audience)

    def fact(self, fact: Fact, audience: Audience = Audience.DISPATCHER) -> str:
        """Write one fact as the country does, and a courier as the audience may know them."""
        value = fact.value
        if isinstance(value, int):
            return self._number(fact.kind, value)
        if fact.kind is Kind.DATE:
            return figures.long_day(date.fromisoformat(value), self.language)
        if fact.kind is Kind.TERM:
            return self.texts.get(value, value)
        if fact.kind is Kind.COURIER and audience is Audience.PUBLIC:
            return fact.beside or self("word.courier")
        return value

    def _number(self, kind: Kind, value: int) -> str:
        match kind:
            case Kind.MOMENT:
                return hhmm(value)
            case Kind.SPAN:
                return self.span(value) if value >= _HOUR else figures.short_span(value, self.language)
            case Kind.METRES:
                return self._distance(value)
            case Kind.GRAMS:
                return f"{self.integer(value // 1000)} kg" if value % 1000 == 0 else self.kg(value)
            case Kind.CENTS:
                return self.euro(value)
            case Kind.PERCENT:
                return figures.percent(value, self.language)
            case _:
                return self.integer(value)

    def _distance(self, metres: int) -> str:
        if metres < _KILOMETRE:
            return f"{self.integer(metres)} m"
        return f"{self.integer(metres // 1000)} km" if metres % 1000 == 0 else self.km(metres)

    def day(self, day: date) -> str:
        """Write a date in full: ``zaterdag 21 november 2026``."""
        return figures.full_day(day, self.language)

    def long_day(self, day: date) -> str:
        """Write a date without its weekday: ``21 november 2026``."""
        return figures.long_day(day, self.language)

    def short_day(self, day: date) -> str:
        """Write a date in figures, day first: ``21-11-2026`` or ``21/11/2026``."""
        return figures.short_day(day, self.language)

    def integer(self, number: int) -> str:
        """Write a whole number with the country's mark between thousands."""
        return figures.decimal(number, 0, self.language)

    def decimal(self, number: float, digits: int = 1) -> str:
        """Write a number with the country's decimal mark."""
        return figures.decimal(number, digits, self.language)

    def km(self, metres: int) -> str:
        """Write metres as kilometres: ``12,3 km``."""
        return f"{self.decimal(metres / 1000)} km"

    def kg(self, grams: int) -> str:
        """Write grams as kilograms: ``8,4 kg``."""
        return f"{self.decimal(grams / 1000)} kg"

    def span(self, seconds: int) -> str:
        """Write a length of time in hours and minutes, rounded up: ``1:05 u``."""
        hours, minutes = divmod(-(-seconds // 60), 60)
        return self("span", hours=hours, minutes=f"{minutes:02d}")

    def euro(self, cents: int) -> str:
        """Write cents as euros: ``€ 12,34``."""
        return figures.euro(cents, self.language)


def words(language: str, replacements: Mapping[str, str] | None = None) -> Words:
    """Return the words of a language, with texts of the store in place of ours.

    Parameters
    ----------
    language
        One of :data:`LANGUAGES`.
    replacements
        Text by key, as under ``[sheets] texts``; the placeholders of ours may be used, and no others.

    Raises
    ------
    ConfigError
        If a key does not exist or a text holds a placeholder that it cannot fill; all are named at once.
    """
    column = LANGUAGES.index(language)
    texts = {key: forms[column] for key, forms in (TEXTS | SENTENCES).items()}
    mistakes = [mistake for key, text in (replacements or {}).items() for mistake in _mistakes(key, text)]
    if mistakes:
        raise ConfigError(
            "[sheets] texts: {mistakes}.", "The keys are listed in docs/texts.md.", mistakes=tuple(mistakes)
        )
    return Words(language, texts | dict(replacements or {}))


def placeholders(text: str) -> frozenset[str]:
    """Return the names of the placeholders in a text.

    Raises
    ------
    FaultError
        If a brace has no partner, or a placeholder is more than a name.
    """
    names = set()
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        raise FaultError("a brace has no partner") from None
    for _, name, form, conversion in parts:
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise FaultError("{placeholder} is not a plain placeholder", placeholder=f"{{{name}}}")
        names.add(name)
    return frozenset(names)


def _mistakes(key: str, text: str) -> Iterator[Phrase]:
    if key not in TEXTS:
        near = difflib.get_close_matches(key, TEXTS, n=1, cutoff=0.5)
        form = "'{key}' is not a known key" + (" (did you mean '{near}'?)" if near else "")
        yield Phrase(form, {"key": key, "near": next(iter(near), "")})
        return
    allowed = placeholders(TEXTS[key][0])
    try:
        unknown = placeholders(text) - allowed
    except FaultError as fault:
        yield Phrase("'{key}': {why}", {"key": key, "why": fault.phrase})
        return
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in sorted(allowed)) or "-"
        facts = {"key": key, "placeholder": f"{{{min(unknown)}}}", "known": known}
        yield Phrase("'{key}' cannot fill {placeholder} (known: {known})", facts)
