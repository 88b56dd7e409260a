"""Read when a row was bought, from one column or from two."""

from datetime import date
from zoneinfo import ZoneInfo

from dispatch.config import DateFormat
from dispatch.intake.moments import Moment, read_moment
from dispatch.intake.row import Row
from dispatch.intake.values import UnreadableError


def moment_text(row: Row) -> tuple[str, str]:
    """Return what tells the moment of purchase, and the column that tells the time."""
    column = "purchase_time" if row.text("purchase_time") else "purchased_at"
    if column not in row.columns.indexes:
        column = next(
            (name for name in ("purchase_time", "purchase_date") if name in row.columns.indexes), column
        )
    parts = (row.text(name) for name in ("purchased_at", "purchase_date", "purchase_time"))
    return " ".join(filter(None, parts)), column


def purchase_moment(row: Row, zone: ZoneInfo | None, dates: DateFormat) -> Moment:
    """Put the moment of purchase together from one column or from two.

    Where a time has a column of its own, it wins over the midnight that a database puts behind a date.

    Raises
    ------
    UnreadableError
        If one of the columns cannot be read.
    """
    at, clock, day = (
        read_moment(text, zone, dates) if (text := row.text(name)) else Moment(None, None)
        for name in ("purchased_at", "purchase_time", "purchase_date")
    )
    seconds = next((found for found in (clock.seconds, at.seconds, day.seconds) if found is not None), None)
    return Moment(seconds, at.day or day.day or clock.day)


def bought_on(row: Row, zone: ZoneInfo | None, dates: DateFormat) -> date | None:
    """Return the day on which a row was bought; None where it is not told, or cannot be read."""
    try:
        return purchase_moment(row, zone, dates).day
    except UnreadableError:
        return None
