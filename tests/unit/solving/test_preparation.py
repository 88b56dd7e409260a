"""Getting compiled code ready, where there is something to compile with."""

import subprocess
import sys


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
