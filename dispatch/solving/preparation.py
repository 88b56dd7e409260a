"""Have the compiled code ready: from numba's cache, or by compiling it once."""

import hashlib
import importlib
import os
import shutil
import tempfile
import threading
from pathlib import Path
from types import ModuleType

import numpy as np
import platformdirs

from dispatch.ports import Progress
from dispatch.solving.kernels import fields as f
from dispatch.solving.memory import new_chain

STAGE = "preparing the search, once"

PATIENCE = 1.0
"""Seconds that loading from the cache may take before the person is told what is going on."""


def prepared_kernels(progress: Progress) -> ModuleType:
    """Return the module of the compiled entry points, ready to be called.

    Compiled code is kept beside the package or, where that folder cannot be written, in the user's
    cache folder; where neither can, in a temporary one.
    """
    done = threading.Event()
    failures: list[BaseException] = []
    modules: list[ModuleType] = []

    def prepare() -> None:
        try:
            modules.append(_warm())
        except BaseException as failure:  # noqa: BLE001 - handed on to the thread that waits
            failures.append(failure)
        done.set()

    threading.Thread(target=prepare, name="prepare", daemon=True).start()
    if not done.wait(PATIENCE):
        progress.begin(STAGE)
        done.wait()
        progress.end()
    if failures:
        raise failures[0]
    return modules[0]


def _warm() -> ModuleType:
    """Call every entry point once, on a problem of one stop."""
    kernels = _load()
    importlib.import_module("ortools.sat.python.cp_model")
    data = tiny_data()
    chain = new_chain(data, 1)
    kernels.work(data, chain, 0, 1.0, 1.0, 0.0)
    return kernels


def _load() -> ModuleType:
    """Import the kernels; where their compiled code is kept must be settled before."""
    from numba.core import config

    if not os.environ.get("NUMBA_CACHE_DIR"):
        config.CACHE_DIR = str(_cache_folder())
    return importlib.import_module("dispatch.solving.kernels.chain")


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
    for parent in (beside, platformdirs.user_cache_path("local-dispatch")):
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


def tiny_data() -> f.Data:
    """Return a problem of one stop and one shift that cannot serve it."""
    window = np.zeros((1, 2, f.WINDOW_WIDTH), np.int64)
    window[0, 1, f.HARD] = -1
    return f.Data(
        leg=np.zeros((1, 2, 2, 2), np.int32),
        back=np.zeros((1, 2, 2, 2), np.int32),
        window=window,
        stop=np.zeros((2, f.STOP_WIDTH), np.int64),
        shift=np.zeros((1, f.SHIFT_WIDTH), np.int64),
        pause=np.zeros((1, 1, f.BREAK_WIDTH), np.int64),
        near=np.zeros((2, 1), np.int32),
        around=np.zeros((2, 2), np.int32),
    )
