"""Run a command of the program in this process: the whole of it, without the time a new process takes."""

import io
import json
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from schemas import conforming


@dataclass(frozen=True)
class Ended:
    """Hold how a command ended."""

    status: int
    out: str
    err: str
    arguments: tuple[str, ...] = ()

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object on standard output, as the command's schema has it."""
        return conforming(self.arguments, json.loads(self.out))

    @property
    def codes(self) -> set[str]:
        """Every code of an issue that was printed, and that of an address that was looked up."""
        told = self.json
        return {*_codes(told), *([told["code"]] if told.get("code") else ())}


def _codes(value: Any) -> list[str]:
    if isinstance(value, list):
        return [code for one in value for code in _codes(one)]
    if not isinstance(value, dict):
        return []
    mine = [value["code"]] if value.get("severity") in {"error", "warning", "info"} else []
    return mine + [code for one in value.values() for code in _codes(one)]


Run = Callable[..., Ended]


def runner(home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs ``dispatch`` in a folder of its own, where nothing of this user is read or written."""
    from dispatch_cli import daybook, planning, runs, till, upkeep  # noqa: F401 - they add their commands
    from dispatch_cli.application import run

    for kind in ("DATA", "CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    monkeypatch.chdir(home)

    def call(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["dispatch", *arguments])
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = run()
        return Ended(status, out.getvalue(), err.getvalue(), arguments)

    return call
