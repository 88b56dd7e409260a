"""A real Dask scheduler and workers, processes of their own on loopback."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


class DaskOnLoopback:
    """Run a scheduler and workers for as long as the context lasts.

    Parameters
    ----------
    folder
        Where they work and keep what they compile.
    beside
        Folders of modules that workers are to find, beside the program's own.
    workers
        How many.
    """

    def __init__(self, folder: Path, *beside: Path, workers: int = 2) -> None:
        self._port = str(free_port())
        self._folder, self._count = folder, workers
        self._environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(map(str, (ROOT, Path(__file__).parent, *beside))),
            "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "10s",
            "XDG_CACHE_HOME": str(folder),
        }
        self.address = f"tcp://127.0.0.1:{self._port}"
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self.begin_scheduler()
        for _ in range(self._count):
            self.begin_worker()
        return self

    def __exit__(self, *failure: object) -> None:
        for process in filter(None, (*self.workers, self.scheduler)):
            process.kill()
            process.wait()

    def begin_scheduler(self) -> None:
        """Run a scheduler, at the same address each time; one that ran before must have been killed."""
        if self.scheduler is not None:
            self.scheduler.wait()
        self.scheduler = self._begin(
            "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", self._port, "--no-dashboard"
        )

    def begin_worker(self) -> None:
        """Run one more worker."""
        worker = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
        self.workers.append(self._begin("distributed.cli.dask_worker", self.address, *worker))

    def _begin(self, *arguments: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", *arguments],
            env=self._environment,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
