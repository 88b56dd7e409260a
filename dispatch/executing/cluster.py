"""Do jobs on a cluster: Dask distributed, the extra ``local-dispatch[cluster]``."""

import logging
import platform
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from dispatch import __version__
from dispatch.errors import ResourceError, UsageError
from dispatch.packages import DECIDING, installed_versions
from dispatch.ports import Job

if TYPE_CHECKING:
    from distributed import Client, Future

LOCAL: Final = "local"
"""Instead of an address: a cluster of this machine's own, one process a core."""

_WAITING: Final = 2
_LOOKING: Final = 2.0
"""Seconds until it is asked again how many workers there are: the scheduler is asked each time."""

_SETTINGS: Final[Mapping[str, Any]] = {
    # Travel of a large day is large, and meant to be.
    "distributed.admin.large-graph-warning-threshold": "1GB",
    # What Dask does by the clock and not by the task, a cluster that is begun here does seldom. As it comes,
    # it looks fifty times a second whether each of its processes still answers, and a hundred times what a
    # worker is doing: a twentieth of a core that searches want.
    "distributed.admin.tick.interval": "10s",
    "distributed.admin.tick.cycle": "10s",
    "distributed.admin.tick.limit": "1m",
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "5s",
    "distributed.scheduler.active-memory-manager.start": False,
    "distributed.client.scheduler-info-interval": "1m",
}

_HEARTBEAT: Final = 10.0
"""Seconds between two reports of a worker on itself, which a small cluster wants twice a second."""


def versions_here() -> dict[str, str]:
    """Return what must be the same on every worker: this program, Python, and what decides a result."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"local-dispatch": __version__, "Python": python} | dict(installed_versions(DECIDING))


@dataclass(frozen=True, slots=True)
class Deployment:
    """Say how a cluster is begun for one command, by one of Dask's own deployments.

    Parameters
    ----------
    kind
        One of :data:`DEPLOYMENTS`.
    options
        What it is begun with, as its own documentation says.
    workers
        How many to ask for; 0 for as many as it begins by itself.
    patience
        Seconds to wait for the first worker: machines queue.
    """

    kind: str
    options: Mapping[str, Any]
    workers: int = 0
    patience: float = 600.0

    def __str__(self) -> str:
        return self.kind

    def begin(self) -> Any:
        """Begin it; a context that ends it.

        Raises
        ------
        UsageError
            If what begins it is not installed or does not know one of the options, or nothing says how many
            workers there are to be.
        """
        module, name, package, usual = DEPLOYMENTS[self.kind]
        ours = {key: {**value, **self.options.get(key, {})} for key, value in usual.items()
                if isinstance(value, dict)}  # fmt: skip
        if not self.workers and self.kind != "ssh":
            raise UsageError("[cluster] workers: say how many to ask {kind} for.", kind=self.kind)
        try:
            import_module(package)
            made = getattr(import_module(module), name)
        except ImportError:
            raise UsageError(
                "A cluster by {kind} needs {package}, which is not installed.",
                "pip install {install}",
                kind=self.kind,
                package=package,
                install=package.replace("_", "-"),
            ) from None
        try:
            cluster = made(**{**usual, **self.options, **ours})
        except (TypeError, ValueError) as error:
            raise UsageError(
                "[cluster] options: {kind} cannot be begun with them: {why}.",
                "See docs/scale.md, and the documentation of Dask's deployment.",
                kind=self.kind,
                why=str(error),
            ) from error
        if self.workers:
            cluster.scale(self.workers)
        return cluster


DEPLOYMENTS: Final[Mapping[str, tuple[str, str, str, Mapping[str, Any]]]] = {
    "ssh": ("distributed", "SSHCluster", "asyncssh", {"worker_options": {"nthreads": 1}}),
    "slurm": ("dask_jobqueue", "SLURMCluster", "dask_jobqueue", {"cores": 1, "processes": 1}),
    "kubernetes": ("dask_kubernetes.operator", "KubeCluster", "dask_kubernetes", {}),
}
"""Module and name of each, the package that it needs, and what a worker of one thread asks of it."""


class Cluster:
    """Do jobs on the workers of a Dask scheduler.

    Parameters
    ----------
    where
        Address of the scheduler, such as ``tcp://host:8786``; ``local`` begins one on this machine, and a
        deployment begins one where it says.
    prepare
        Done once on each worker before its first job, on those that join later too.
    workers
        Where it is ``local``: how many; 0 for one a core.
    patience
        Seconds to wait for the scheduler and its first worker.
    """

    def __init__(
        self,
        where: str | Deployment,
        prepare: Callable[[], None],
        *,
        workers: int = 0,
        patience: float = 30.0,
    ) -> None:
        _require_extra()
        self.workers = workers
        self._where, self._prepare, self._patience = where, prepare, patience

    def run[S, T, R](self, work: Callable[[S, T], R], jobs: Iterable[Job[S, T]]) -> Iterator[tuple[str, R]]:
        """Yield each result; see :class:`dispatch.ports.Executor`.

        Raises
        ------
        ResourceError
            If the scheduler or its workers cannot be reached, or workers keep dying at one job.
        UsageError
            If a worker's versions differ from those here.
        """
        import dask

        _quiet_dask()
        with ExitStack() as stack:
            stack.enter_context(dask.config.set(_SETTINGS))
            client = self._connect(stack)
            with _kept_if_lost():
                found = client.run(versions_here)
                refuse_other_versions(found, versions_here())
                begun_here = self._where == LOCAL or isinstance(self._where, Deployment)
                client.register_plugin(_preparation(self._prepare, seldom=begun_here))
                self.workers = _threads(client)
            yield from _draw(client, work, iter(jobs))

    def _connect(self, stack: ExitStack) -> "Client":
        from distributed import Client, LocalCluster

        try:
            where: Any = self._where
            if isinstance(where, Deployment):
                where = stack.enter_context(where.begin())
            elif where == LOCAL:
                count = self.workers or None
                local = LocalCluster(
                    n_workers=count,
                    threads_per_worker=1,
                    dashboard_address=None,
                    scheduler_sync_interval=_HEARTBEAT,
                )
                where = stack.enter_context(local)
            reached = True if self._where == LOCAL else None  # whether each worker can be, by this process
            made = Client(where, timeout=self._patience, set_as_default=False, direct_to_workers=reached)
            client = stack.enter_context(made)
            client.wait_for_workers(1, timeout=self._patience)
        except (OSError, TimeoutError, ValueError, RuntimeError) as error:
            raise ResourceError(
                "The cluster {address} cannot be reached, or has no worker: {why}.",
                "Start 'dask scheduler' and 'dask worker', or leave --cluster out.",
                address=str(self._where),
                why=str(error),
            ) from error
        return client


def refuse_other_versions(found: Mapping[str, Mapping[str, str]], here: Mapping[str, str]) -> None:
    """Refuse workers on which another program or library would find other plans.

    Raises
    ------
    UsageError
        Names the worker and each version that differs.
    """
    for worker, theirs in sorted(found.items()):
        other = [f"{name} {theirs.get(name, 'none')} (here {here.get(name, 'none')})"
                 for name in {**here, **theirs} if theirs.get(name) != here.get(name)]  # fmt: skip
        if other:
            raise UsageError(
                "The worker {worker} has other versions: {other}.",
                "Install the same on every machine; plans would differ.",
                worker=worker,
                other=", ".join(other),
            )


def _quiet_dask() -> None:
    """Have Dask write no log among what people read: what it meets on the way is raised, and told once."""
    import distributed  # noqa: F401 - on import it sets levels of its own

    for name in ("distributed.client", "distributed.core", "distributed.nanny", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _require_extra() -> None:
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise UsageError(
            "A cluster needs Dask, which is not installed.", "pip install 'local-dispatch[cluster]'"
        ) from None


def _preparation(prepare: Callable[[], None], *, seldom: bool) -> Any:
    """Return what every worker does first: those that are there, and those that come.

    Parameters
    ----------
    prepare
        Done before its first job.
    seldom
        Whether it reports on itself seldom: it works for nobody else.
    """
    from distributed import WorkerPlugin

    class Prepared(WorkerPlugin):  # type: ignore[misc]
        name = "local-dispatch"

        def setup(self, worker: Any) -> None:
            if seldom:
                _report_seldom(worker)
            prepare()

    return Prepared()


def _report_seldom(worker: Any) -> None:
    """Have a worker report on itself by a clock of its own: Dask's is set back with every report."""
    from tornado.ioloop import PeriodicCallback

    callbacks = worker.periodic_callbacks
    callbacks["heartbeat"].stop()
    callbacks["seldom"] = PeriodicCallback(worker.heartbeat, _HEARTBEAT * 1000)
    callbacks["seldom"].start()


