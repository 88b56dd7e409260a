"""Run the program as a person or cron would: another process, its own folders, no terminal."""

import csv
import fcntl
import json
import os
import pty
import shutil
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas import conforming

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
SAMPLE_DAY = "2026-11-21"


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


def own_folders(home: Path) -> dict[str, str]:
    """Return the variables that keep the program out of the folders of this user."""
    return {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("DATA", "CACHE", "STATE", "CONFIG")}


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return an environment in which nothing of this user is read or written, and English is spoken."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "NUMBA_CACHE_DIR") if name in os.environ}
    return {
        **kept,
        **own_folders(home),
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "DISPATCH_LANGUAGE": "en",
        **more,
    }


def run(*arguments: str, home: Path, cwd: Path | None = None, timeout: float = 240, **env: str) -> Ended:
    """Run ``dispatch`` with these arguments."""
    done = subprocess.run(
        [sys.executable, "-m", "dispatch_cli", *arguments],
        cwd=cwd or home,
        env=environment(home, **env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr, arguments)


def begin(*arguments: str, home: Path, **env: str) -> "subprocess.Popen[str]":
    """Begin ``dispatch`` with these arguments, and do not wait for its end."""
    return subprocess.Popen(
        [sys.executable, "-m", "dispatch_cli", *arguments],
        cwd=home,
        env=environment(home, **env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _own_terminal() -> None:
    """Make standard input the terminal that controls this process."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def press_ctrl_c(*arguments: str, home: Path, once_shown: str, timeout: float = 240) -> Ended:
    """Run ``dispatch`` in a terminal of 100 columns, and press Ctrl-C once it shows this text."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "dispatch_cli", *arguments],
        cwd=home,
        env=environment(home, TERM="xterm-256color"),
        stdin=slave,
        stdout=slave,
        stderr=slave,
        preexec_fn=_own_terminal,  # noqa: PLW1509 - the tests have no threads
    )
    os.close(slave)
    shown, pressed, end = b"", False, time.monotonic() + timeout
    while time.monotonic() < end:
        try:
            shown += os.read(master, 65_536)
        except OSError:
            break
        if not pressed and once_shown.encode() in shown:
            time.sleep(1)
            os.write(master, b"\x03")
            pressed = True
    os.close(master)
    return Ended(process.wait(timeout=30), shown.decode(errors="replace"), "")


def copy_sample(target: Path, rows: int | None = None) -> Path:
    """Copy the sample day, so that a test can spoil it; with the first rows of its till only, if so many."""
    shutil.copytree(SAMPLE, target, dirs_exist_ok=True)
    if rows is None:
        return target
    _keep(target / "purchases.csv", lambda number, _: number <= rows)
    with (target / "purchases.csv").open(encoding="utf-8", newline="") as file:
        receipts = {row[0] for row in csv.reader(file, delimiter=";")}
    _keep(target / "lines.csv", lambda _, receipt: receipt in receipts)
    return target


def _keep(path: Path, holds: Callable[[int, str], bool]) -> None:
    """Keep those rows below the head of a table of which this holds: their number and their receipt."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerows(row for number, row in enumerate(rows) if number == 0 or holds(number, row[0]))
