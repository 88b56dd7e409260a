"""Standard streams that are closed, full or left by their reader; Ctrl-C before anything has begun."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from inprocess import Run, runner
from program import SAMPLE, SAMPLE_DAY, copy_sample, environment
from shop import HEADER, open_shop

from dispatch.day import news, read_book

PLAN = (
    f"{sys.executable} -m dispatch_cli plan few/purchases.csv --date {SAMPLE_DAY} --iterations 50 --out runs"
)


def shell(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command],
        cwd=home,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@pytest.mark.parametrize(
    ("streams", "told"),
    [
        (">/dev/full", "Not everything could be shown on standard output: No space left on device."),
        ("--json >/dev/full", "Not everything could be shown on standard output: No space left on device."),
        (">&-", "There is no standard output to show results on."),
        ("2>&-", ""),
        (">&- 2>&-", ""),
        (">/dev/full 2>/dev/full", ""),
    ],
)
def test_a_plan_is_published_with_its_status_whatever_becomes_of_what_it_shows(
    tmp_path: Path, streams: str, told: str
) -> None:
    copy_sample(tmp_path / "few", rows=20)
    ended = shell(f"{PLAN} {streams}", tmp_path)
    assert ended.returncode == 5
    assert "Traceback" not in ended.stdout + ended.stderr
    assert (tmp_path / "runs" / SAMPLE_DAY / "v1" / "sheets" / "all.pdf").is_file()
    assert told in ended.stderr


TELLING = (
    ("report --json", 3),
    ("verify latest", 3),
    ("purge", 0),
    ("report --csv report.csv", 0),
    ("check kassa.csv --date 2026-11-24", 3),
    ("plan --dry-run --date 2026-11-24", 3),
    ("day 2026-11-24", 3),
    ("map status", 3),
    ("purge --dry-run", 3),
    ("sheets latest", 0),
    ("change cancel 1 --date 2026-11-24 --try", 3),
    ("change cancel 1 --date 2026-11-24", 0),
)
"""Commands, and how they end where nobody sees what they say: those that only tell have done nothing."""


@pytest.mark.parametrize(
    ("stream", "commands"),
    [
        (">/dev/full", TELLING[:4]),
        (">&-", TELLING[:1]),
        pytest.param(">/dev/full", TELLING[4:], marks=pytest.mark.nightly),
    ],
)
def test_a_command_that_only_tells_fails_where_nobody_can_see_it(
    tmp_path: Path, stream: str, commands: tuple[tuple[str, int], ...]
) -> None:
    open_shop(tmp_path)
    program = f"{sys.executable} -m dispatch_cli"
    assert shell(f"{program} plan --date {SHOP_DAY}", tmp_path).returncode == 5
    for words, status in commands:
        ended = shell(f"{program} {words} {stream}", tmp_path)
        assert ended.returncode == status, (words, ended.stderr)
        assert "standard output" in ended.stderr
        assert "Traceback" not in ended.stderr


def test_a_file_that_takes_the_place_of_a_closed_stream_is_not_printed_into(tmp_path: Path) -> None:
    copy_sample(tmp_path / "few", rows=20)
    assert shell(f"{PLAN} >&- 2>&-", tmp_path).returncode == 5
    manifest = tmp_path / "runs" / SAMPLE_DAY / "v1" / "manifest.json"
    assert manifest.read_text(encoding="utf-8").startswith("{")
    assert shell(f"{sys.executable} -m dispatch_cli verify latest --out runs", tmp_path).returncode == 0


@pytest.mark.parametrize("command", ["plan", "locate 'Laan 1, Leiden'", "--language nl doctor"])
def test_a_current_folder_that_has_been_removed_is_told(tmp_path: Path, command: str) -> None:
    ended = shell(f"mkdir gone; cd gone; rmdir ../gone; {sys.executable} -m dispatch_cli {command}", tmp_path)
    assert ended.returncode == 3
    told = "De map waarin u staat" if "nl" in command else "The folder in which you are"
    assert ended.stderr.startswith(f"dispatch: {told}")


SHOP_DAY = "2026-11-24"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    run = runner(open_shop(tmp_path), monkeypatch)
    assert run("--language", "en", "plan", "--date", SHOP_DAY).status == 5
    return run


PRESSED = """
import os, sys
import dispatch.day.book

append = dispatch.day.book.append_durably

