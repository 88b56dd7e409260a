"""``log.jsonl`` of a run: what happened, and with what its documents were made, without persons."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from dispatch.app.adapters import map_root
from dispatch.app.files import Setting
from dispatch.app.settings import SETTINGS
from dispatch.archive import LOG
from dispatch.errors import DispatchError
from dispatch.files.source import complete_files, read_text, sha256
from dispatch.model import PlannedDay

SHEETS_AGAIN: Final = "sheets written again"
"""The event of documents that were made anew in the folder of a run."""

DOCUMENTS: Final = "documents"
"""The event that tells what documents were made with, but for the plan."""

SETTINGS_USED: Final = "settings"
"""The event that holds the hash of ``settings.json``, and which keys flags and environment laid over."""

_MADE: Final = "made"
_LATER: Final = frozenset((_MADE, "input", "search", SETTINGS_USED, DOCUMENTS))
"""Events that runs of older programs do not have."""

_LOG_MB: Final = 100


def events(planned: PlannedDay, *made_with: Mapping[str, Any]) -> list[dict[str, Any]]:
    """List what happened, for ``log.jsonl``, without personal data.

    Parameters
    ----------
    planned
        The day.
    made_with
        The events of settings and documents.
    """
    made, search = planned.provenance, planned.search
    told: list[dict[str, Any]] = [
        {"event": _MADE, "at": made.made_at, "program": made.program, "versions": dict(made.versions)}
    ]
    told += [
        {"event": "input", "role": one.role, "name": one.name, "sha256": one.sha256, "bytes": one.size}
        for one in made.inputs
    ]
    told += [{"event": "stage", "stage": stage, "seconds": seconds} for stage, seconds in made.timings]
    if search is not None:
        told.append(
            {
                "event": "search",
                "engine": search.engine,
                "seed": search.seed,
                "iterations": search.iterations,
                "workers": search.workers,
                "seconds": search.seconds,
                "reproducible": search.reproducible,
                "interrupted": search.interrupted,
                "trace": [list(step) for step in search.trace],
            }
        )
    told += map(dict, made_with)
    told += [
        {"event": "issue", "code": i.code, "severity": str(i.severity), "row": i.row, "field": i.field}
        for i in planned.issues
    ]
    told += [
        {"event": "rejected", "row": r.row, "codes": [issue.code for issue in r.issues]}
        for r in planned.rejected
    ]
    told += [{"event": "unassigned", "code": u.cause, "never": u.never} for u in planned.unassigned]
    told.append({"event": "done", "version": planned.version, "cents": planned.plan.totals.cost.cents})
    return told


def settings_used(folder: Path, laid_over: Sequence[str]) -> dict[str, Any]:
    """Return the event of the settings that lie in the folder of a run.

    Parameters
    ----------
    laid_over
        Keys that flags and environment laid over the file, such as ``solver.seed``.

    Raises
    ------
    InputError
        If they cannot be read.
    """
    return {"event": SETTINGS_USED, "sha256": sha256(folder / SETTINGS), "laid_over": list(laid_over)}


def documents_made_with(setting: Setting) -> dict[str, Any]:
    """Return the event of what decides documents beside plan and settings: map, typesetter, own templates."""
    from dispatch.roadmap import map_status
    from dispatch.sheets.paper.typesetting import FONT_PACKAGES

    sheets = setting.config.sheets
    return {
        "event": DOCUMENTS,
        "map": map_status(map_root(setting.config)).id,
        "packages": {name: _version(name) for name in ("typst", *FONT_PACKAGES)},
        "templates": _digest(complete_files(sheets.templates)) if sheets.templates else "",
        "logo": _digest([sheets.logo]) if sheets.logo else "",
    }


def told_by_older(log: Sequence[Mapping[str, Any]], told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what the log should tell if an older program wrote it, that did not tell so much."""
    if any(event.get("event") in _LATER for event in log):
        return told
    return [event for event in told if event["event"] not in _LATER]


def read_events(folder: Path) -> list[Mapping[str, Any]]:
    """Read the log of a run; empty if it cannot be read, or is not one of ours."""
    try:
        log = [json.loads(line) for line in read_text(folder / LOG, _LOG_MB).splitlines()]
    except (DispatchError, ValueError, RecursionError):
        return []
    return log if all(isinstance(one, dict) and isinstance(one.get("event"), str) for one in log) else []


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _digest(paths: Sequence[Path]) -> str:
    """Return one hash of some files, of names and bytes; of those that can be read."""
    told = []
    for path in sorted(paths):
        try:
            told.append(f"{path.name} {sha256(path)}")
        except DispatchError:
            told.append(path.name)
    return hashlib.sha256("\n".join(told).encode(errors="replace")).hexdigest()
