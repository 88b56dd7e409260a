"""Tell people how an unattended run ended, and let persons out of old runs."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import date, datetime

from dispatch import notifying
from dispatch.app.purge import purge_archive
from dispatch.app.run import Outcome
from dispatch.archive import RunArchive
from dispatch.archive.comparing import Changes
from dispatch.config import Config
from dispatch.errors import DispatchError
from dispatch.model import RunSummary
from dispatch.notifying import close_log, default_log, notify, open_log
from dispatch.words import words


def tell(config: Config, outcome: notifying.Outcome) -> tuple[str, ...]:
    """Tell by log, heartbeat, command and mail how a run ended; return what went wrong with telling."""
    try:
        log = open_log(config.notify.log or default_log())
    except OSError as error:
        trouble = f"The log cannot be written: {error.strerror}."
        return (trouble, *notify(config.notify, outcome, config.store.name))
    try:
        return notify(config.notify, outcome, config.store.name, log)
    finally:
        close_log(log)


def run_unattended(
    config: Config, command: str, now: Callable[[], datetime], run: Callable[[], Outcome]
) -> Outcome:
    """Run something unattended: let persons out of old runs, and tell people how it ended."""
    try:
        outcome = run()
    except Exception as error:
        for trouble in tell(config, failed(command, error, now())):
            error.add_note(trouble)
        raise
    troubles = [
        *_purge(config, now(), outcome.planned.day),
        *tell(config, ended(command, outcome, now())),
    ]
    return replace(outcome, troubles=(*outcome.troubles, *troubles))


def failed(command: str, error: Exception, now: datetime) -> notifying.Outcome:
    """Say that a run ended without a plan; of a bug only its kind, for its words may name anybody."""
    if isinstance(error, DispatchError):
        return notifying.Outcome(command, error.exit_status, str(error), now)
    return notifying.Outcome(command, 1, f"A bug stopped the program: {type(error).__name__}.", now)


def ended(command: str, outcome: Outcome, now: datetime) -> notifying.Outcome:
    """Sum an outcome up for those who are told of it: counts and codes, no receipt."""
    summary = outcome.summary
    accounts = summary.accounts
    return notifying.Outcome(
        command=command,
        status=outcome.status,
        headline=(
            f"{accounts.planned} orders planned, {accounts.rejected} rejected,"
            f" {accounts.unassigned} unassigned"
        ),
        ended_at=now,
        day=summary.day.isoformat(),
        version=summary.version,
        details=tuple(_details(summary, outcome.changes)),
        folder=str(outcome.folder or ""),
        accounts=asdict(accounts),
    )


def _details(summary: RunSummary, changes: Changes | None) -> Iterator[str]:
    for what, counted in (
        ("rejected", summary.rejected),
        ("unassigned", summary.unassigned),
        ("to know", summary.warnings),
    ):
        if counted:
            yield f"{what}: {', '.join(f'{code} {times}' for code, times in counted)}"
    if changes is not None:
        yield from changes.counts()


def _purge(config: Config, now: datetime, planned: date) -> list[str]:
    """Purge after a run; the day it was for stays, or planning a day long past would take it away again."""
    archive, say = RunArchive(config.archive.folder), words(config.store.language)
    try:
        purged = purge_archive(archive, config, now, dry_run=False, spare=(planned,))
    except DispatchError as error:
        return [f"Old runs could not be purged: {error.message}"]
    kept = [f"Old runs could not be purged: {one.day}: {one.kept}" for one in purged.days if one.kept]
    return [*kept, *(f"{issue.code}: {say.issue(issue).message}" for issue in purged.issues)]
