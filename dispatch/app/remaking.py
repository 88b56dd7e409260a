"""Make every file of a run once more from its plan, and compare them with those that are there."""

import filecmp
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from dispatch import __version__
from dispatch.app.adapters import writers
from dispatch.app.evidence import Evidence, Look
from dispatch.app.files import Setting
from dispatch.app.runlog import (
    DOCUMENTS,
    SETTINGS_USED,
    SHEETS_AGAIN,
    documents_made_with,
    events,
    read_events,
    settings_used,
    told_by_older,
)
from dispatch.app.settings import SETTINGS
from dispatch.archive import LOG, PLAN, read_info
from dispatch.archive.manifest import MANIFEST
from dispatch.archive.matrices import MATRICES
from dispatch.checking.agreement import Witness
from dispatch.files.source import reading
from dispatch.model import Code, PlannedDay, RunSummary

_SEALED: Final = frozenset({PLAN, LOG, MANIFEST, SETTINGS, MATRICES})
"""Files of a run that are no documents."""

_OF_DOCUMENTS: Final = frozenset({Code.DOCUMENT_MISSING, Code.BACKGROUND_UNUSABLE})
"""What is told only once the documents are made."""

Log = Sequence[Mapping[str, Any]]


def hold_files(folder: Path, day: PlannedDay, setting: Setting, evidence: Evidence, *, sound: bool) -> None:
    """Make log, tables, pages and papers once more, and compare them with those that are there.

    Papers and the page with the map depend on the map, the typesetter and the store's own templates: where
    one of those is another than it was, they are left alone, and that is said.

    Parameters
    ----------
    sound
        Whether documents can be made of the plan.
    """
    log = read_events(folder)
    if not _log_fits(folder, day, log):
        evidence.tell(Witness.FILES, LOG)
    if day.provenance.program != __version__:
        return evidence.note(Look.FILES, "other_program", done=False)
    if _last(log, SHEETS_AGAIN).get("config") == "named":
        return evidence.note(Look.FILES, "other_config", done=False)
    if not sound:
        return evidence.note(Look.FILES, "broken", done=False)
    if read_info(folder).status != RunSummary.of(day).status:
        evidence.tell(Witness.MANIFEST, "status")
    whole = _last(log, DOCUMENTS) == documents_made_with(setting)
    evidence.tell_all(Witness.FILES, _otherwise(folder, day, setting, whole=whole))
    evidence.note(Look.FILES)
    evidence.note(Look.DOCUMENTS, "" if whole else "other_tools", done=whole)
    return None


def _same(one: Path, other: Path) -> bool:
    """Tell whether two files hold the same, by their sizes first."""
    with reading(one):
        return filecmp.cmp(one, other, shallow=False)


def laid_over(folder: Path) -> tuple[str, ...]:
    """Return the settings of a run that flags and environment laid over its configuration."""
    keys = _last(read_events(folder), SETTINGS_USED).get("laid_over", ())
    return tuple(key for key in keys if isinstance(key, str)) if isinstance(keys, list) else ()


def _last(log: Log, event: str) -> Mapping[str, Any]:
    """Return the newest event of a kind; empty if there is none."""
    return next((one for one in reversed(log) if one.get("event") == event), {})


def _log_fits(folder: Path, day: PlannedDay, log: Log) -> bool:
    used = settings_used(folder, laid_over(folder))
    first = next((one for one in log if one.get("event") == DOCUMENTS), {"event": DOCUMENTS})
    expected = told_by_older(log, events(day, used, first))
    later = log[len(expected) :]
    return list(log[: len(expected)]) == expected and all(
        event.get("event") in (SHEETS_AGAIN, DOCUMENTS) for event in later
    )


def _otherwise(folder: Path, day: PlannedDay, setting: Setting, *, whole: bool) -> Iterator[str]:
    """Yield the files that are otherwise than they are made now, missing, or of no writer.

    Parameters
    ----------
    whole
        Whether papers and the page with the map are looked at as well.
    """
    from dispatch.sheets.screen.page import PAGE

    made_of = tuple(issue for issue in day.issues if issue.code not in _OF_DOCUMENTS)
    made = {folder / sealed for sealed in _SEALED} | (set() if whole else {folder / PAGE})
    with TemporaryDirectory(prefix="dispatch-verify-") as name:
        for writer in writers(setting, plain_only=not whole):
            for path in writer.write(replace(day, issues=made_of), Path(name)).files:
                there = folder / path.relative_to(name)
                made.add(there)
                if not there.is_file() or not _same(there, path):
                    yield path.relative_to(name).as_posix()
    for path in folder.rglob("*"):
        if path.is_file() and path not in made and (whole or path.suffix != ".pdf"):
            yield path.relative_to(folder).as_posix()
