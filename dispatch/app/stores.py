"""``dispatch stores``: every store of a chain planned in one command, each as if alone."""

import os
import tomllib
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import chdir, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dispatch.app.files import CONFIG, find_setting
from dispatch.app.plan import plan
from dispatch.app.request import PlanOptions
from dispatch.app.sharing import ANY_VEHICLE, LoadsAt, Store, Together, groups, known_stores, share
from dispatch.errors import ConfigError, DispatchError, JobLostError
from dispatch.executing import Processes
from dispatch.files.headers import header_key
from dispatch.files.source import read_text
from dispatch.intake.export import read_export
from dispatch.model import NEEDS_LOOK, PlannedDay, RunSummary
from dispatch.ports import Executor, Job, Progress, Silent, Stage

WORST_FIRST: Final = (1, 3, 2, 75, 4, 5, 0)
"""Exit statuses, from a bug to all is well: the command ends with the worst of its stores."""

_BUG: Final = 1
_MAX_MB: Final = 1


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    folder: Annotated[str, Field(min_length=1)]
    name: str = ""
    config: str = CONFIG
    purchases: str = ""
    in_export: str = ""
    may_load_at: tuple[str, ...] | dict[str, tuple[str, ...]] = ()


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    store: Annotated[tuple[_Entry, ...], Field(min_length=1)]
    purchases: str = ""
    lines: str = ""


@dataclass(frozen=True, slots=True)
class ChainStore:
    """Name a store of a chain.

    Parameters
    ----------
    name
        As tables call it.
    config
        Its configuration.
    purchases
        Its export; None for ``[intake] purchases`` of its configuration.
    lines
        The lines beside it, where one file has those of all stores.
    in_export
        What an export of all stores calls it; empty if it has an export of its own.
    may_load_at
        Id of a vehicle, or ``ANY_VEHICLE`` → names of other stores where its trips may load.
    shares
        Whether it is one of stores that share couriers.
    """

    name: str
    config: Path
    purchases: Path | None = None
    lines: Path | None = None
    in_export: str = ""
    may_load_at: LoadsAt = field(default_factory=dict)
    shares: bool = False


@dataclass(frozen=True, slots=True)
class StoresOptions:
    """Hold the flags of ``dispatch stores``; None and empty mean not given."""

    file: Path
    day: date | None = None
    moment: str = ""
    afresh: bool = False
    dry_run: bool = False
    at_once: int = 0
    overrides: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StorePlanned:
    """Say how the plan of one store ended.

    Parameters
    ----------
    name
        Of the store.
    status
        Exit status, as ``dispatch plan`` in its folder would have.
    summary
        The run summed up; None if there is none.
    folder
        The run.
    unchanged
        Whether it was planned before from the same facts.
    error
        Why there is no plan; None if there is one.
    bug
        The traceback of a bug that kept it from its plan; empty if none did.
    troubles
        What went wrong beside the plan, in sentences.
    planned
        The day itself, of a store that shares couriers.
    """

    name: str
    status: int
    summary: RunSummary | None = None
    folder: Path | None = None
    unchanged: bool = False
    error: DispatchError | None = None
    bug: str = ""
    troubles: tuple[str, ...] = ()
    planned: PlannedDay | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """Hold how each store of a chain ended, in the order of its file.

    Parameters
    ----------
    nobodys
        What an export of all stores calls stores that are not in the list, and how many rows are theirs.
    together
        Stores that share couriers, planned apart and together.
    """

    stores: tuple[StorePlanned, ...]
    nobodys: Mapping[str, int] = field(default_factory=dict)
    together: tuple[Together, ...] = ()

    @property
    def status(self) -> int:
        """The worst exit status of the stores; rows that are no store's need a look."""
        ended = [store.status for store in self.stores] + [NEEDS_LOOK] * bool(self.nobodys)
        ended += [one.status for one in self.together]
        return min(ended, key=_badness, default=0)


@dataclass(frozen=True, slots=True)
class _Common:
    """Hold what is asked of every store."""

    options: StoresOptions
    environment: Mapping[str, str]
    now: Callable[[], datetime]


def read_chain(path: Path) -> tuple[ChainStore, ...]:
    """Read which stores a chain has; paths count from the folder of the file.

    Raises
    ------
    ConfigError
        If the file cannot be read or holds something wrong.
    """
    absent = ConfigError(
        "There is no list of stores {path}.", "Name a TOML file; see docs/stores.md.", path=path
    )
    try:
        raw = tomllib.loads(read_text(path, _MAX_MB, refusal=ConfigError, absent=absent))
        listed = _File.model_validate(raw)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(
            "{file} is not valid TOML: {why}.", "Correct that line.", file=path.name, why=str(error)
        ) from None
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False)
        told = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg'].lower()}" for fault in faults)
        raise ConfigError("{file}: {told}.", "See docs/stores.md.", file=path.name, told=told) from None
    base = path.resolve().parent
    stores = [_store(base, entry, listed) for entry in listed.store]
    names = [store.name for store in stores]
    twins = sorted({name for name in names if names.count(name) > 1})
    if twins:
        raise ConfigError(
            "{file}: there are two stores '{name}'.", "Give each a name.", file=path.name, name=twins[0]
        )
    loads_at = {
        name: known_stores(path.name, name, _loads_at(entry), names)
        for name, entry in zip(names, listed.store, strict=True)
    }
    sharing = {name for group in groups(loads_at) for name in group}
    return tuple(
        replace(store, may_load_at=loads_at[store.name], shares=store.name in sharing) for store in stores
    )


