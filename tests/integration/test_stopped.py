"""Every command stopped at any moment, as a terminal, systemd or a closed window does it.

It says so once, leaves no half of anything, and the same command then just works.
"""

import contextlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from chainshops import CONFIGURED, listed, open_chain
from osmtown import at, write_town
from osrmserver import free_port
from program import environment
from shop import ARCHIVED, CONFIG, HEADER, ROWS, open_archive

from dispatch.archive import changed_files, read_plan
from dispatch.day import read_book
from dispatch.geocoding.corrections import read_corrections
from dispatch.roadmap import map_status

DAY = "2026-11-26"
"""That the commands are about; the archive has two days before it."""
OLD = ARCHIVED[0]
STAYS = "what was written before stays"
STOPPED = re.compile(rf"dispatch: (Stopped; (nothing was published|{STAYS})\.|The map build was stopped; .*)")
PATIENCE = 20
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
EARLY = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.55, 0.7)
"""Seconds: Python begins, and the program's own modules are loaded."""

SERVE = CONFIG.split("[notify]")[0] + "[serve]\nreplan = false\n"
ADDRESSES = "street;house_number;postcode;city;lat;lon\nKanariestraat;1;2312 AB;Leiden;52.161;4.491\n"
COMMANDS: dict[str, tuple[str, ...]] = {
    "plan": ("plan", "kassa.csv", "--date", DAY),
    "plan anew": ("plan", "kassa.csv", "--date", OLD, "--now", "15:00", "--afresh"),
    "check": ("check", "kassa.csv", "--date", DAY),
    "replan": ("replan", OLD, "--from", "15:00", "--cancel", "241"),
    "change": ("change", "--date", OLD, "cancel", "241"),
    "change --plan": ("change", "--date", OLD, "--plan", "cancel", "241"),
    "report": ("report", "--csv", "costs.csv", "--pdf", "costs.pdf"),
    "report --actuals": ("report", OLD, "--actuals", "came.csv"),
    "verify": ("verify", OLD),
    "sheets": ("sheets", OLD, "--to", "usb"),
    "day": ("day", OLD),
    "slots": ("slots", "Kanariestraat 1, 2312 AB Leiden", "--date", DAY, "--now", "12:00"),
    "slots --take": (
        "slots", "Kanariestraat 1, 2312 AB Leiden", "--date", DAY, "--now", "12:00",
        "--take", "18:00-20:00", "--phone", "0612345678",
    ),
    "locate --save": ("locate", "Breestraat 1, 2311 CH Leiden", "--save", "52.17,4.5"),
    "purge": ("purge", "--config", "forgetful.toml"),
    "init": (
        "init", "new", "--name", "De Hoek", "--at", "52.16,4.49", "--courier", "Noor, bike, 13:00-17:15",
    ),
    "whatif": ("whatif", "less.toml", "--workers", "2", "--afresh", "--html", "a.html", "--pdf", "a.pdf"),
    "stores": ("stores", "stores.toml", "--date", "2026-11-24"),
    "map build": ("map", "build", "town.osm.pbf", "--config", "map.toml"),
    "serve": ("serve", "--date", DAY, "--now", "12:00", "--port", str(free_port()), "--config", "serve.toml"),
    "doctor": ("doctor",),
}  # fmt: skip
DAILY = ("plan", "change", "serve")
"""One of three kinds: it publishes, writes a line, or stays."""
PROMISE = '[[promise.windows.every]]\nhours = "18:00-20:00"\n'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a store with an archive of two days, and what every command needs."""
    home = tmp_path_factory.mktemp("shop")
    open_archive(home)
    open_chain(home, listed('may_load_at = ["leiden", "Dorp"]'), leiden=CONFIGURED, dorp=CONFIGURED)
    config = home / "dispatch.toml"
    own = config.read_text(encoding="utf-8").replace(
        "offline = true", 'offline = true\naddresses = "addresses.csv"'
    )
    config.write_text(own + PROMISE, encoding="utf-8")
    (home / "forgetful.toml").write_text(own.replace("retention_days = 3650", "retention_days = 1"), "utf-8")
    (home / "serve.toml").write_text(own + PROMISE + "[serve]\nreplan = false\n", "utf-8")
    lat, lon = at(0, 0)
    town = (
        own.replace("52.16", str(lat)).replace("4.49", str(lon)).replace('source = "estimate"', 'map = "map"')
    )
    (home / "map.toml").write_text(town, "utf-8")
    write_town(home / "town.osm.pbf")
    rows = [row.replace("2026-11-24", DAY) for row in ROWS]
    (home / "kassa.csv").write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    (home / "addresses.csv").write_text(ADDRESSES, encoding="utf-8")
    (home / "came.csv").write_text("receipt_id;arrived_at;outcome\n241;17:42;delivered\n", encoding="utf-8")
    (home / "less.toml").write_text('name = "dear"\n[promise]\nminimum_basket = 45\n', encoding="utf-8")
    return home


@dataclass(frozen=True)
class Stop:
    """Say when a command is stopped and by what; what it left is in ``home``."""

    home: Path
    status: int
    out: str
    err: str


def _begin(home: Path, command: tuple[str, ...]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "dispatch_cli", *command],
        cwd=home,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _stop(home: Path, command: tuple[str, ...], number: signal.Signals, seconds: float) -> Stop:
    """Stop a command and all it has begun after so many seconds: a terminal tells the whole group."""
    running = _begin(home, command)
    time.sleep(seconds)
    if running.poll() is None:
        os.killpg(running.pid, number)
    try:
        out, err = running.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        raise
    _assert_alone(running.pid)
    return Stop(home, running.returncode, out, err)


def _session(leader: int) -> list[int]:
    """Return the processes that still run in a session."""
    alive = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            state, _, _, session = path.read_text().rpartition(")")[2].split()[:4]
            if int(session) == leader and state != "Z":
                alive.append(int(path.parent.name))
    return alive


def _assert_alone(leader: int) -> None:
    """Look whether whatever a command began has ended too, soon after it."""
    end = time.monotonic() + PATIENCE
    while (left := _session(leader)) and time.monotonic() < end:
        time.sleep(0.1)
    assert not left, [Path(f"/proc/{one}/cmdline").read_bytes() for one in left]


def _left_alone(home: Path, name: str) -> tuple[int, float]:
    """Return how a command ends that nobody stops, and how long that takes."""
    began = time.monotonic()
    if name == "serve":
        return 0, 2.5
    running = _begin(home, COMMANDS[name])
    out, err = running.communicate(timeout=240)
    assert running.returncode in {0, 5}, out + err
    return running.returncode, time.monotonic() - began


def _was_python(ended: Stop, number: signal.Signals) -> bool:
    """Tell whether it was Python that was stopped, before it ran the first line of the program."""
    interrupted = ended.status == 1 and ended.err.rstrip().endswith("KeyboardInterrupt")
    return (ended.status == -number or interrupted) and f"{os.sep}dispatch" not in ended.err


def _assert_told(ended: Stop, number: signal.Signals, natural: int) -> None:
    """Look at status and words: stopped and said so once, or already done."""
    assert "Exception ignored" not in ended.err
    if _was_python(ended, number):
        return
    assert "Traceback" not in ended.err, ended.err
    told = STOPPED.findall(ended.err)
    if ended.status == 128 + number:
        assert len(told) == 1, ended.err
    else:
        assert ended.status == natural, (ended.status, ended.err)
        assert not told


def _assert_whole(home: Path) -> None:
    """Look at all that is visible: every run whole, every book and list readable, no half files."""
    for day in [*home.glob("runs/*"), *home.glob("*/runs/*")]:
        if not day.is_dir() or day.name.startswith("."):
            continue
        read_book(day)
        for run in day.iterdir():
            if run.name.startswith(".") or not run.is_dir() or run.is_symlink():
                continue
            assert changed_files(run) == ()
            accounts = read_plan(run).accounts
            assert accounts.read == sum(
                (accounts.not_flagged, accounts.rejected, accounts.unassigned, accounts.planned)
            )
    rows, issues = read_corrections(home / "addresses.csv")
    assert (rows[0].position, list(issues)) == ((52.161, 4.491), [])
    if (home / "map").exists():
        status = map_status(home / "map")
        assert status.folder is None or all(
            (status.folder / "osrm" / profile).is_dir() for profile in status.profiles
        )
    for name in ("costs.csv", "costs.pdf", "a.html", "a.pdf"):
        path = home / name
        assert not path.exists() or path.stat().st_size > 100
    for name in ("new/dispatch.toml",):
        path = home / name
        assert not path.exists() or "[store]" in path.read_text(encoding="utf-8")


def _sweep(made: Path, tmp_path: Path, name: str, moments: list[tuple[signal.Signals, float]]) -> None:
    """Stop a command at moments: from half a second on they are shares of the time it takes."""
    first = tmp_path / "first"
    shutil.copytree(made, first, symlinks=True)
    natural, took = _left_alone(first, name)
    _assert_whole(first)
    for place, (number, moment) in enumerate(moments):
        home = tmp_path / str(place)
        shutil.copytree(made, home, symlinks=True)
        ended = _stop(home, COMMANDS[name], number, moment if moment >= 0 else -moment * took)
        try:
            _assert_told(ended, number, natural)
            _assert_whole(home)
            if name == "init" and STAYS in ended.err:  # the store is there, and a second one is refused
                assert {path.name for path in (home / "new").iterdir()} >= {"dispatch.toml", "example.csv"}
            elif name != "serve" and ended.status != natural:
                _left_alone(home, name)
                _assert_whole(home)
        except BaseException as error:
            error.add_note(f"{name}: {number.name} after {moment}: {ended}")
            raise
        shutil.rmtree(home)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in DAILY else pytest.mark.nightly) for name in COMMANDS]
)
def test_stopped_twice_it_says_so_and_the_next_try_just_works(made: Path, tmp_path: Path, name: str) -> None:
    rng = random.Random(name)
    _sweep(
        made,
        tmp_path,
        name,
        [(signal.SIGINT, rng.choice(EARLY)), (rng.choice(SIGNALS), -rng.uniform(0.4, 1.0))],
    )


@pytest.mark.nightly
@pytest.mark.parametrize("name", COMMANDS)
def test_stopped_at_any_moment_it_says_so_and_the_next_try_just_works(
    made: Path, tmp_path: Path, name: str
) -> None:
    rng = random.Random(name)
    early = [(signal.SIGINT, seconds) for seconds in EARLY]
    later = [(number, -rng.uniform(0.2, 1.05)) for number in SIGNALS for _ in range(8 if number == 2 else 4)]
    others = [(number, rng.choice(EARLY)) for number in SIGNALS[1:] for _ in range(2)]
    _sweep(made, tmp_path, name, [*early, *others, *later])


def test_workers_end_with_a_study_that_is_killed(made: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(made, home, symlinks=True)
    running = _begin(home, COMMANDS["whatif"])
    end = time.monotonic() + 120
    while len(_session(running.pid)) < 3 and running.poll() is None and time.monotonic() < end:
        time.sleep(0.05)
    assert len(_session(running.pid)) > 1
    running.kill()
    running.communicate(timeout=60)
    _assert_alone(running.pid)


def test_what_a_command_is_told_to_ignore_it_ignores(made: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(made, home, symlinks=True)
    nohup = 'trap "" HUP INT; exec "$@"'
    command = [sys.executable, "-m", "dispatch_cli", *COMMANDS["report"]]
    running = subprocess.Popen(
        ["sh", "-c", nohup, "sh", *command], cwd=home, env=environment(home), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    for number in (signal.SIGHUP, signal.SIGINT):
        time.sleep(0.4)
        running.send_signal(number)
    _, err = running.communicate(timeout=240)
    assert running.returncode in {0, 5}, err
    assert "Stopped" not in err


def test_ctrl_c_pressed_again_and_again_is_no_traceback(made: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(made, home, symlinks=True)
    running = _begin(home, ("plan", "kassa.csv", "--date", DAY, "--time-limit", "60"))
    time.sleep(0.5)
    while running.poll() is None:
        os.killpg(running.pid, signal.SIGINT)
        time.sleep(0.02)
    _, err = running.communicate(timeout=60)
    ended = Stop(home, running.returncode, "", err)
    assert _was_python(ended, signal.SIGINT) or "Traceback" not in err, err
    assert running.returncode in {130, 5} or _was_python(ended, signal.SIGINT)
    _assert_whole(home)
