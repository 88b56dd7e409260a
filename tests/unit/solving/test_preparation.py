"""Getting compiled code ready, where there is something to compile with."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from program import environment

from dispatch.files.lock import wait_for
from dispatch.ports import Silent
from dispatch.solving.preparation import prepared_kernels

PREPARE = """
import os, time
from dispatch.ports import Silent
from dispatch.solving.preparation import prepared_kernels

class Told(Silent):
    def begin(self, stage, total=None):
        print(stage.name, flush=True)

prepared_kernels(Told())
from dispatch.solving.kernels import work
for name in ("work_alike", "work_rich"):
    stats = getattr(work, name).stats
    print(name, sum(stats.cache_hits.values()), sum(stats.cache_misses.values()))
"""
LOADED = ["work_alike 1 0", "work_rich 1 0"]


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    """Copy the compiled code, without the mark that says that it is complete."""
    from numba.core import config

    prepared_kernels(Silent())
    kept = tmp_path / "kept"
    shutil.copytree(config.CACHE_DIR, kept, ignore=shutil.ignore_patterns("compiled-*", "*.lock"))
    return kept


def prepare(home: Path, kept: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", PREPARE],
        env=environment(home, NUMBA_CACHE_DIR=str(kept)),
        stdout=subprocess.PIPE,
        text=True,
    )


def test_who_comes_while_another_compiles_waits_says_so_and_loads(tmp_path: Path, compiled: Path) -> None:
    with wait_for(compiled / "compiling.lock", "preparing the search"):
        waiting = prepare(tmp_path, compiled)
        assert waiting.stdout is not None
        assert waiting.stdout.readline() == "COMPILING\n"
        time.sleep(0.5)
        assert waiting.poll() is None
    assert waiting.communicate(timeout=120)[0].splitlines() == LOADED
    assert len(list(compiled.glob("compiled-*"))) == 1
    # From then on nobody waits for anybody.
    with wait_for(compiled / "compiling.lock", "preparing the search"):
        out, _ = prepare(tmp_path, compiled).communicate(timeout=120)
    assert out.splitlines()[-2:] == LOADED


def test_a_lock_that_cannot_be_had_is_no_reason_to_fail(tmp_path: Path, compiled: Path) -> None:
    (compiled / "compiling.lock").mkdir()
    out, _ = prepare(tmp_path, compiled).communicate(timeout=120)
    assert out.splitlines()[-2:] == LOADED


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_of_two_processes_that_begin_together_one_compiles(tmp_path: Path) -> None:
    both = [prepare(tmp_path, tmp_path / "kept") for _ in range(2)]
    told = [one.communicate(timeout=1700)[0].splitlines() for one in both]
    assert sorted(lines[-2:] for lines in told) == [["work_alike 0 1", "work_rich 0 1"], LOADED]
    assert all(lines[0] == "COMPILING" for lines in told)


def test_a_worker_without_numba_has_nothing_to_compile() -> None:
    hidden = "import sys; sys.modules.update(numba=None, llvmlite=None)\n"
    asked = "from importlib import util; known = util.find_spec\n"
    without = (
        "util.find_spec = lambda name, package=None: None if name == 'numba' else known(name, package)\n"
    )
    ready = "from dispatch.solving.preparation import prepare_worker; prepare_worker()\n"
    done = subprocess.run(
        [sys.executable, "-c", hidden + asked + without + ready], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
