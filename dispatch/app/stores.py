"""``dispatch stores``: every store of a chain planned in one command, each as if alone."""

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import chdir, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from dispatch.app.chain import ChainStore, read_chain
from dispatch.app.files import find_setting
from dispatch.app.plan import plan
from dispatch.app.request import PlanOptions
from dispatch.app.run import Outcome
from dispatch.app.sharing import Store, Together, groups, share
from dispatch.app.together import Party, plan_jointly
from dispatch.cores import cores
from dispatch.errors import ConfigError, DispatchError, JobLostError
from dispatch.executing import Processes
from dispatch.files.headers import header_key
from dispatch.intake.export import read_export
from dispatch.model import NEEDS_LOOK, PlannedDay, RunSummary
from dispatch.ports import Executor, Job, Progress, Silent, Stage

WORST_FIRST: Final = (1, 3, 2, 75, 4, 5, 0)
"""Exit statuses, from a bug to all is well: the command ends with the worst of its stores."""

_BUG: Final = 1


@dataclass(frozen=True, slots=True)
class StoresOptions:
    """Hold the flags of ``dispatch stores``; None and empty mean not given.

    Stores that share couriers drive the plan ``together`` if so; None for what the list of stores says.
    """

    file: Path
    together: bool | None = None
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
    listed = read_chain(options.file)
    stores, together = listed.stores, listed.together if options.together is None else options.together
    at_once = min(options.at_once or cores(), len(stores))
    executor = executor or Processes(at_once, _preparation(stores, options, environment))
    common, ended = _Common(options, environment, now), dict[str, StorePlanned]()
    jointly = dict(_jointly(common, stores, ended, progress)) if together else {}
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
        tuple(_together(common, stores, ended, progress, jointly)),
    )


def _jointly(
    common: _Common, stores: Sequence[ChainStore], ended: dict[str, StorePlanned], progress: Progress
) -> Iterator[tuple[tuple[str, ...], Together]]:
    """Plan each group of stores that share couriers as one; one that cannot be is left alone."""
    by_name = {store.name: store for store in stores}
    for names in groups({store.name: store.may_load_at for store in stores}):
        try:
            parties = [_party(common, by_name[name]) for name in names]
        except DispatchError as error:
            yield names, Together(names, error=error)
            continue
        done = plan_jointly(parties, common.now, progress)
        yield names, done.together
        ended |= {name: _ended(name, outcome) for name, outcome in done.outcomes.items()}
        if done.begun and not done.outcomes:
            # Some have published what they share, others have not: all of them begin anew, each alone.
            afresh = replace(common, options=replace(common.options, afresh=True))
            ended |= {name: plan_store(afresh, by_name[name], parted=True) for name in names}


def _party(common: _Common, store: ChainStore) -> Party:
    """Say what planning a store together with others is asked."""
    setting = find_setting(store.config, store.purchases, common.environment, _settings(common, store))
    options = replace(_options(common, store), parted=True)
    return Party(store.name, options, setting, store.may_load_at, _folder(store))


def _together(
    common: _Common,
    stores: Sequence[ChainStore],
    ended: Mapping[str, StorePlanned],
    progress: Progress,
    jointly: Mapping[tuple[str, ...], Together],
) -> Iterator[Together]:
    """Say what stores that share couriers save; a group that was not planned as one is planned both ways."""
    by_name = {store.name: store for store in stores}
    for names in groups({store.name: store.may_load_at for store in stores}):
        if names in jointly:
            yield jointly[names]
            continue
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


def _options(common: _Common, store: ChainStore) -> PlanOptions:
    asked = common.options
    return PlanOptions(
        purchases=store.purchases,
        lines=store.lines,
        config=store.config,
        day=asked.day,
        overrides=_settings(common, store),
        moment=asked.moment,
        afresh=asked.afresh,
        dry_run=asked.dry_run,
    )


def plan_store(common: _Common, store: ChainStore, *, parted: bool = False) -> StorePlanned:
    """Plan one store as ``dispatch plan`` in its folder does, and say how it ended whatever happens.

    Parameters
    ----------
    parted
        Whether what it shares with other stores is taken apart: they are planned anew as well.
    """
    options = replace(_options(common, store), parted=parted or common.options.afresh)
    try:
        # Its notify command may name files by where it is run.
        with chdir(_folder(store)):
            outcome = plan(options, common.environment, common.now, Silent())
    except DispatchError as error:
        notes = tuple(getattr(error, "__notes__", ()))
        return StorePlanned(store.name, error.exit_status, error=error, troubles=notes)
    except Exception as error:  # noqa: BLE001 - a bug at one store keeps no other from its plan
        return StorePlanned(store.name, _BUG, bug="".join(traceback.format_exception(error)))
    planned = _ended(store.name, outcome)
    return replace(planned, planned=outcome.planned if store.shares else None)


def _ended(name: str, outcome: Outcome) -> StorePlanned:
    return StorePlanned(
        name,
        outcome.status,
        outcome.summary,
        outcome.folder,
        outcome.unchanged,
        troubles=outcome.troubles,
    )


def _folder(store: ChainStore) -> Path:
    folder = store.config.parent
    if not folder.is_dir():
        raise ConfigError("There is no folder {folder}.", "Correct the list of stores.", folder=folder)
    return folder


def _badness(status: int) -> int:
    return WORST_FIRST.index(status) if status in WORST_FIRST else 0
