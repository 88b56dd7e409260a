"""Run a command of the program in this process: the whole of it, without the time a new process takes."""

import io
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from program import Ended, own_folders

Run = Callable[..., Ended]


def runner(home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs ``dispatch`` in a folder of its own, where nothing of this user is read or written."""
    from dispatch_cli import daybook, planning, runs, studies, till, upkeep  # noqa: F401 - they add their commands
    from dispatch_cli.application import run

    for name, folder in own_folders(home).items():
        monkeypatch.setenv(name, folder)
    monkeypatch.chdir(home)

    def call(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["dispatch", *arguments])
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = run()
        return Ended(status, out.getvalue(), err.getvalue(), arguments)

    return call
