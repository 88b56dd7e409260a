"""A run: how it ended, and the files it leaves behind."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from dispatch.app.adapters import writers
from dispatch.app.files import Setting
from dispatch.app.runlog import documents_made_with, events, settings_used
from dispatch.app.settings import keep_settings
from dispatch.archive import Kind, RunArchive, seal, write_plan
from dispatch.archive.comparing import Changes
from dispatch.config import Config
from dispatch.errors import ConfigError
from dispatch.files.source import file_name, read_bytes
from dispatch.model import NEEDS_LOOK, PLANNED, Fresh, Issue, PlannedDay, RunSummary, warned

_KEY_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Outcome:
    """Say how a run ended.

    Parameters
    ----------
    planned
        The planned day.
    status
        Exit status.
    folder
        The published run; None for a dry run.
    unchanged
        The input was planned before; the run is that earlier one.
    changes
        Against the version before; None if there is none.
    before
        That version, whose findings have been told; None if there is none.
    troubles
        What went wrong beside the plan (telling people, purging), in sentences.
    """

    planned: PlannedDay
    status: int
    folder: Path | None = None
    unchanged: bool = False
    changes: Changes | None = None
    before: PlannedDay | None = None
    troubles: tuple[str, ...] = ()

    @property
    def summary(self) -> RunSummary:
        """The run summed up."""
        return RunSummary.of(self.planned)

    @property
    def fresh(self) -> Fresh:
        """What it says that the version before did not say."""
        return Fresh.of(self.planned, self.before)


@dataclass(frozen=True, slots=True)
class Made:
    """Say which documents were written, and what there is to know about them."""

    files: tuple[Path, ...]
    issues: tuple[Issue, ...] = ()

    @property
    def status(self) -> int:
        """0, or 5 if something needs a look."""
        return NEEDS_LOOK if warned(self.issues) else PLANNED


def publish_run(
    planned: PlannedDay,
    archive: RunArchive,
    setting: Setting,
    *,
    digest: str = "",
    kind: Kind = "plan",
    written: Callable[[], None] = lambda: None,
) -> tuple[PlannedDay, Path]:
    """Publish a run; return it, with what its documents had to say, and its folder. The lock is held.

    Parameters
    ----------
    written
        Called once every file is written, before the folder appears.
    """
    told = planned

    def write(hidden: Path) -> None:
        nonlocal told
        told = write_run(planned, hidden, setting, digest=digest, kind=kind)
        written()

    folder = archive.publish(planned.day, planned.version, write)
    return told, folder


def write_run(
    planned: PlannedDay, folder: Path, setting: Setting, *, digest: str = "", kind: Kind = "plan"
) -> PlannedDay:
    """Write every file of a run into a folder that is not published yet; the manifest comes last.

    Returns
    -------
    PlannedDay
        With what its documents had to say.
    """
    for writer in writers(setting):
        written = writer.write(planned, folder)
        planned = replace(planned, issues=(*planned.issues, *written.issues))
    write_plan(planned, folder)
    keep_settings(setting.config, folder)
    seal(
        folder,
        planned,
        status=RunSummary.of(planned).status,
        fingerprint=digest,
        kind=kind,
        events=events(planned, settings_used(folder, setting.laid_over), documents_made_with(setting)),
        key=signing_key(setting.config),
    )
    return planned


def signing_key(config: Config) -> bytes:
    """Read the key that manifests are signed with; empty if the store has none.

    Raises
    ------
    ConfigError
        If the file cannot be read or is too short to be a secret.
    """
    path = config.archive.key_file
    if path is None:
        return b""
    name = f"{file_name(path)} ([archive] key_file)"
    remedy = "Make one: head -c 32 /dev/urandom > key"
    key = read_bytes(path, 1, refusal=ConfigError, name=name, remedy=remedy)
    if len(key.strip(b"\0")) < _KEY_BYTES:  # a disk that lost power leaves a file of noughts
        raise ConfigError("{name} holds fewer than {least} bytes.", remedy, name=name, least=_KEY_BYTES)
    return key