def _draw[S, T, R](
    client: "Client", work: Callable[[S, T], R], jobs: Iterator[Job[S, T]]
) -> Iterator[tuple[str, R]]:
    """Hand out jobs as workers come free, and yield results as they come back."""
    from distributed import as_completed

    carried: tuple[S, Future] | None = None
    back, under_way, most, looked = as_completed(loop=client.loop), 0, 0, -_LOOKING
    while True:
        if time.monotonic() - looked >= _LOOKING:
            with _kept_if_lost():
                most, looked = _WAITING * max(1, _threads(client)), time.monotonic()
        while under_way < most:
            job = next(jobs, None)
            if job is None:
                break
            with _kept_if_lost():
                if carried is None or carried[0] is not job.common:
                    # A task and not data put on a worker: if that dies, the scheduler has it made again.
                    carried = (job.common, client.submit(_same, job.common, pure=False))
                back.add(client.submit(_keyed, job.key, work, carried[1], job.task, pure=False))
            under_way += 1
        if not under_way:
            return
        with _kept_if_lost():
            result: tuple[str, R] = next(back).result()
        under_way -= 1
        yield result


@contextmanager
def _kept_if_lost() -> Iterator[None]:
    """Say that the cluster is lost, whatever it was asked when that was found out.

    Raises
    ------
    ResourceError
        If its scheduler is gone, or workers keep dying at one job.
    """
    from distributed import KilledWorker
    from distributed.client import FutureCancelledError

    try:
        yield
    except (KilledWorker, FutureCancelledError, OSError) as error:
        raise ResourceError(
            "The cluster lost its scheduler or its workers: {why}.",
            "Start it, and run again: what is done already is kept.",
            why=str(error),
        ) from error


def _threads(client: "Client") -> int:
    return sum(client.nthreads().values())


def _same[S](common: S) -> S:
    return common


def _keyed[S, T, R](key: str, work: Callable[[S, T], R], common: S, task: T) -> tuple[str, R]:
    return key, work(common, task)
