"""``dispatch purge``: persons leave old runs."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from dispatch.app.adapters import kept_cells, learned_times
from dispatch.app.dropping import forget_read
from dispatch.app.files import find_setting
from dispatch.app.learning import learned_drives
from dispatch.app.report import summarise
from dispatch.archive import RunArchive
from dispatch.archive.retention import Purged, believe_clock, purge
from dispatch.config import Config
from dispatch.errors import ResourceError
from dispatch.model import NEEDS_LOOK, PLANNED, Issue, PlannedDay, warned
from dispatch.pipeline import Road
from dispatch.ports import Silent, Stage
from dispatch.reporting import to_json

FORGET_AFTER: Final = timedelta(days=730)
"""Age from which a visit says nothing about a door any more."""


@dataclass(frozen=True, slots=True)
class PurgedRuns:
    """Say which days persons were let go of, and what was doubted about the figures that stay.

    Parameters
    ----------
    days
        Older than the retention.
    issues
        What was doubted.
    cells
        Results of ``whatif`` that no study asked for in a long time, and that went as well.
    """

    days: tuple[Purged, ...]
    issues: tuple[Issue, ...] = ()
    cells: int = 0

    @property
    def status(self) -> int:
        """0, or 5 if something needs a look, or 3 if persons could not be let go of."""
        if any(day.kept for day in self.days):
            return ResourceError.exit_status
        return NEEDS_LOOK if warned(self.issues) else PLANNED


def purge_runs(
    out: Path | None,
    config: Path | None,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
    *,
    dry_run: bool,
    clock_is_right: bool = False,
) -> PurgedRuns:
    """Let persons out of runs older than the retention, and go of results that no study asks for any more.

    Raises
    ------
    ResourceError
        If the clock is not to be believed, unless a person says that it is right.
    """
    setting = find_setting(config, None, environment, {})
    archive = RunArchive(out or setting.config.archive.folder)
    purged = purge_archive(archive, setting.config, now(), dry_run=dry_run, clock_is_right=clock_is_right)
    return replace(purged, cells=kept_cells().forget(now().timestamp(), dry_run=dry_run))


def purge_archive(
    archive: RunArchive,
    config: Config,
    now: datetime,
    *,
    dry_run: bool,
    spare: Collection[date] = (),
    clock_is_right: bool = False,
) -> PurgedRuns:
    """Let persons out of old runs; the days in ``spare`` stay.

    Raises
    ------
    ResourceError
        If the clock is not to be believed, unless a person says that it is right.
    """
    if not clock_is_right:
        believe_clock(archive, now)
    road = Road(Silent())

    def figures(day: PlannedDay, actuals: Path | None) -> dict[str, Any]:
        summed = road.run(Stage.READING, summarise, day, actuals, config)
        return to_json(summed.figures.without_persons())

    days = purge(archive, config.archive.retention_days, now, figures, spare=spare, dry_run=dry_run)
    if not dry_run and config.intake.drop is not None:
        forget_read(config.intake.drop, now - timedelta(days=config.archive.retention_days))
    if not dry_run:
        learned_times().forget_before((now.date() - FORGET_AFTER).isoformat())
        learned_drives().forget_before((now.date() - FORGET_AFTER).isoformat())
    return PurgedRuns(days, tuple(road.issues))
