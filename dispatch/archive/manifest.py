"""Seal a run with ``manifest.json``: what it was made from and by, and the hash of every file."""

import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import TypeAdapter, ValidationError

from dispatch.errors import DispatchError, InputError
from dispatch.files.disk import write_new
from dispatch.files.source import file_name, open_regular, read_bytes, reading, sha256
from dispatch.model import InputFile, PlannedDay

MANIFEST: Final = "manifest.json"
MANIFEST_FORMAT: Final = 1
LOG: Final = "log.jsonl"

Kind = Literal["plan", "replan", "anonymous"]

_MAX_MB = 16
_LARGEST: Final = 2**30
"""Bytes that no file of a run reaches: plans of more than 256 MB are not read."""


@dataclass(frozen=True, slots=True)
class RunInfo:
    """Tell what matters of a run without reading its plan.

    Parameters
    ----------
    folder
        Where it lies.
    day, version
        Of the run.
    kind
        ``plan``, ``replan`` or ``anonymous``.
    status
        Exit status of the run that made it.
    fingerprint
        Of all that went in, see :func:`fingerprint`; empty if unknown.
    made_at
        ISO 8601 with offset.
    """

    folder: Path
    day: date
    version: int
    kind: Kind
    status: int
    fingerprint: str
    made_at: str


@dataclass(frozen=True, slots=True)
class _Stored:
    format_version: int
    day: date
    version: int
    kind: Kind
    status: int
    fingerprint: str
    made_at: str
    files: dict[str, str]
    sizes: dict[str, int] = field(default_factory=dict)
    """Of older programs empty."""

    def holds(self, name: str, path: Path) -> bool:
        """Tell whether a file is what was sealed; one of another size is not read to know that."""
        sealed, known = self.files.get(name), self.sizes.get(name)
        return sealed is not None and known in (None, _size_of(path)) and sealed == digest_of(path)


def fingerprint(inputs: Iterable[InputFile], settings: Mapping[str, Any], program: str) -> str:
    """Digest everything that decides a plan: bytes of the inputs, settings, version of the program.

    Parameters
    ----------
    inputs
        Every file that is read; names do not count, for a till may number its exports.
    settings
        What else decides: the service day, configuration, and flags, as JSON types.
    program
        Version.
    """
    parts = [program, json.dumps(settings, sort_keys=True, default=str)]
    parts += sorted(f"{file.role} {file.sha256}" for file in inputs)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def describe_file(role: str, path: Path) -> InputFile:
    """Name an input file by its name, hash and size.

    Raises
    ------
    InputError
        If it cannot be read.
    """
    with open_regular(path) as file, reading(path):
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return InputFile(role, file_name(path), digest, os.fstat(file.fileno()).st_size)


def seal(
    folder: Path,
    day: PlannedDay,
    *,
    status: int,
    fingerprint: str = "",
    kind: Kind = "plan",
    events: Iterable[Mapping[str, Any]] = (),
    extra: Mapping[str, Any] | None = None,
    key: bytes = b"",
) -> Path:
    """Write ``log.jsonl`` and, after every other file, ``manifest.json`` into an unpublished folder.

    Parameters
    ----------
    folder
        With plan and sheets already in it.
    day
        The planned day.
    status
        Exit status this run will end with.
    fingerprint
        See :func:`fingerprint`.
    kind
        How the plan came about.
    events
        One JSON object a line, in order of time; without personal data.
    extra
        More facts for the manifest.
    key
        To sign the manifest with, and by its hashes every file; empty for no signature.
    """
    lines = [json.dumps(dict(event), ensure_ascii=False, default=str) for event in events]
    write_new(folder / LOG, "".join(line + "\n" for line in lines).encode(errors="replace"))
    facts = {
        "format_version": MANIFEST_FORMAT,
        "day": day.day.isoformat(),
        "version": day.version,
        "kind": kind,
        "status": status,
        **_provenance(day),
        "fingerprint": fingerprint,
        **(extra or {}),
        **content_of(folder),
    }
    if key:
        facts["signature"] = _signature(facts, key)
    path = folder / MANIFEST
    write_new(path, (json.dumps(facts, indent=2, ensure_ascii=False) + "\n").encode(errors="replace"))
    return path


def read_info(folder: Path) -> RunInfo:
    """Read the head of a run from its manifest.

    Raises
    ------
    InputError
        If there is none, or it is damaged or of a newer format.
    """
    stored = _read(folder)
    return RunInfo(
        folder,
        stored.day,
        stored.version,
        stored.kind,
        stored.status,
        stored.fingerprint,
        stored.made_at,
    )


def changed_files(folder: Path) -> tuple[str, ...]:
    """Name the files of a run that were changed, removed or added since it was sealed.

    Raises
    ------
    InputError
        If the manifest cannot be read.
    """
    stored, found = _read(folder), _files(folder)
    gone = stored.files.keys() - found.keys()
    return tuple(sorted(gone | {name for name, path in found.items() if not stored.holds(name, path)}))