def _loads_at(entry: _Entry) -> LoadsAt:
    named = entry.may_load_at
    return named if isinstance(named, dict) else {ANY_VEHICLE: named}


def _store(base: Path, entry: _Entry, listed: _File) -> ChainStore:
    folder = base / Path(entry.folder).expanduser()
    name = entry.name or folder.name
    if entry.purchases or not listed.purchases:
        own = folder / entry.purchases if entry.purchases else None
        return ChainStore(name, folder / entry.config, own)
    return ChainStore(
        name,
        folder / entry.config,
        base / listed.purchases,
        base / listed.lines if listed.lines else None,
        entry.in_export or name,
    )


def plan_stores(
    options: StoresOptions,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
    progress: Progress,
    executor: Executor | None = None,
) -> Chain:
    """Plan every store, side by side; the failure of one harms no other.

    Each has its own configuration, runs, book, lock and notification.

    Raises
    ------
    ConfigError
        If the list of stores holds something wrong.
    """
    stores = read_chain(options.file)
    at_once = min(options.at_once or os.cpu_count() or 1, len(stores))
    executor = executor or Processes(at_once, _preparation(stores, options, environment))
    common, ended = _Common(options, environment, now), dict[str, StorePlanned]()
    progress.begin(Stage.STORES, len(stores))
    while len(ended) < len(stores):
        jobs = [Job(store.name, common, store) for store in stores if store.name not in ended]
        try:
            for name, planned in executor.run(plan_store, jobs):
                ended[name] = planned
                progress.advance(len(ended), name)
        except JobLostError as lost:
            ended[lost.key] = StorePlanned(lost.key, lost.exit_status, error=lost)
    progress.end()
    return Chain(
        tuple(replace(ended[store.name], planned=None) for store in stores),
        _nobodys(common, stores),
        tuple(_together(common, stores, ended, progress)),
    )


def _together(
    common: _Common, stores: Sequence[ChainStore], ended: Mapping[str, StorePlanned], progress: Progress
) -> Iterator[Together]:
    """Plan stores that share couriers apart and together."""
    by_name = {store.name: store for store in stores}
    for names in groups({store.name: store.may_load_at for store in stores}):
        sharing = []
        for store in (by_name[name] for name in names):
            setting = None
            # What is wrong with a configuration was told of its store.
            with suppress(DispatchError):
                setting = find_setting(store.config, None, common.environment, _settings(common, store))
            sharing.append(Store(store.name, ended[store.name].planned, setting, store.may_load_at))
        yield share(sharing, common.now, progress)


def _nobodys(common: _Common, stores: Sequence[ChainStore]) -> dict[str, int]:
    """Count the rows of an export of all stores that are of none in the list."""
    listed = {header_key(store.in_export) for store in stores if store.in_export}
    found: dict[str, int] = {}
    for store in stores:
        if not store.in_export or store.purchases is None:
            continue
        # What is wrong with a file or a configuration is told of each store.
        with suppress(DispatchError):
            setting = find_setting(store.config, None, common.environment, _settings(common, store))
            export = read_export(store.purchases, setting.config.intake)
            others = export.elsewhere.names
            found = {name: rows for name, rows in others.items() if header_key(name) not in listed}
            break
    return found


def _settings(common: _Common, store: ChainStore) -> dict[str, Any]:
    """Return the settings that the flags and the list of stores say for a store."""
    own = {"intake.store": store.in_export} if store.in_export else {}
    return {**common.options.overrides, **own}


def _preparation(
    stores: Sequence[ChainStore], options: StoresOptions, environment: Mapping[str, str]
) -> Callable[[], None]:
    """Return what each process does first: nothing where no store uses what has to be compiled."""
    engines = set()
    for store in stores:
        # What is wrong with a configuration is for its own store to say.
        with suppress(DispatchError):
            setting = find_setting(store.config, None, environment, options.overrides)
            engines.add(setting.config.solver.engine)
    if "search" not in engines:
        return _nothing
    from dispatch.solving.preparation import prepare_worker

    return prepare_worker


def _nothing() -> None:
    """Prepare nothing."""


def plan_store(common: _Common, store: ChainStore) -> StorePlanned:
    """Plan one store as ``dispatch plan`` in its folder does, and say how it ended whatever happens."""
    asked = common.options
    options = PlanOptions(
        purchases=store.purchases,
        lines=store.lines,
        config=store.config,
        day=asked.day,
        overrides=_settings(common, store),
        moment=asked.moment,
        afresh=asked.afresh,
        dry_run=asked.dry_run,
    )
    try:
        # Its notify command may name files by where it is run.
        with chdir(_folder(store)):
            outcome = plan(options, common.environment, common.now, Silent())
    except DispatchError as error:
        notes = tuple(getattr(error, "__notes__", ()))
        return StorePlanned(store.name, error.exit_status, error=error, troubles=notes)
    except Exception as error:  # noqa: BLE001 - a bug at one store keeps no other from its plan
        return StorePlanned(store.name, _BUG, bug="".join(traceback.format_exception(error)))
    return StorePlanned(
        store.name,
        outcome.status,
        outcome.summary,
        outcome.folder,
        outcome.unchanged,
        troubles=outcome.troubles,
        planned=outcome.planned if store.shares else None,
    )


def _folder(store: ChainStore) -> Path:
    folder = store.config.parent
    if not folder.is_dir():
        raise ConfigError("There is no folder {folder}.", "Correct the list of stores.", folder=folder)
    return folder


def _badness(status: int) -> int:
    return WORST_FIRST.index(status) if status in WORST_FIRST else 0
