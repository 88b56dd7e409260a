"""``dispatch sheets``: the documents of an archived plan once more."""

import secrets
import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from dispatch.app.adapters import writers
from dispatch.app.edited import read_to_show, require_unedited
from dispatch.app.files import Setting, find_run
from dispatch.app.run import Made, signing_key
from dispatch.app.runlog import SHEETS_AGAIN, documents_made_with, read_events
from dispatch.app.settings import setting_of_run
from dispatch.archive import RunArchive, read_info, seal
from dispatch.files.disk import make_durable, make_folder, refuse_link, sync_folder, writing
from dispatch.model import PlannedDay
from dispatch.ports import Written


def remake_sheets(
    name: str,
    out: Path | None,
    config: Path | None,
    target: Path | None,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
) -> Made:
    """Write the documents of an archived plan again, into its own folder or another.

    Raises
    ------
    InputError
        If the plan itself was edited, and its sheets would replace those in its own folder, or it was
        edited into one that breaks a rule.
    ResourceError
        If the folder cannot be written; the old documents stay.
    LockHeldError
        If another run is busy with the day.
    """
    folder = find_run(name, out, environment)
    setting = setting_of_run(folder, config, environment)
    if target is not None:
        read = read_to_show(folder)
        written = _write_documents(read.day, setting, _made(target), target)
        return Made(written.files, (*setting.issues, *read.issues, *written.issues))
    day, info = read_to_show(folder).day, read_info(folder)
    archive = RunArchive(folder.parent.parent)
    with archive.lock(day.day, now()):
        require_unedited(
            folder, "Look at it with 'dispatch verify', or write its sheets elsewhere with --to."
        )
        made = _write_documents(day, setting, folder.parent, folder)
        as_made = setting.config == setting_of_run(folder, config, environment, as_made=True).config
        again = {"event": SHEETS_AGAIN, "config": "run" if as_made and config is None else "named"}
        log = [*read_events(folder), again, documents_made_with(setting)]
        seal(
            folder,
            day,
            status=info.status,
            fingerprint=info.fingerprint,
            kind=info.kind,
            events=log,
            key=signing_key(setting.config),
        )
    return Made(made.files, (*setting.issues, *made.issues))


def _write_documents(day: PlannedDay, setting: Setting, beside: Path, target: Path) -> Written:
    """Write all documents out of sight, then put each in its place."""
    hidden = beside / f".v{day.version}.tmp-{secrets.token_hex(4)}"
    try:
        with writing(target, "The sheets cannot be written"):
            make_folder(hidden)
            written = [writer.write(day, hidden) for writer in writers(setting)]
            made = [path.relative_to(hidden) for one in written for path in one.files]
            make_durable(hidden)
            for path in made:
                _refuse_link((target / path).parent, target)
            for path in made:
                make_folder((target / path).parent)
                (hidden / path).replace(target / path)
            for folder in {(target / path).parent for path in made}:
                sync_folder(folder)
    finally:
        shutil.rmtree(hidden, ignore_errors=True)
    issues = tuple(issue for one in written for issue in one.issues)
    return Written(tuple(target / path for path in made), issues)


def _refuse_link(folder: Path, target: Path) -> None:
    """Refuse a folder below the target that leads to another place."""
    for place in (folder, *folder.parents):
        if place == target:
            return
        refuse_link(place)


def _made(folder: Path) -> Path:
    with writing(folder):
        make_folder(folder)
    return folder