def seal_facts(folder: Path, day: PlannedDay) -> tuple[str, ...]:
    """Name the facts of a manifest that its plan tells otherwise.

    Raises
    ------
    InputError
        If the manifest cannot be read.
    """
    _read(folder)
    stored = _document(folder)
    expected = {"day": day.day.isoformat(), "version": day.version, **_provenance(day)}
    return tuple(
        name
        for name, value in expected.items()
        if not _agree(stored.get(name), json.loads(json.dumps(value)))
    )


def _agree(stored: Any, told: Any) -> bool:
    """Tell whether a stored fact says what the plan does; what an older program did not write is empty."""
    if isinstance(stored, dict) and isinstance(told, dict):
        added = told.keys() - stored.keys()
        shared = stored.keys() <= told.keys() and all(_agree(stored[key], told[key]) for key in stored)
        return shared and not any(told[key] for key in added)
    if isinstance(stored, list) and isinstance(told, list):
        return len(stored) == len(told) and all(map(_agree, stored, told))
    return bool(stored == told)


def signed(folder: Path, key: bytes) -> bool | None:
    """Tell whether a run bears the signature of a key; None if it bears none.

    Raises
    ------
    InputError
        If the manifest cannot be read.
    """
    _read(folder)
    facts = _document(folder)
    stated = facts.pop("signature", None)
    if stated is None:
        return None
    return isinstance(stated, str) and hmac.compare_digest(stated.encode(), _signature(facts, key).encode())


def _document(folder: Path) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(read_bytes(folder / MANIFEST, _MAX_MB))
    return facts


def _signature(facts: Mapping[str, Any], key: bytes) -> str:
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def intact(folder: Path, *names: str) -> bool:
    """Tell whether some files of a run are still what was sealed.

    Raises
    ------
    InputError
        If the manifest cannot be read.
    """
    stored = _read(folder)
    try:
        return all(stored.holds(name, folder / name) for name in names)
    except DispatchError:
        return False


def digest_of(path: Path) -> str:
    """Return the hash of a file of a run; empty for one that is larger than any is, which is not read.

    Raises
    ------
    DispatchError
        If it cannot be read.
    """
    return "" if _size_of(path) > _LARGEST else sha256(path)


def _size_of(path: Path) -> int:
    with reading(path):
        return path.stat().st_size


def _provenance(day: PlannedDay) -> dict[str, Any]:
    made, search = day.provenance, day.search
    return {
        "made_at": made.made_at,
        "program": made.program,
        # What an older program did not know of a file is not there, as it was not then.
        "inputs": [{k: v for k, v in asdict(file).items() if v is not None} for file in made.inputs],
        "engine": search.engine if search else None,
        "seed": search.seed if search else None,
        "iterations": search.iterations if search else None,
        "workers": search.workers if search else None,
        "reproducible": search.reproducible if search else None,
        "interrupted": search.interrupted if search else False,
        "versions": dict(made.versions),
        "travel_sources": dict(made.travel_sources),
        "place_sources": dict(made.place_sources),
        "estimated": day.estimated,
        "timings": {stage: round(seconds, 3) for stage, seconds in made.timings},
        "accounts": asdict(day.accounts),
    }


def _read(folder: Path) -> _Stored:
    where = f"{folder.name}/{MANIFEST}"
    absent = InputError(
        "There is no run in {folder}.",
        "Name the folder of a run, such as runs/2026-11-24/latest.",
        folder=folder,
    )
    data = read_bytes(folder / MANIFEST, _MAX_MB, name=where, absent=absent)
    try:
        stored = TypeAdapter(_Stored).validate_json(data, strict=True)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(map(str, fault["loc"]))
        what = f"{place} {fault['msg']}".strip()
        raise InputError("{where} is damaged: {what}.", where=where, what=what) from None
    if stored.format_version > MANIFEST_FORMAT:
        raise InputError(
            "{where} has format_version {version}; this program reads up to {most}.",
            "It was made by a newer version of the program: update this one.",
            where=where,
            version=stored.format_version,
            most=MANIFEST_FORMAT,
        )
    return stored


def content_of(folder: Path) -> dict[str, dict[str, str] | dict[str, int]]:
    """Return the hashes and sizes of the files of a run, as its manifest has them."""
    files = _files(folder)
    return {
        "files": {name: sha256(path) for name, path in files.items()},
        "sizes": {name: path.stat().st_size for name, path in files.items()},
    }


def _files(folder: Path) -> dict[str, Path]:
    """Return every file of a run but its manifest, by its name in there."""
    found = {}
    for place, _, files in os.walk(folder):
        for name in files:
            path = Path(place, name)
            # A stray file may have a name that is no text.
            relative = os.fsencode(path.relative_to(folder).as_posix()).decode(errors="replace")
            if relative != MANIFEST:
                found[relative] = path
    return dict(sorted(found.items()))
