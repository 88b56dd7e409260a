"""Hold a run against what lies beside it: the day's book, the store's configuration, the till's files."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dispatch import __version__
from dispatch.app.edited import is_edited
from dispatch.app.evidence import Evidence, Look
from dispatch.app.files import find_setting
from dispatch.app.remaking import laid_over
from dispatch.app.settings import OWN_KEYS, OWN_SECTIONS, SETTINGS
from dispatch.archive import digest_of, read_info
from dispatch.checking.agreement import Witness
from dispatch.day import Book, news
from dispatch.day.book import BOOK
from dispatch.errors import DispatchError
from dispatch.files.source import file_name, read_bytes, sha256
from dispatch.model import InputFile, PlannedDay

_MAX_MB = 4
_LEARNED = "travel.factor"
_GIVEN = ("purchases", "lines", "corrections")
"""Roles of the files that are handed to ``verify``; the others may have changed since, as is their right."""


def hold_book(folder: Path, day: PlannedDay, book: Book, evidence: Evidence) -> None:
    """Hold the files of a version against what the day's book says was published.

    A book that a crash cut short, or that does not know the version, is told.
    """
    if not (folder.parent / BOOK).exists():
        return None
    if book.torn:
        evidence.note(Look.BOOK, "torn", done=False)
    made = book.made(day.version)
    if made is None:
        return evidence.note(Look.BOOK, "unknown", done=False)
    for name, digest in made.sealed:
        if _hash(folder / name) != digest:
            evidence.tell(Witness.BOOK, name)
    if made.sealed and made.digest != read_info(folder).fingerprint:
        evidence.tell(Witness.BOOK, "fingerprint")
    evidence.note(Look.BOOK, "" if made.sealed else "older", done=bool(made.sealed))
    return None


def _hash(path: Path) -> str:
    try:
        return digest_of(path)
    except DispatchError:
        return ""


def hold_configuration(
    folder: Path, day: PlannedDay, config: Path | None, environment: Mapping[str, str], evidence: Evidence
) -> None:
    """Hold the settings of a run against the file they were read from, if it is here unchanged.

    What flags and environment laid over it, and what was learned since, is left alone.
    """
    stated = {file.role: file for file in day.provenance.inputs}.get("config")
    try:
        own = find_setting(config, None, environment, {})
        own_sha256 = sha256(own.file)
    except DispatchError:
        own_sha256 = ""
    if stated is None or stated.sha256 != own_sha256 or is_edited(folder, SETTINGS):
        return evidence.note(Look.SETTINGS, "other_config", done=False)
    if stated.size != own.file.stat().st_size:
        evidence.tell(Witness.CONFIG, "provenance.inputs.size", "config")
    if config is None and stated.name != file_name(own.file):
        evidence.tell(Witness.CONFIG, "provenance.inputs.name", "config")
    free = {*laid_over(folder), *own.laid_over, *OWN_KEYS}
    if own.config.travel.learn:
        free.add(_LEARNED)
    kept = json.loads(read_bytes(folder / SETTINGS, _MAX_MB))
    then, now = dict(_leaves(kept)), dict(_leaves(own.config.model_dump(mode="json")))
    # What a run does not have was not known to the program that made it.
    for key in sorted(then):
        if not _passed(key, free) and then[key] != now.get(key):
            evidence.tell(Witness.CONFIG, SETTINGS, key)
    return evidence.note(Look.SETTINGS)


def _passed(key: str, free: set[str]) -> bool:
    parts = key.split(".")
    own = {".".join(parts[:n]) for n in range(1, len(parts) + 1)} & free
    own_zone = parts[:2] == ["zones", "own"] and parts[-1] == "file"
    return bool(own) or own_zone or parts[0] in OWN_SECTIONS


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield values by their places, such as ``courier.0.name``, and under ``#`` how long lists are."""
    parts: Any = ()
    if isinstance(value, Mapping):
        parts = value.items()
    elif isinstance(value, list):
        yield f"{name}.#", len(value)
        parts = enumerate(value)
    if not parts:
        yield name, value
    for key, part in parts:
        yield from _leaves(part, f"{name}.{key}" if name else str(key))


def hold_inputs(day: PlannedDay, handed: tuple[InputFile, ...], book: Book, evidence: Evidence) -> None:
    """Hold what a run says of the till's files against the files that were handed over.

    Parameters
    ----------
    handed
        What they are.
    book
        Of the day: where it names the file that the run names, it is another file that was handed over.
    """
    exports = _exports(book)
    other = 0
    told = [(file.role, file.name, file.sha256) for file in day.provenance.inputs]
    if len(set(told)) != len(told) or "config" not in {role for role, *_ in told}:
        evidence.tell(Witness.TILL, "provenance.inputs")
    for file in (one for one in handed if one.role in _GIVEN):
        stated = [one for one in day.provenance.inputs if one.role == file.role]
        same = [one for one in stated if one.sha256 == file.sha256]
        if not same:
            if any(one.sha256 in exports for one in stated):
                other += 1
            else:
                evidence.tell(Witness.TILL, "provenance.inputs.sha256", file.role)
            continue
        for one in same:
            if one.size != file.size:
                evidence.tell(Witness.TILL, "provenance.inputs.size", file.role)
            if day.provenance.program == __version__ and one.contents != file.contents:
                evidence.tell(Witness.TILL, "provenance.inputs.contents", file.role)
        names = {exports.get(file.sha256, file.name), file.name}
        if not names & {one.name for one in same}:
            evidence.tell(Witness.TILL, "provenance.inputs.name", file.role)
    evidence.note(Look.INPUTS, "other_file" if other else "", done=not other)


def _exports(book: Book) -> dict[str, str]:
    """Return the exports that a book has read: their names by their hashes."""
    said = (entry.news for entry in book.entries)
    return {one.sha256: one.name for one in said if isinstance(one, news.ExportRead | news.LinesRead)}
