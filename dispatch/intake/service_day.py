"""Tell of which day an export is."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from dispatch.config import DateFormat, Store
from dispatch.intake.bought import purchase_moment
from dispatch.intake.export import DATED, Export
from dispatch.intake.moments import can_be_turned
from dispatch.intake.purchase import wanted_day
from dispatch.intake.row import Row
from dispatch.intake.values import UnreadableError

_ROWS_FOR_THE_DAY: Final = 5_000
_DATE: Final = re.compile(r"[0-9][-/. ][0-9]{1,2}[-/. ][0-9]")


def day_of_export(export: Export, store: Store) -> date | None:
    """Return the day that most flagged rows are to be delivered on; None if they show only times.

    Where two days have as many, the one on which more was bought counts.
    """
    found = list(_days(export, store))
    wanted = Counter(wanted or bought for bought, wanted in found)
    bought = Counter(bought for bought, _ in found)
    days = [day for day in wanted if day is not None]
    return max(days, key=lambda day: (wanted[day], bought[day], day), default=None)


def days_of_export(export: Export, store: Store) -> frozenset[date]:
    """Return every day on which a flagged row is to be delivered."""
    days = (wanted or bought for bought, wanted in _days(export, store))
    return frozenset(day for day in days if day is not None)


def day_turned(export: Export, store: Store) -> date | None:
    """Return the day that the export would be of with day and month exchanged; None if a date forbids it."""
    indexes = [index for name in DATED for index in export.columns.places(name)]
    texts = [
        text for record in export.flagged for index in indexes if _DATE.search(text := record.text(index))
    ]
    if not texts or not all(map(can_be_turned, texts)):
        return None
    turned = DateFormat.DAY_FIRST if export.dates is DateFormat.MONTH_FIRST else DateFormat.MONTH_FIRST
    return day_of_export(replace(export, dates=turned), store)


def _days(export: Export, store: Store) -> Iterator[tuple[date | None, date | None]]:
    zone = ZoneInfo(store.timezone)
    for record in export.flagged[:_ROWS_FOR_THE_DAY]:
        row = Row(export.columns, record)
        try:
            bought = purchase_moment(row, zone, export.dates).day
        except UnreadableError:
            continue
        try:
            wanted = wanted_day(row, None, zone, export.dates)
        except UnreadableError:
            wanted = None
        yield bought, wanted
