"""``dispatch check``: intake and addresses only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dispatch.app.adapters import open_geocoder
from dispatch.app.files import find_setting
from dispatch.app.request import PlanOptions, in_zone, read_till
from dispatch.geocoding import LocatedOrders, locate_orders
from dispatch.intake import Export, LineCounts, read_corrections, read_rows
from dispatch.model import NEEDS_LOOK, NOTHING_PLANNED, PLANNED, Intake, Issue, Rejected, warned
from dispatch.pipeline import Road
from dispatch.ports import Progress, Stage


@dataclass(frozen=True, slots=True)
class Checked:
    """Say what a check found.

    Parameters
    ----------
    intake, found
        What was read, and where it goes.
    issues
        All that was told on the way.
    status
        Exit status.
    export
        How the till's file was understood.
    lines
        What was in the lines.
    profile
        Which program is configured to have written the export.
    written
        The file of rejected rows, if one was asked for.
    """

    intake: Intake
    found: LocatedOrders
    issues: tuple[Issue, ...]
    status: int
    export: Export
    lines: LineCounts
    profile: str
    written: Path | None = None

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """Every rejected row, in file order."""
        return tuple(sorted((*self.intake.rejected, *self.found.rejected), key=lambda reject: reject.row))


def check_day(
    options: PlanOptions,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
    progress: Progress,
    rejected_file: Path | None,
) -> Checked:
    """Read the purchases, find the addresses, and say what would be rejected."""
    setting = find_setting(options.config, options.purchases, environment, options.overrides)
    now = in_zone(now, setting.config)
    files = read_till(options, setting, now)
    export, section = files.export, setting.config.intake
    store, promise = setting.config.store, setting.config.promise
    road = Road(progress, [*files.issues, *(files.baskets.issues() if files.baskets else ())])
    if options.corrections is not None:
        export, told = read_corrections(options.corrections, export, section).applied(section)
        road.take(told)
    with open_geocoder(setting.config, now) as geocoder:
        road.take(geocoder.issues)
        intake = road.run(
            Stage.READING, read_rows, export, files.goods or {}, files.day, section, promise, store
        )
        found = road.run(
            Stage.LOCATING, locate_orders, intake.orders, geocoder,
            store=store.point, area=promise.area, cells=intake.cells, spares=intake.spares, progress=progress,
        )  # fmt: skip
    checked = Checked(intake, found, tuple(road.issues), PLANNED, files.export, files.lines, section.profile)
    if checked.rejected or warned(checked.issues):
        checked = replace(checked, status=NEEDS_LOOK if found.located else NOTHING_PLANNED)
    if rejected_file is not None:
        from dispatch.sheets.exports.tables import write_rejected

        write_rejected(rejected_file, checked.rejected, setting.config.sheets, setting.config.store)
        checked = replace(checked, written=rejected_file)
    return checked
