"""Tell people how an unattended run ended, and let persons out of old runs."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta

from dispatch import notifying
from dispatch.app.purge import purge_archive
from dispatch.app.run import Outcome
from dispatch.archive import RunArchive
from dispatch.config import Config
from dispatch.errors import DispatchError
from dispatch.notifying import close_log, default_log, notify, open_log
from dispatch.words import Words, words


def tell(config: Config, outcome: notifying.Outcome) -> tuple[str, ...]:
    """Tell by log, heartbeat, command and mail how a run ended; return what went wrong with telling.

    The log is kept as long as the runs are.
    """
    oldest = outcome.ended_at.date() - timedelta(days=config.archive.retention_days)
    try:
        log = open_log(config.notify.log or default_log(), oldest.isoformat())
    except OSError as error:
        trouble = words(config.store.language)("ending.log", why=error.strerror)
        return (trouble, *notify(config.notify, outcome, config.store.name, language=config.store.language))
    try:
        return notify(config.notify, outcome, config.store.name, log, config.store.language)
    finally:
        close_log(log)


def run_unattended(
    config: Config, command: str, now: Callable[[], datetime], run: Callable[[], Outcome]
) -> Outcome:
    """Run something unattended: let persons out of old runs, and tell people how it ended."""
    say = words(config.store.language)
    try:
        outcome = run()
    except Exception as error:
        for trouble in tell(config, failed(say, command, error, now())):
            error.add_note(trouble)
        raise
    return with_end_told(config, command, now, outcome)


def with_end_told(config: Config, command: str, now: Callable[[], datetime], outcome: Outcome) -> Outcome:
    """Let persons out of old runs, and tell people how a run ended; return it with what went wrong there."""
    say = words(config.store.language)
    # What stands as it was has been told: only the heartbeat and the log hear of it again.
    silent = {"command": (), "mail": None} if outcome.unchanged else {}
    section = config.notify.model_copy(update=silent)
    hearing = config.model_copy(update={"notify": section})
    troubles = [
        *_purge(config, now(), outcome.planned.day),
        *tell(hearing, ended(say, command, outcome, now())),
    ]
    return replace(outcome, troubles=(*outcome.troubles, *troubles))


def failed(say: Words, command: str, error: Exception, now: datetime) -> notifying.Outcome:
    """Say that a run ended without a plan; of a bug only its kind, for its words may name anybody."""
    if isinstance(error, DispatchError):
        return notifying.Outcome(command, error.exit_status, _paragraph(say, error), now)
    return notifying.Outcome(command, 1, say("ending.bug", kind=type(error).__name__), now)


def ended(say: Words, command: str, outcome: Outcome, now: datetime) -> notifying.Outcome:
    """Sum an outcome up for those who are told of it: counts and codes, no receipt."""
    summary = outcome.summary
    accounts = summary.accounts
    return notifying.Outcome(
        command=command,
        status=outcome.status,
        headline=say(
            "ending.headline",
            planned=say.count("terminal.orders", accounts.planned),
            rejected=say.integer(accounts.rejected - summary.settled),
            unassigned=say.integer(accounts.unassigned),
        ),
        ended_at=now,
        day=summary.day.isoformat(),
        version=summary.version,
        details=tuple(_details(say, outcome)),
        folder=str(outcome.folder or ""),
        accounts=asdict(accounts),
    )


def _details(say: Words, outcome: Outcome) -> Iterator[str]:
    summary, changes = outcome.summary, outcome.changes
    fresh = {issue.code for issue in outcome.fresh.issues}
    for what, counted in (
        ("rejected", summary.rejected),
        ("unassigned", summary.unassigned),
        ("issues", [(code, times) for code, times in summary.warnings if code in fresh]),
    ):
        if counted:
            codes = ", ".join(f"{code} {times}" for code, times in counted)
            yield say(f"ending.detail.{what}", codes=codes)
    if changes is not None:
        yield from changes.counts(say)


def _purge(config: Config, now: datetime, planned: date) -> list[str]:
    """Purge after a run; the day it was for stays, or planning a day long past would take it away again."""
    archive, say = RunArchive(config.archive.folder), words(config.store.language)
    try:
        purged = purge_archive(archive, config, now, dry_run=False, spare=(planned,))
    except DispatchError as error:
        return [say("ending.unpurged", why=_paragraph(say, error))]
    kept = [
        say("ending.unpurged", why=f"{one.day}: {_paragraph(say, one.kept)}")
        for one in purged.days
        if one.kept is not None
    ]
    return [*kept, *(f"{issue.code}: {say.issue(issue).message}" for issue in purged.issues)]


def _paragraph(say: Words, error: DispatchError) -> str:
    told = say.error(error)
    return f"{told.message} {told.hint}".strip()
