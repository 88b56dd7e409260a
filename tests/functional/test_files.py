"""Pipes, devices, folders and names that are no text, given to every command that reads a file."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from inprocess import Run, runner
from osmtown import at, write_town
from program import SAMPLE_DAY, copy_sample, environment
from program import run as run_apart
from shop import CONFIG, open_shop

from dispatch.app.files import find_setting
from dispatch.app.run import write_run
from dispatch.archive import read_plan


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the sample day planned in it."""
    folder = copy_sample(tmp_path_factory.mktemp("store"), rows=20)
    done = run_apart("plan", "purchases.csv", "--date", SAMPLE_DAY, "--iterations", "5", home=folder)
    assert done.status in {0, 5}, done.err
    return folder


@pytest.fixture
def run(store: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("DISPATCH_LANGUAGE", "en")
    return runner(store, monkeypatch)


COMMANDS = {
    "plan": ["plan", "{}"],
    "plan with a map of lines": ["plan", "purchases.csv", "--lines", "{}"],
    "plan with corrections": ["plan", "purchases.csv", "--corrections", "{}"],
    "plan with a configuration": ["plan", "purchases.csv", "--config", "{}"],
    "check": ["check", "{}"],
    "change": ["change", "--date", SAMPLE_DAY, "--file", "{}"],
    "replan": ["replan", SAMPLE_DAY, "--from", "15:00", "--late", "{}"],
    "verify": ["verify", SAMPLE_DAY, "--input", "{}"],
    "stores": ["stores", "{}"],
    "whatif": ["whatif", "{}"],
    "report": ["report", SAMPLE_DAY, "--actuals", "{}"],
    "map build": ["map", "build", "{}"],
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "nothing", "empty"])
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_file_is_refused_at_once(run: Run, tmp_path: Path, command: str, kind: str) -> None:
    path = tmp_path / "input"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path = Path("/dev/zero")
        case "folder":
            path.mkdir()
        case "empty":
            path.touch()
    arguments = [one.format(path) for one in COMMANDS[command]]
    done = run(*arguments)
    assert done.status == 2, done.err
    assert "Traceback" not in done.err
    words = {"pipe": "a pipe", "device": "a device", "folder": "is a folder", "nothing": "no", "empty": ""}
    assert words[kind] in " ".join(done.err.split())


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", ["plan.json", "manifest.json", "settings.json", "travel.npz"])
def test_a_pipe_within_a_run_is_refused_at_once(store: Path, run: Run, tmp_path: Path, name: str) -> None:
    copied = tmp_path / "runs"
    shutil.copytree(store / "runs", copied, symlinks=True)
    path = copied / SAMPLE_DAY / "v1" / name
    path.unlink()
    os.mkfifo(path)
    for command in (["verify"], ["sheets"], ["report"]):
        done = run(*command, str(path.parent))
        assert "Traceback" not in done.err
        only_doubted = (*command, name) in {
            ("verify", "settings.json"),
            ("report", "settings.json"),
            ("report", "manifest.json"),
        }
        assert done.status in ({0, 5} if only_doubted else {2}), done.err


def test_a_pipe_in_the_place_of_a_log_or_a_map_is_never_waited_for(store: Path, tmp_path: Path) -> None:
    copied = tmp_path / "runs"
    shutil.copytree(store / "runs", copied, symlinks=True)
    log = copied / SAMPLE_DAY / "v1" / "log.jsonl"
    log.unlink()
    os.mkfifo(log)
    assert run_apart("verify", str(log.parent), home=store, timeout=60).status in {1, 2}
    (tmp_path / "map" / "current").mkdir(parents=True)
    os.mkfifo(tmp_path / "map" / "current" / "map.json")
    for command in (["map", "status"], ["doctor"]):
        done = run_apart(*command, home=store, timeout=60, DISPATCH_TRAVEL_MAP=str(tmp_path / "map"))
        assert done.status in {2, 5}, done.err


def test_a_name_that_is_no_text_is_planned_and_told(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/k\xe4sse"
    Path(os.fsdecode(folder)).mkdir()
    copy_sample(Path(os.fsdecode(folder)), rows=20)
    path = folder + b"/ex\xffport\x1b[31m.csv"
    Path(os.fsdecode(folder + b"/purchases.csv")).rename(os.fsdecode(path))
    day = ["--date", SAMPLE_DAY]
    for arguments in (
        ["check", path, *day],
        ["plan", path, *day, "--iterations", "5"],
        ["verify", "latest", "--json"],
        ["sheets", "latest", "--to", b"n\xe9w", "--json"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "dispatch_cli", *arguments],
            cwd=folder,
            env=environment(tmp_path),
            capture_output=True,
            timeout=240,
            check=False,
        )
        assert done.returncode in {0, 5}, done.stderr.decode(errors="replace")
        assert b"Traceback" not in done.stderr
        assert b"\x1b" not in done.stderr
    manifest = Path(os.fsdecode(folder)) / "runs" / SAMPLE_DAY / "v1" / "manifest.json"
    assert "ex\N{REPLACEMENT CHARACTER}port.csv" in manifest.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [b"t\xffown.osm.pbf", b"\xff.txt"])
def test_a_map_of_a_name_that_is_no_text_is_built_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: bytes
) -> None:
    lat, lon = at(300, 10)
    home = open_shop(tmp_path)
    config = CONFIG.replace("52.16", str(lat)).replace("4.49", str(lon))
    (home / "dispatch.toml").write_text(config.replace('source = "estimate"', 'map = "map"'), "utf-8")
    path = home / os.fsdecode(name)
    if path.suffix == ".pbf":
        write_town(home / "town.osm.pbf")
        (home / "town.osm.pbf").rename(path)
    else:
        path.write_bytes(b"no map")
    run = runner(home, monkeypatch)
    done = run("map", "build", str(path))
    assert (done.status, "Traceback" in done.err) == (0 if path.suffix == ".pbf" else 2, False), done.err
    assert "\N{REPLACEMENT CHARACTER}" in done.out + done.err


LONG = "k" * 300


@pytest.mark.parametrize(
    "command",
    [
        ("plan", LONG), ("check", LONG), ("verify", LONG), ("verify", SAMPLE_DAY, "--input", LONG),
        ("plan", "purchases.csv", "--date", SAMPLE_DAY, "--dry-run", "--out", LONG),
    ],
)  # fmt: skip
def test_a_name_that_is_too_long_is_refused(run: Run, command: tuple[str, ...]) -> None:
    done = run(*command)
    assert done.status in {2, 3}
    assert "Traceback" not in done.err
    assert len(done.err.split()) > 4


def test_a_folder_that_may_not_be_looked_into_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, **_: object) -> os.stat_result:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", refuse)
        done = run("check", "elsewhere/kassa.csv")
    assert (done.status, "Permission denied" in done.err) == (3, True)
    assert "Traceback" not in done.err


def test_what_is_being_written_is_private_from_the_first_byte(store: Path, tmp_path: Path) -> None:
    setting = find_setting(store / "dispatch.toml", None, {}, {})
    day = read_plan(store / "runs" / SAMPLE_DAY / "v1")
    old = os.umask(0)
    try:
        write_run(day, tmp_path / "hidden", setting, digest="")
    finally:
        os.umask(old)
    written = list((tmp_path / "hidden").rglob("*"))
    assert len(written) > 10
    for path in written:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path
