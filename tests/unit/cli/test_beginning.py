"""How the program begins."""

import subprocess
import sys

CODE = """
import atexit, gc, sys
sys.argv = ["dispatch", "--version"]
atexit.register(lambda: print(sum(one["collections"] for one in gc.get_stats())))
from dispatch_cli import main
main()
"""


def test_a_short_command_hardly_looks_for_rings_of_objects() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert int(done.stdout.split()[-1]) < 20  # some hundred as Python has it
