"""Tell people how an unattended run ended, and let persons out of old runs."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime

from dispatch import notifying
from dispatch.app.purge import purge_archive
from dispatch.app.run import Outcome
from dispatch.archive import RunArchive
from dispatch.config import Config
from dispatch.errors import DispatchError
from dispatch.notifying import close_log, default_log, notify, open_log


@dataclass(frozen=True, slots=True)
class Ending:
    """Sum up how a run ended; see :class:`dispatch.notifying.Outcome`."""

    status: int
    headline: str
    day: str = ""
    version: int = 0
    details: tuple[str, ...] = ()
    folder: str = ""
    accounts: dict[str, int] = field(default_factory=dict)


def tell_ended(config: Config, command: str, ending: Ending, now: datetime) -> tuple[str, ...]:
    """Tell by log, heartbeat, command and mail how a run ended; return what went wrong with telling."""
    outcome = notifying.Outcome(command=command, ended_at=now, **asdict(ending))
    try:
        log = open_log(config.notify.log or default_log())
    except OSError as error:
        trouble = f"The log cannot be written: {error.strerror}."
        return (trouble, *notify(config.notify, outcome, config.store.name))
    try:
        return notify(config.notify, outcome, config.store.name, log)
    finally:
        close_log(log)


def tell_failed(config: Config, command: str, error: Exception, now: datetime) -> tuple[str, ...]:
    """Tell that a run ended without a plan."""
    if isinstance(error, DispatchError):
        return tell_ended(config, command, Ending(error.exit_status, str(error)), now)
    return tell_ended(config, command, Ending(1, f"A bug stopped the program: {type(error).__name__}."), now)


def told(config: Config, command: str, now: Callable[[], datetime], run: Callable[[], Outcome]) -> Outcome:
    """Run something unattended: let persons out of old runs, and tell people how it ended."""
    try:
        outcome = run()
    except Exception as error:
        for trouble in tell_failed(config, command, error, now()):
            error.add_note(trouble)
        raise
    troubles = [
        *_purge(config, now(), outcome.planned.day),
        *tell_ended(config, command, ending_of(outcome), now()),
    ]
    return replace(outcome, troubles=(*outcome.troubles, *troubles), language=config.store.language)


def ending_of(outcome: Outcome) -> Ending:
    """Sum an outcome up for those who are told of it."""
    planned, accounts = outcome.planned, outcome.planned.accounts
    return Ending(
        status=outcome.status,
        headline=(
            f"{accounts.planned} orders planned, {accounts.rejected} rejected,"
            f" {accounts.unassigned} unassigned"
        ),
        day=planned.day.isoformat(),
        version=planned.version,
        details=outcome.changes.sentences() if outcome.changes else (),
        folder=str(outcome.folder or ""),
        accounts=asdict(accounts),
    )


def _purge(config: Config, now: datetime, planned: date) -> list[str]:
    """Purge after a run; the day it was for stays, or planning a day long past would take it away again."""
    archive = RunArchive(config.archive.folder)
    try:
        purged = purge_archive(archive, config, now, dry_run=False, spare=(planned,))
    except DispatchError as error:
        return [f"Old runs could not be purged: {error.message}"]
    kept = [f"Old runs could not be purged: {one.day}: {one.kept}" for one in purged.days if one.kept]
    return [*kept, *(f"{issue.code}: {issue.message}" for issue in purged.issues)]
