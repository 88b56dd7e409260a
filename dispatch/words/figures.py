"""Numbers, amounts, dates and lists as the country writes them (Unicode's CLDR, by Babel)."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from babel.dates import format_date, get_day_names
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

LOCALES: Final = {"nl": "nl_NL", "en": "en_GB"}
"""The country that each language is written for."""


def full_day(day: date, language: str) -> str:
    """Write a date in full: ``zaterdag 21 november 2026``."""
    return format_date(day, "EEEE d MMMM y", locale=LOCALES[language])


def long_day(day: date, language: str) -> str:
    """Write a date without its weekday: ``21 november 2026``."""
    return format_date(day, "d MMMM y", locale=LOCALES[language])


def short_span(seconds: int, language: str) -> str:
    """Write less than an hour in minutes, rounded up, and less than a minute in seconds: ``12 minuten``."""
    number, unit = (seconds, "second") if seconds < 60 else (-(-seconds // 60), "minute")
    return format_unit(number, f"duration-{unit}", locale=LOCALES[language])


def percent(share: int, language: str) -> str:
    """Write a share of whole percents: ``12%``."""
    return format_percent(share / 100, locale=LOCALES[language])


def short_day(day: date, language: str) -> str:
    """Write a date in figures, day first: ``21-11-2026`` or ``21/11/2026``."""
    return format_date(day, "dd-MM-y" if language == "nl" else "dd/MM/y", locale=LOCALES[language])


def brief_day(day: date, language: str, *, year: bool) -> str:
    """Write a date with its weekday in few letters: ``za 21 nov``, ``Sat 21 Nov``; with its year if asked."""
    return format_date(day, "EEE d MMM y" if year else "EEE d MMM", locale=LOCALES[language]).replace(".", "")


def month(day: date, language: str) -> str:
    """Write the month of a date: ``november 2026``."""
    return format_date(day, "LLLL y", locale=LOCALES[language])


def weekday(number: int, language: str) -> str:
    """Write a day of the week, Monday being 0: ``maandag``."""
    return str(get_day_names("wide", locale=LOCALES[language])[number])


@lru_cache(maxsize=4096)
def decimal(number: float, digits: int, language: str) -> str:
    """Write a number with so many decimals and the country's marks."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(number, pattern, locale=LOCALES[language])


@lru_cache(maxsize=4096)
def euro(cents: int, language: str) -> str:
    """Write cents as euros: ``€ 12,34`` or ``€12.34``; a minus comes first."""
    amount = format_currency(abs(cents) / 100, "EUR", locale=LOCALES[language])
    return f"-{amount}" if cents < 0 else amount


def enumeration(parts: Sequence[str], language: str) -> str:
    """Join words to a list: ``a, b en c``."""
    return format_list(list(parts), locale=LOCALES[language])
