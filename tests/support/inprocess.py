"""Run a command of the program in this process: the whole of it, without the time a new process takes."""

import io
import signal
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from program import Ended, own_folders

Run = Callable[..., Ended]


def runner(home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs ``dispatch`` in a folder of its own, where nothing of this user is read or written."""
    from dispatch_cli import (  # noqa: F401 - they add their commands
        SIGNALS,
        daybook,
        planning,
        runs,
        studies,
        till,
        upkeep,
    )
    from dispatch_cli.application import run

    for name, folder in own_folders(home).items():
        monkeypatch.setenv(name, folder)
    monkeypatch.chdir(home)

    def call(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["dispatch", *arguments])
        out, err = io.StringIO(), io.StringIO()
        before = {number: signal.getsignal(number) for number in SIGNALS}
        try:
            with redirect_stdout(out), redirect_stderr(err):
                status = run()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        return Ended(status, out.getvalue(), err.getvalue(), arguments)

    return call
