"""Have the compiled code ready: from numba's cache, or by compiling it once."""

import gc
import hashlib
import importlib
import os
import platform
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from dispatch.errors import LockHeldError, ResourceError
from dispatch.files.folders import cache_folder
from dispatch.files.lock import wait_for
from dispatch.ports import Progress, Silent, Stage

PATIENCE = 1.0
"""Seconds that loading from the cache may take before the person is told what is going on."""

WAIT = 600.0
"""Seconds to wait for another process that compiles; after them this one does it as well."""


def prepared_kernels(progress: Progress) -> None:
    """Have the compiled entry points ready to be called.

    Compiled code is kept beside the package or, where that folder cannot be written, in the user's
    cache folder; where neither can, in a temporary one. Of several processes that need it at the same time
    one compiles, and the others load what it made.
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

    Without numba there is nothing to compile.
    """
    if numba_loads():
        prepared_kernels(Silent())


def _warm() -> None:
    """Load the entry points, or compile them while no other process does."""
    from numba.core import config

    sources = _digest_of_sources()
    if not os.environ.get("NUMBA_CACHE_DIR"):
        config.CACHE_DIR = str(_cache_folder(sources))
    folder = Path(config.CACHE_DIR)
    compiled = folder / f"compiled-{_digest_of_machine(sources)}"
    if compiled.exists() or config.DISABLE_JIT:
        importlib.import_module("dispatch.solving.kernels.work")
        return
    with _alone(folder / "compiling.lock"), _without_collections():
        importlib.import_module("dispatch.solving.kernels.work")
        with suppress(OSError):
            compiled.touch()


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait until no other process compiles; a lock that cannot be had only costs the work done twice."""
    with ExitStack() as held:
        with suppress(LockHeldError, ResourceError):
            held.enter_context(wait_for(path, "preparing the search", WAIT))
        yield


@contextmanager
def _without_collections() -> Iterator[None]:
    """Look for no garbage in between: a compiler's many small objects nearly all stay."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _digest_of_sources() -> str:
    """Return a digest of what is compiled: numba looks at the source of a function, not at what it calls."""
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).with_name("kernels").glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _digest_of_machine(sources: str) -> str:
    """Return a digest of all that compiled code is made for: what is kept for another does not count."""
    import numba
    from numba.core.registry import cpu_target

    written = Path(__file__).with_name("kernels").joinpath("work.py").stat().st_mtime_ns
    processor = cpu_target.target_context.codegen().magic_tuple()
    facts = (sources, written, numba.__version__, platform.python_version(), processor)
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def _cache_folder(sources: str) -> Path:
    """Return a folder for compiled code that can be written, and that no other version uses."""
    name = f"search-{sources}"
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
