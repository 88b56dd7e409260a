"""Do jobs in this process, or in one process a core: the standard library's pool."""

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Final

from dispatch.cores import cores, take_share
from dispatch.errors import JobLostError
from dispatch.ports import Job

_WAITING: Final = 2
"""Jobs handed out for each worker, so that none waits for the next to be made."""

TRIES: Final = 3
"""How often a job may take its worker with it."""


def _nothing() -> None:
    """Prepare nothing."""


class Here:
    """Do one job after the other in this process.

    Parameters
    ----------
    prepare
        Done once before the first job.
    """

    workers = 1

    def __init__(self, prepare: Callable[[], None] = _nothing) -> None:
        self._prepare = prepare

    def run[S, T, R](self, work: Callable[[S, T], R], jobs: Iterable[Job[S, T]]) -> Iterator[tuple[str, R]]:
        """Yield each result; see :class:`dispatch.ports.Executor`."""
        self._prepare()
        for job in jobs:
            yield job.key, work(job.common, job.task)


class Processes:
    """Do jobs in processes of their own on this machine, which share its cores.

    Parameters
    ----------
    workers
        How many; 0 for one a core.
    prepare
        Done once in each process before its first job. Processes begin together, so whatever may be
        done by only one at a time, it has to see to itself.
    """

    def __init__(self, workers: int = 0, prepare: Callable[[], None] = _nothing) -> None:
        self.workers = workers or cores()
        self._prepare = prepare

    def run[S, T, R](self, work: Callable[[S, T], R], jobs: Iterable[Job[S, T]]) -> Iterator[tuple[str, R]]:
        """Yield each result; see :class:`dispatch.ports.Executor`."""
        left, again = iter(jobs), deque[Job[S, T]]()
        tries: dict[str, int] = {}
        while True:
            strangers = set(multiprocessing.active_children())
            with undisturbed():  # Python's own tracker of what processes share is begun here
                pool = self._open()
            under_way: dict[Future[R], Job[S, T]] = {}
            try:
                yield from _until_done(pool, under_way, work, left, again, self.workers * _WAITING)
            except BrokenProcessPool:
                for job in under_way.values():
                    tries[job.key] = tries.get(job.key, 0) + 1
                    _refuse_deadly(job.key, tries[job.key])
                again.extend(under_way.values())
            except BaseException:
                _end(pool, strangers)
                raise
            else:
                return
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def _open(self) -> ProcessPoolExecutor:
        # Spawned, not forked: a copy of a process with threads may hang, and only this works everywhere.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.workers, context, _begin, (self.workers, self._prepare))


def _begin(workers: int, prepare: Callable[[], None]) -> None:
    """Leave Ctrl-C to the process that waits for the results and cores to the other workers, and prepare."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    take_share(workers)
    prepare()


def end_with_parent() -> None:
    """Let a worker end when the process that began it is gone, however that ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_outlive, args=(parent,), name="parent", daemon=True).start()


def _outlive(parent: BaseProcess) -> None:
    parent.join()
    os._exit(0)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Begin processes that a terminal's Ctrl-C, and its end, do not reach: whoever began them ends them.

    A process hears signals before its first line is run, and would end with a traceback of its own. What
    comes meanwhile is heard afterwards. Not on Windows, where there is no such mask.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGHUP))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _until_done[S, T, R](
    pool: ProcessPoolExecutor,
    under_way: dict[Future[R], Job[S, T]],
    work: Callable[[S, T], R],
    left: Iterator[Job[S, T]],
    again: deque[Job[S, T]],
    most: int,
) -> Iterator[tuple[str, R]]:
    """Hand out jobs and yield results until there are no more; ``under_way`` holds what is not back yet.

    Raises
    ------
    BrokenProcessPool
        If a worker died.
    """
    while True:
        while len(under_way) < most:
            job = again[0] if again else next(left, None)
            if job is None:
                break
            if not again:
                again.append(job)  # a pool that refuses it must not lose it
            with undisturbed():
                under_way[pool.submit(work, job.common, job.task)] = job
            again.popleft()
        if not under_way:
            return
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            result = future.result()
            key = under_way.pop(future).key
            yield key, result


def _refuse_deadly(key: str, tries: int) -> None:
    """Give up on a job at which workers die every time.

    Raises
    ------
    JobLostError
        If it was tried often enough.
    """
    if tries >= TRIES:
        raise JobLostError(
            "The process that works on {key} was ended {tries} times.",
            "Is there enough memory? Run with fewer --workers; what is done already is kept.",
            key=key,
            tries=tries,
        )


def _end(pool: ProcessPoolExecutor, strangers: Collection[BaseProcess]) -> None:
    """End the workers at once: nobody waits for what they are doing."""
    pool.shutdown(wait=False, cancel_futures=True)
    for child in multiprocessing.active_children():
        if child not in strangers:
            child.terminate()
