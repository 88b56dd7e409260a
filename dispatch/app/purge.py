"""``dispatch purge``: persons leave old runs."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from dispatch.app.adapters import learned_times
from dispatch.app.files import find_setting
from dispatch.app.report import summarise
from dispatch.archive import RunArchive
from dispatch.archive.retention import Purged, purge
from dispatch.config import Config
from dispatch.model import PlannedDay
from dispatch.reporting import to_json

FORGET_AFTER: Final = timedelta(days=730)
"""Age from which a visit says nothing about a door any more."""


def purge_runs(
    out: Path | None,
    config: Path | None,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
    *,
    dry_run: bool,
) -> tuple[Purged, ...]:
    """Let persons out of runs older than the retention."""
    setting = find_setting(config, None, environment, {})
    return purge_archive(
        RunArchive(out or setting.config.archive.folder), setting.config, now(), dry_run=dry_run
    )


def purge_archive(
    archive: RunArchive, config: Config, now: datetime, *, dry_run: bool, spare: Collection[date] = ()
) -> tuple[Purged, ...]:
    """Let persons out of old runs; the days in ``spare`` stay."""

    def figures(day: PlannedDay, actuals: Path | None) -> dict[str, Any]:
        return to_json(summarise(day, actuals, config).without_persons())

    purged = purge(archive, config.archive.retention_days, now, figures, spare=spare, dry_run=dry_run)
    if not dry_run:
        learned_times().forget_before((now.date() - FORGET_AFTER).isoformat())
    return purged
