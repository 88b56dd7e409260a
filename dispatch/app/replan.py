"""``dispatch replan``: short for facts and a plan in one line."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from dispatch.app.day import Asked, bring_up_to_date
from dispatch.app.desk import DayDesk, open_desk
from dispatch.app.edited import read_sound, require_unedited
from dispatch.app.files import Setting, archive_root, find_setting
from dispatch.app.names import known_courier, known_receipt
from dispatch.app.request import PlanOptions, in_zone, named_moment, read_till
from dispatch.app.run import Outcome
from dispatch.app.settings import setting_of_run
from dispatch.app.telling import run_unattended
from dispatch.archive import RunArchive
from dispatch.day import news
from dispatch.errors import UsageError
from dispatch.ports import Progress


@dataclass(frozen=True, slots=True)
class ReplanOptions:
    """Hold the flags of ``dispatch replan``."""

    run: str
    moment: str
    late: Path | None = None
    cancelled: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    config: Path | None = None
    overrides: Mapping[str, Any] = field(default_factory=dict)
    dry_run: bool = False


def replan(
    options: ReplanOptions,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
    progress: Progress,
) -> Outcome:
    """Write what has happened into the day's book, and bring its plan up to date from a time on.

    Raises
    ------
    DispatchError
        Any of the tree; nothing is written then.
    """
    named = options.overrides.get("archive.folder")
    folder = RunArchive(archive_root(named and Path(named), environment)).resolve(options.run)
    setting = _setting(folder, options, environment)
    now = in_zone(now, setting.config)
    if options.dry_run:
        return _replan(options, folder, setting, now, progress)
    return run_unattended(
        setting.config, "replan", now, lambda: _replan(options, folder, setting, now, progress)
    )


def _setting(folder: Path, options: ReplanOptions, environment: Mapping[str, str]) -> Setting:
    """Go by the store's own configuration; by that of the run where there is none."""
    own = find_setting(options.config, None, environment, options.overrides)
    if own.sample:
        return setting_of_run(folder, None, environment, options.overrides)
    return own


def _replan(
    options: ReplanOptions,
    folder: Path,
    setting: Setting,
    now: Callable[[], datetime],
    progress: Progress,
) -> Outcome:
    require_unedited(
        folder, "Look at it with 'dispatch verify', or drive another version: dispatch day --drive"
    )
    old = read_sound(folder)
    archive = RunArchive(folder.parent.parent)
    moment = named_moment(options.moment, "--from")
    files = None
    if options.late is not None:
        files = read_till(PlanOptions(purchases=options.late, day=old.day), setting, now)
    with nullcontext() if options.dry_run else archive.lock(old.day, now()):
        desk = open_desk(old.day, setting, archive, now, writing=not options.dry_run)
        in_force = desk.state().in_force
        if in_force != old.version:
            raise UsageError(
                "Version {version} of {day} is not driven: couriers drive version {in_force}.",
                "Change that one, or drive this one first: dispatch day {day} --drive v{version}",
                version=old.version,
                day=str(old.day),
                in_force=in_force or 0,
            )
        said = _said(options, moment, desk)
        return bring_up_to_date(desk, Asked("replan", files, said=said, moment=moment), progress)


def _said(options: ReplanOptions, moment: int, desk: DayDesk) -> tuple[news.News, ...]:
    """Turn flags into news.

    Raises
    ------
    UsageError
        If a receipt or a courier is not known; nothing is written then.
    """
    said: list[news.News] = []
    if options.cancelled:
        said.append(news.Cancel(tuple(known_receipt(receipt, desk) for receipt in options.cancelled)))
    back = dict(map(_back, options.back))
    known = {name: known_courier(name, desk) for name in (*options.out, *back)}
    said += [news.CourierOut(known[name], moment) for name in options.out]
    said += [news.CourierOut(known[name], None, when) for name, when in back.items()]
    return tuple(said)


def _back(text: str) -> tuple[str, int]:
    """Read ``Bram=18:30``."""
    name, _, moment = text.rpartition("=")
    seconds = named_moment(moment, "--back")
    if not name.strip():
        raise UsageError("--back '{text}' names nobody.", "Write it like Bram=18:30.", text=text)
    return name.strip(), seconds