def press(*given, **more):
    os.kill(os.getpid(), int(os.environ["PRESSED"]))
    return append(*given, **more)

dispatch.day.book.append_durably = press
sys.argv[0] = "dispatch"
from dispatch_cli import main
main()
"""


def pressed_while_the_book_is_written(
    home: Path, *arguments: str, number: signal.Signals = signal.SIGINT
) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, which gets a signal whenever it writes into the book."""
    return subprocess.run(
        [sys.executable, "-c", PRESSED, *arguments],
        cwd=home,
        env=environment(home) | {"PRESSED": str(int(number))},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


CHANGE = ("change", "cancel", "1", "--date", SHOP_DAY)


@pytest.mark.parametrize(
    "words",
    [
        CHANGE,
        (*CHANGE, "--plan"),
        ("replan", "latest", "--from", "12:00", "--cancel", "1"),
        ("report", SHOP_DAY, "--actuals", "back.csv"),
    ],
)
def test_ctrl_c_after_a_fact_was_written_does_not_deny_it(
    tmp_path: Path, shop: Run, words: tuple[str, ...]
) -> None:
    (tmp_path / "back.csv").write_text("receipt_id;arrived_at;outcome\n1;17:42;delivered\n", encoding="utf-8")
    ended = pressed_while_the_book_is_written(tmp_path, "--language", "en", *words)
    assert ended.returncode == 130
    assert "Stopped; what was written before stays." in ended.stderr
    told = read_book(tmp_path / "runs" / SHOP_DAY).entries[-1].news
    assert isinstance(told, news.Cancel | news.Done)
    assert not (tmp_path / "runs" / SHOP_DAY / "v2").exists()


def test_ctrl_c_while_a_window_is_taken_does_not_deny_it(tmp_path: Path, shop: Run) -> None:
    row = f"9;{SHOP_DAY}T12:30;ja;K;0612345678;Kanariestraat;9;2312 AB;Leiden;52.161;4.491"
    (tmp_path / "bon.csv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    take = ("slots", "--receipt", "bon.csv", "--date", SHOP_DAY, "--now", "12:30", "--take", "18:00-20:00")
    ended = pressed_while_the_book_is_written(tmp_path, "--language", "en", *take)
    assert ended.returncode == 130
    assert "Stopped; what was written before stays." in ended.stderr
    assert isinstance(read_book(tmp_path / "runs" / SHOP_DAY).entries[-1].news, news.Promise)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_while_a_plan_appears_does_not_deny_it(
    tmp_path: Path, shop: Run, number: signal.Signals
) -> None:
    assert shop(*CHANGE).status == 0
    plan = ("--language", "en", "plan", "--date", SHOP_DAY)
    ended = pressed_while_the_book_is_written(tmp_path, *plan, number=number)
    assert ended.returncode == 128 + number
    assert "Stopped; what was written before stays." in ended.stderr
    assert (tmp_path / "runs" / SHOP_DAY / "v2").is_dir()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_python_itself_ends_changes_no_status(tmp_path: Path, number: signal.Signals) -> None:
    """What is registered before the program is done after it: there the signal comes."""
    program = (
        f"import atexit, os; atexit.register(lambda: os.kill(os.getpid(), {int(number)}))\n"
        "import sys; sys.argv = ['dispatch', '--version']\n"
        "from dispatch_cli import main; main()"
    )
    ended = shell(f'{sys.executable} -c "{program}"', tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_the_version_is_said_at_once(tmp_path: Path) -> None:
    ended = shell(f"{sys.executable} -m dispatch_cli --version", tmp_path)
    assert ended.returncode == 0
    assert ended.stdout.startswith("local-dispatch ")


@pytest.mark.parametrize(
    "streams", ["| head -0", "--json | head -0", "2>&1 >/dev/null | head -0", "--json 2>&1 | head -0"]
)
def test_a_reader_that_has_seen_enough_changes_no_status(tmp_path: Path, streams: str) -> None:
    check = f"{sys.executable} -m dispatch_cli check {SAMPLE / 'purchases.csv'} --date {SAMPLE_DAY}"
    ended = shell(f"set -o pipefail; {check} {streams}", tmp_path)
    assert ended.returncode == 5
    assert not {"Traceback", "BrokenPipe", "Exception"} & set(ended.stderr.replace(":", " ").split())
