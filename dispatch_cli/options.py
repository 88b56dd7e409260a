"""Flags that several commands share."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from dispatch.clock import YEARS
from dispatch.errors import UsageError

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="dispatch.toml; default: here, or beside the purchases."),
]
Date = Annotated[
    datetime | None,
    typer.Option(
        "--date", formats=["%Y-%m-%d", "%d-%m-%Y"], help="Service day; default: the file's, or today."
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", "-o", help="Folder of the runs; default: [archive] folder.")
]
Lines = Annotated[
    Path | None, typer.Option("--lines", help="Receipt lines; default: lines.csv beside the purchases.")
]
Corrections = Annotated[
    Path | None, typer.Option("--corrections", help="A corrected rejected.csv, fed back.")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Now = Annotated[str, typer.Option("--now", metavar="HH:MM", help="What time it is; default: the clock.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing unless something needs a look.")]
Offline = Annotated[bool, typer.Option("--offline", help="Ask no address of any online service.")]
Seconds = Annotated[float | None, typer.Option("--time-limit", min=0.1, help="Seconds to search.")]
Iterations = Annotated[
    int | None,
    typer.Option("--iterations", min=1, help="Iterations instead of seconds: the same plan again."),
]
Seed = Annotated[int | None, typer.Option("--seed", min=0, help="Seed of the search.")]
Workers = Annotated[int | None, typer.Option("--workers", min=0, help="Parallel searches; 0 for one a core.")]


def day_of(moment: datetime | None) -> date | None:
    """Return the date of a flag.

    Raises
    ------
    UsageError
        If no store can mean it.
    """
    return None if moment is None else _meant(moment.date())


def read_day(text: str | None) -> date | None:
    """Read a date that was typed, year first or last.

    Raises
    ------
    UsageError
        If it is none.
    """
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            found = datetime.strptime(text, form).date()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            continue
        return _meant(found)
    raise _no_date(text)


def _meant(day: date) -> date:
    """Refuse a year in which nobody delivers: a slip, and no day can be counted from the calendar's ends."""
    if day.year not in YEARS:
        raise _no_date(day.isoformat())
    return day


def _no_date(text: str) -> UsageError:
    return UsageError("'{text}' is not a date.", "Write it like 2026-11-21.", text=text)


def overrides(**flags: object) -> dict[str, object]:
    """Turn flags that were given into settings: ``solver__seconds=5`` into ``solver.seconds``."""
    given = {name: value for name, value in flags.items() if value is not None and value is not False}
    return {name.replace("__", "."): value for name, value in given.items()}


def of_search(
    out: Path | None,
    time_limit: float | str | None,
    iterations: int | str | None,
    seed: int | str | None,
    workers: int | None = None,
) -> dict[str, object]:
    """Turn the flags of where runs go and how long is searched into settings."""
    return overrides(
        archive__folder=out and str(out.absolute()),
        solver__seconds=time_limit,
        solver__iterations=iterations,
        solver__seed=seed,
        solver__workers=workers,
    )
