"""Remember what the till's columns were taken for, and tell once when they are others."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from dispatch.errors import DispatchError
from dispatch.files.disk import make_folder, replace_file
from dispatch.files.headers import Header, Why
from dispatch.files.source import read_bytes
from dispatch.model import Code, Issue, Severity
from dispatch.model.facts import written

KEPT: Final = "columns.json"
_FORMAT: Final = 1
_MAX_MB: Final = 4
_GUESSED: Final = frozenset({Why.PARTS, Why.WEAK})


def columns_told(root: Path, file: str, read: Sequence[Header]) -> tuple[Issue, ...]:
    """Tell how columns differ from the last time; the first time, which of them were guessed.

    Parameters
    ----------
    root
        The archive of the store.
    file
        Name of the till's export.
    read
        What each of its columns was taken for.
    """
    before = _kept(root)
    name = written("file", file)
    if before is None:
        guessed = [f'"{one.name}" ({one.column})' for one in read if one.why in _GUESSED and one.column]
        facts = (name, *(written("columns", text) for text in guessed))
        return (Issue(Code.COLUMNS_FIRST, Severity.INFO, facts=facts),) if guessed else ()
    changes = tuple(written("changes", text) for text in _changes(before, _taken(read)))
    return (Issue(Code.COLUMNS_CHANGED, Severity.WARNING, facts=(name, *changes)),) if changes else ()


def keep_columns(root: Path, read: Sequence[Header]) -> None:
    """Remember what columns were taken for; an archive that cannot be written says so elsewhere.

    Raises
    ------
    ResourceError
        If the archive cannot be written.
    """
    if _kept(root) != _taken(read):
        make_folder(root)
        document = {"format_version": _FORMAT, "columns": _taken(read)}
        replace_file(root / KEPT, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())


def _taken(read: Sequence[Header]) -> dict[str, str]:
    return {header.name: header.column for header in read}


def _kept(root: Path) -> Mapping[str, str] | None:
    """Return what was remembered; None if nothing is, or it cannot be read."""
    path = root / KEPT
    if not path.is_file():
        return None
    try:
        columns = json.loads(read_bytes(path, _MAX_MB))["columns"]
        return {str(header): str(column) for header, column in columns.items()}
    except (DispatchError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    gone = [f'- "{header}"{_named(column)}' for header, column in before.items() if header not in now]
    new = [f'+ "{header}"{_named(column)}' for header, column in now.items() if header not in before]
    other = [
        f'"{header}" ({before[header] or "-"} → {column or "-"})'
        for header, column in now.items()
        if header in before and before[header] != column
    ]
    return [*new, *gone, *other]


def _named(column: str) -> str:
    return f" ({column})" if column else ""
