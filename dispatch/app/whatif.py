"""``dispatch whatif``: the days of the archive planned again under other circumstances, side by side."""

import hashlib
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from dispatch import __version__
from dispatch.app.adapters import kept_cells, pressed, travel_source
from dispatch.app.driven import driven_folder
from dispatch.app.files import find_setting, write_asked
from dispatch.archive import PLAN, RunArchive, read_plan
from dispatch.archive.retention import FIGURES
from dispatch.config import WEEKDAYS, Config, Weekday
from dispatch.cores import cores
from dispatch.errors import InputError, UsageError
from dispatch.executing import Here, Processes
from dispatch.files.source import read_bytes
from dispatch.model import NEEDS_LOOK, PLANNED, Issue, warned
from dispatch.packages import DECIDING, installed_versions
from dispatch.ports import Executor, Progress
from dispatch.reporting.tables import style_of
from dispatch.study.answering import Answer, all_differences
from dispatch.study.conducting import Means, Studied, Study, conduct
from dispatch.study.reading import read_scenarios
from dispatch.study.scenario import DayOrders, Scenario
from dispatch.words import Words, words

_PLAN_MB: Final = 256
_MONTH: Final = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True, slots=True)
class WhatIfOptions:
    """Hold the flags of ``dispatch whatif``; empty means not given.

    Parameters
    ----------
    scenarios
        Files.
    days
        ``2026-11-01..2026-11-30``, a day, a month (``2026-11``), or nothing for all of the archive.
    weekday
        Only days of it are planned again.
    seeds
        How many.
    paid_shift
        Whether couriers are paid for their whole shift where a scenario does not say.
    cluster
        Address of a scheduler, or ``local``.
    workers
        How many cells are planned at a time, a core each; 0 for one a core. Not ``[solver] workers``, which
        says how many cores a plan has.
    afresh
        Whether to plan what is known already.
    """

    scenarios: tuple[Path, ...]
    config: Path | None = None
    days: str = ""
    weekday: Weekday | None = None
    seeds: int = 1
    paid_shift: bool = False
    cluster: str = ""
    workers: int = 0
    afresh: bool = False
    overrides: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answered:
    """Hold the answer of a study, and what was doubted on the way.

    Parameters
    ----------
    issues
        Of the travel source.
    troubles
        Days that could not be read, in sentences.
    """

    answer: Answer
    say: Words
    issues: tuple[Issue, ...] = ()
    troubles: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """0, or 5 if something needs a look."""
        return NEEDS_LOOK if self.troubles or warned(self.issues) else PLANNED


@dataclass(frozen=True, slots=True)
class _Days:
    readable: tuple[DayOrders, ...]
    purged: tuple[date, ...]
    troubles: tuple[str, ...]


def whatif(
    options: WhatIfOptions,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
    progress: Progress,
) -> Answered:
    """Plan days of the archive under scenarios; nothing is published and the archive is not touched.

    Raises
    ------
    DispatchError
        Any of the tree; cells that were done are kept.
    """
    prepared = prepare_study(options, environment, now)
    say = words(prepared.config.store.language)
    means = means_of(options, prepared.config)
    (studied,) = conduct((prepared.study,), means, say, progress)
    means.kept.forget(now().timestamp())
    return prepared.answered(studied)


@dataclass(frozen=True, slots=True)
class PreparedStudy:
    """Hold the study of one store before it is conducted.

    Parameters
    ----------
    config
        Of the store.
    study
        What is to be planned.
    purged
        Days of which only figures are left.
    issues
        Of configuration and travel source.
    troubles
        Days that could not be read, in sentences.
    """

    config: Config
    study: Study
    purged: tuple[date, ...]
    issues: tuple[Issue, ...]
    troubles: tuple[str, ...]

    def answered(self, studied: Studied) -> Answered:
        """Return what it says, now that it was conducted."""
        by_iterations = self.config.solver.iterations is not None
        answer = Answer(studied, self.config.store.name, self.purged, by_iterations)
        return Answered(answer, words(self.config.store.language), self.issues, self.troubles)


def prepare_study(
    options: WhatIfOptions, environment: Mapping[str, str], now: Callable[[], datetime]
) -> PreparedStudy:
    """Read a store's configuration, its scenarios and its days.

    Raises
    ------
    ConfigError, UsageError
        If the configuration or a scenario holds something wrong.
    InputError
        If there is no day to plan again.
    """
    setting = find_setting(options.config, None, environment, options.overrides)
    config = setting.config
    say = words(config.store.language)
    scenarios = _scenarios(options, config, say)
    found = _read_days(RunArchive(config.archive.folder), _span(options.days), say)
    chosen = tuple(day for day in found.readable if _fits(day.day, options.weekday))
    if not chosen:
        raise InputError(
            "There is no day to plan again in {folder}.",
            "Choose other --days, or plan days first; purged days have no orders any more.",
            folder=config.archive.folder,
        )
    seeds = tuple(range(config.solver.seed, config.solver.seed + options.seeds))
    source, issues = travel_source(config, now, [scenario.config for scenario in scenarios])
    return PreparedStudy(
        config,
        Study(scenarios, chosen, found.readable, seeds, source),
        tuple(day for day in found.purged if _fits(day, options.weekday)),
        (*setting.issues, *issues),
        found.troubles,
    )


