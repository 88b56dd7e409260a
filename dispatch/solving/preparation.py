"""Have the compiled code ready: from numba's cache, or by compiling it once."""

import hashlib
import importlib
import os
import shutil
import tempfile
import threading
from pathlib import Path

from dispatch.files.folders import cache_folder
from dispatch.files.lock import wait_for
from dispatch.ports import Progress, Silent, Stage

PATIENCE = 1.0
"""Seconds that loading from the cache may take before the person is told what is going on."""


def prepared_kernels(progress: Progress) -> None:
    """Have the compiled entry points ready to be called.

    Compiled code is kept beside the package or, where that folder cannot be written, in the user's
    cache folder; where neither can, in a temporary one.
    """
    done = threading.Event()
    failures: list[BaseException] = []

    def prepare() -> None:
        try:
            _warm()
        except BaseException as failure:  # noqa: BLE001 - handed on to the thread that waits
            failures.append(failure)
        done.set()

    threading.Thread(target=prepare, name="prepare", daemon=True).start()
    if not done.wait(PATIENCE):
        progress.begin(Stage.COMPILING)
        done.wait()
        progress.end()
    if failures:
        raise failures[0]


def numba_loads() -> bool:
    """Tell whether the compiler of the program's own search can be loaded on this machine."""
    try:
        importlib.import_module("numba")
    except (ImportError, OSError):  # not installed, or its native library does not fit this system
        return False
    return True


def prepare_worker() -> None:
    """Have all compiled code ready in a process that works beside others.

    One process of a machine at a time: many that write numba's cache at once crash. The first compiles,
    the others load what it made. Without numba there is nothing to compile.
    """
    if not numba_loads():
        return
    with wait_for(cache_folder() / "preparing.lock", "preparing the search"):
        prepared_kernels(Silent())


def _warm() -> None:
    """Load the entry points; where their compiled code is kept must be settled before."""
    from numba.core import config

    if not os.environ.get("NUMBA_CACHE_DIR"):
        config.CACHE_DIR = str(_cache_folder())
    importlib.import_module("ortools.sat.python.cp_model")
    importlib.import_module("dispatch.solving.kernels.work")


def _cache_folder() -> Path:
    """Return a folder for compiled code that can be written, and that no other version uses.

    numba looks at the source of a function alone, not at what it calls: so the name of the folder
    holds a digest of all sources.
    """
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).with_name("kernels").glob("*.py")):
        digest.update(source.read_bytes())
    name = f"search-{digest.hexdigest()[:16]}"
    beside = Path(__file__).with_name("__pycache__")
    for parent in (beside, cache_folder()):
        folder = parent / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError:
            continue
        for old in parent.glob("search-*"):
            if old != folder:
                shutil.rmtree(old, ignore_errors=True)
        return folder
    return Path(tempfile.mkdtemp(prefix="dispatch-search-"))
