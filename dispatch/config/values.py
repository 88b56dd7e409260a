"""Kinds of value that ``dispatch.toml`` is made of: hours, euros, paths."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from dispatch.clock import DAY, MINUTE, hhmm, parse_hhmm
from dispatch.files.text import clean
from dispatch.phrases import FaultError


class Section(BaseModel):
    """Base of every section: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


@dataclass(frozen=True, slots=True)
class Hours:
    """Hold a span of the day, in seconds since midnight."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{_written(self.start)}-{_written(self.end)}"


class DateFormat(StrEnum):
    """Say which comes first in dates such as 09-11-2026; ``iso`` dates begin with the year."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    ISO = "iso"


def _path(raw: Any) -> Any:
    """Make a path of a text here, for pydantic refuses bytes that are no UTF-8, which file names may have."""
    return Path(raw.strip()) if isinstance(raw, str) else raw


def _written(seconds: int) -> str:
    """Write a time of day so that it is read back as the same."""
    if seconds == DAY:
        return "24:00"
    return hhmm(seconds) + (f":{seconds % MINUTE:02d}" if seconds % MINUTE else "")


def _moment(text: str) -> int:
    try:
        return parse_hhmm(text)
    except ValueError:
        raise FaultError("'{value}' is not a time like 17:30", value=text) from None


def _hours(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    parts = value.replace("–", "-").split("-")  # noqa: RUF001
    if len(parts) != 2:
        raise FaultError("'{value}' is not a span like 14:00-22:00", value=value)
    start, end = (_moment(part) for part in parts)
    if start >= end:
        raise FaultError("'{value}' ends before it begins", value=value)
    return Hours(start, end)


def _cents(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise FaultError("is not an amount in euros")
    try:
        cents = Decimal(str(value).replace(",", ".").strip()) * 100
    except InvalidOperation:
        raise FaultError("'{value}' is not an amount in euros", value=str(value)) from None
    if not cents.is_finite() or cents != cents.to_integral_value() or not 0 <= cents < 10**9:
        raise FaultError("'{value}' is not an amount of whole cents, zero or more", value=str(value))
    return int(cents)


def _time(value: Any) -> int:
    # Not a bare number: 17 would be seventeen seconds past midnight.
    return _moment(value if isinstance(value, str) else str(value))


HoursOfDay = Annotated[Hours, BeforeValidator(_hours), PlainSerializer(str)]
"""``"14:00-22:00"``."""

TimeOfDay = Annotated[int, BeforeValidator(_time), PlainSerializer(_written)]
"""``"17:30"``, held as seconds since midnight."""

Text = Annotated[str, BeforeValidator(lambda raw: clean(raw) if isinstance(raw, str) else raw)]
"""A name or a phrase for people: one printable line."""

Euro = Annotated[int, BeforeValidator(_cents), PlainSerializer(lambda cents: cents / 100)]
"""An amount in euros in the file (``12.50``), held as cents."""

FilePath = Annotated[Path, BeforeValidator(_path)]
"""A path; relative to the folder of ``dispatch.toml`` in the file, absolute once loaded."""

Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0, le=100_000)]
Minutes = Annotated[float, Field(ge=0, le=1440)]
Seconds = Annotated[int, Field(ge=0, le=86_400)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Kind = Literal["bike", "van", "robot", "drone"]
RoadKind = Literal["bike", "van", "robot"]
"""Kinds that meet traffic."""

ScaleCodeLayout = Annotated[
    str, Field(min_length=13, max_length=13, pattern=r"^2[0-9]{1,6}A{3,6}V?(W{4,6}|P{4,6})C$")
]
ProfileKey = Annotated[str, Field(pattern=r"^(bike|van|robot)(~[a-z0-9-]{1,40})*$")]