def means_of(options: WhatIfOptions, config: Config) -> Means:
    """Return what studies are conducted with, as a store's ``[solver]`` and the flags say."""
    return Means(
        executor_for(config, options.cluster, options.workers),
        kept_cells(),
        (("local-dispatch", __version__), *installed_versions(DECIDING)),
        options.afresh,
    )


def executor_for(config: Config, cluster: str = "", workers: int = 0) -> Executor:
    """Return what does the work: a cluster, this process for one worker, else one process a core.

    Parameters
    ----------
    config
        Its ``[cluster]`` says which, where ``cluster`` does not.
    cluster
        Address of a scheduler, or ``local``.
    workers
        On this machine; 0 for one a core.
    """
    from dispatch.solving.preparation import prepare_worker

    prepare = prepare_worker if config.solver.engine == "search" else _nothing
    if cluster or config.cluster.address or config.cluster.begin:
        from dispatch.executing.cluster import Cluster, Deployment

        section = config.cluster
        if cluster or section.begin is None:
            return Cluster(cluster or section.address, prepare, workers=workers)
        deployment = Deployment(section.begin, section.options, section.workers)
        return Cluster(deployment, prepare, patience=deployment.patience)
    workers = workers or cores()
    if workers == 1:
        return Here(prepare)
    return Processes(workers, prepare)


def _nothing() -> None:
    """Prepare nothing: the routing library needs nothing compiled."""


def _scenarios(options: WhatIfOptions, config: Config, say: Words) -> tuple[Scenario, ...]:
    base = Scenario(say("study.as_it_is"), config, paid_shift=options.paid_shift)
    read = [read_scenarios(path, config, paid_shift=options.paid_shift) for path in options.scenarios]
    scenarios = (base, *(scenario for of_file in read for scenario in of_file))
    twins = [name for name, times in Counter(scenario.name for scenario in scenarios).items() if times > 1]
    if twins:
        raise UsageError(
            "Two scenarios are called '{name}'.", 'Give each its own: name = "…".', name=twins[0]
        )
    return scenarios


def _span(text: str) -> tuple[date, date]:
    """Read which days are meant.

    Raises
    ------
    UsageError
        If they are no days.
    """
    if not text:
        return date.min, date.max
    first, _, last = text.partition("..")
    try:
        span = _day_or_month(first.strip())[0], _day_or_month((last or first).strip())[1]
    except ValueError:
        raise UsageError(
            "'{text}' is not a span of days.",
            "Write it like 2026-11-01..2026-11-30, or 2026-11 for a month.",
            text=text,
        ) from None
    if span[0] > span[1]:
        raise UsageError("'{text}' ends before it begins.", "Write the first day first.", text=text)
    return span


def _day_or_month(text: str) -> tuple[date, date]:
    """Return the first and the last day of what is written; a ValueError if it is neither day nor month."""
    if _MONTH.fullmatch(text):
        first = date.fromisoformat(f"{text}-01")
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    day = date.fromisoformat(text)
    return day, day


def _fits(day: date, weekday: Weekday | None) -> bool:
    return weekday is None or day.weekday() == WEEKDAYS.index(weekday)


def _read_days(archive: RunArchive, span: tuple[date, date], say: Words) -> _Days:
    """Read the orders of every day; one that cannot be read is told, and keeps no other back."""
    readable, purged, troubles = [], [], []
    for day in archive.days():
        if not span[0] <= day <= span[1]:
            continue
        if not archive.versions(day):
            purged += [day] if (archive.day_folder(day) / FIGURES).exists() else []
            continue
        try:
            readable.append(_read_day(archive, day))
        except InputError as error:
            troubles.append(say.error(error).message)
    return _Days(tuple(readable), tuple(purged), tuple(troubles))


def _read_day(archive: RunArchive, day: date) -> DayOrders:
    """Read the version that is driven."""
    folder = driven_folder(archive, day)
    planned = read_plan(folder)
    return DayOrders(
        day,
        tuple(located for stop in planned.problem.stops if not stop.guest for located in stop.orders),
        sum(not reject.decided for reject in planned.rejected),
        hashlib.sha256(read_bytes(folder / PLAN, _PLAN_MB)).hexdigest(),
        any(route.shared for route in planned.plan.routes),
    )


def whatif_files(
    answered: Answered, csv: Path | None, html: Path | None, pdf: Path | None
) -> tuple[Path, ...]:
    """Write a study as CSV, as a page and as PDF, as asked.

    Raises
    ------
    ResourceError
        If a file cannot be written.
    """
    from dispatch.study.page import as_html, as_pdf

    answer, say = answered.answer, answered.say
    return write_asked(
        (csv, lambda: all_differences(answer).csv(style_of(say.language)).encode()),
        (html, lambda: as_html(answer, say).encode()),
        (pdf, lambda: pressed(lambda press: as_pdf(answer, say, press))),
    )
