"""The crontab line and the units of docs/cron.md, as cron and systemd would run them."""

import json
import os
import re
import shutil
import subprocess
import time

import pytest
from shop import CANARIES, CONFIG, HEADER, PROGRAM, ROOT, ROWS, as_cron, open_shop, write_export

DOCS = ROOT / "docs"


@pytest.fixture
def shop(tmp_path):
    return open_shop(tmp_path)


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"HOME": "/", "LOGNAME": "root", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin", "LC_ALL": "C"},
    ],
    ids=["bare", "cron"],
)
def test_a_bare_environment_without_a_terminal_is_enough(shop, environment):
    done = as_cron(shop, "plan", "--quiet", **environment)
    # Travel times are estimates here, so the plan needs a look: one paragraph, and no colour.
    assert done.returncode == 5, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.strip().split("\n\n")) == 1
    assert "\x1b" not in done.stderr
    assert "2 bestellingen ingepland" in done.stderr
    assert (shop / "runs/2026-11-24/latest/sheets/all.pdf").is_file()
    assert json.loads((shop / "state/told.json").read_text())["status"] == 5
    assert json.loads((shop / "state/heartbeat.json").read_text())["day"] == "2026-11-24"


def test_the_second_run_makes_no_new_version_and_ends_the_same(shop):
    first = as_cron(shop, "plan", "--quiet")
    again = as_cron(shop, "plan", "--quiet")
    assert (first.returncode, again.returncode) == (5, 5)
    assert sorted(path.name for path in (shop / "runs/2026-11-24").iterdir()) == [
        "book.jsonl",
        "latest",
        "v1",
    ]


def test_changed_input_makes_the_next_version_and_says_what_changed(shop):
    as_cron(shop, "plan", "--quiet")
    fourth = "4;2026-11-24T12:09;ja;KANARIE Vier;0612345678;Kanariestraat;4;2312 AB;Leiden;52.166;4.496"
    write_export(shop, fourth)
    done = as_cron(shop, "plan", "--json")
    told = json.loads(done.stdout)
    assert told["version"] == 2
    assert any(sentence.startswith("nieuw: 4") for sentence in told["changes"])
    assert (shop / "runs/2026-11-24/latest").readlink().name == "v2"


def test_a_day_long_past_stays_after_planning_it_and_goes_with_a_purge(shop):
    rows = [row.replace("2026-11-24", "2024-11-26") for row in (HEADER, *ROWS)]
    (shop / "kassa.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    planned = as_cron(shop, "plan", "--quiet")
    assert planned.returncode == 5, planned.stderr
    assert (shop / "runs/2024-11-26/latest/plan.json").is_file()
    purged = as_cron(shop, "purge")
    assert purged.returncode == 0, purged.stderr
    assert [path.name for path in (shop / "runs/2024-11-26").iterdir()] == ["figures.json"]
    reported = as_cron(shop, "report", "--json")
    assert reported.returncode == 0, reported.stderr
    assert json.loads(reported.stdout)


def test_no_canary_flies_outside_the_files_meant_for_it(shop):
    done = as_cron(shop, "plan", "--json")
    bad = as_cron(shop, "plan", "--json", "--config", "no.toml")
    (shop / "kassa.csv").write_text(
        HEADER + "\n" + ROWS[0].replace("52.161", "KANARIE") + "\n", encoding="utf-8"
    )
    rejected = as_cron(shop, "plan", "--json")
    verified = as_cron(shop, "verify", "runs/2026-11-24/v1")
    doctored = as_cron(shop, "doctor", "--json")
    for run in (done, bad, rejected, verified, doctored):
        for canary in CANARIES:
            assert canary not in run.stdout + run.stderr
    meant = {
        "kassa.csv",
        "book.jsonl",
        "plan.json",
        "plan.html",
        "stops.csv",
        "rejected.csv",
        "unassigned.csv",
        "messages.csv",
        "messages-to-send.csv",
        "changes.csv",
        "actuals-to-fill.csv",
    }
    for path in shop.rglob("*"):
        phone = path.parent.name == "sheets" and path.suffix == ".html"
        if path.is_file() and path.name not in meant and path.suffix not in (".pdf", ".gpx") and not phone:
            text = path.read_bytes().decode("utf-8", "replace")
            assert not any(canary in text for canary in CANARIES), path


def test_everything_that_is_written_is_private(shop):
    (shop / "state-home").mkdir()
    config = CONFIG.replace('log = "state/dispatch.log"\n', "")
    (shop / "dispatch.toml").write_text(config, encoding="utf-8")
    done = as_cron(shop, "plan", "--quiet", XDG_STATE_HOME=str(shop / "state-home"))
    assert done.returncode == 5, done.stderr
    assert (shop / "state-home/local-dispatch/dispatch.log").is_file()
    for folder in ("runs", "state", "state-home/local-dispatch"):
        for path in (shop / folder, *(shop / folder).rglob("*")):
            if not path.is_symlink() and path.name != "told.json":
                assert path.stat().st_mode & 0o077 == 0, path


def crond():
    busybox = shutil.which("busybox")
    if busybox is None:
        return None
    applets = subprocess.run([busybox, "--list"], capture_output=True, text=True, check=False).stdout
    return [busybox, "crond"] if "crond" in applets.split() else None


@pytest.mark.nightly
@pytest.mark.skipif(crond() is None or os.geteuid() != 0, reason="needs root and busybox with crond")
def test_a_real_cron_makes_the_plan(shop):
    line = f'cd "{shop}" && {" ".join(PROGRAM)} plan --quiet > out.txt 2>&1; echo $? > status.txt'
    (shop / "tabs").mkdir()
    (shop / "tabs" / "root").write_text(f"* * * * * {line}\n")
    daemon = subprocess.Popen([*crond(), "-f", "-c", shop / "tabs", "-L", shop / "cron.log"])
    try:
        for _ in range(240):
            if (shop / "status.txt").exists() and (shop / "status.txt").read_text().strip():
                break
            time.sleep(0.5)
    finally:
        daemon.kill()
        daemon.wait()
    assert (shop / "status.txt").read_text().strip() == "5"
    assert (shop / "runs/2026-11-24/latest/sheets/all.pdf").is_file()


UNITS = sorted((DOCS / "systemd").iterdir())


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_the_units_are_sound(tmp_path):
    made = []
    for unit in UNITS:
        text = unit.read_text()
        # The program and its account are not there on this machine.
        text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.MULTILINE)
        text = re.sub(r"^(User|Group)=.*\n", "", text, flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(text)
        made.append(tmp_path / unit.name)
    done = subprocess.run(["systemd-analyze", "verify", *made], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not [line for line in done.stderr.splitlines() if "dispatch-" in line], done.stderr
    for unit in UNITS:
        for when in re.findall(r"^OnCalendar=(.*)$", unit.read_text(), flags=re.MULTILINE):
            asked = subprocess.run(["systemd-analyze", "calendar", when], capture_output=True, check=False)
            assert asked.returncode == 0, when


def test_the_units_and_crontab_lines_run_commands_that_exist():
    from typer.main import get_command

    from dispatch_cli import planning, runs, upkeep  # noqa: F401 - they add their commands
    from dispatch_cli.application import app

    known = set(get_command(app).commands)
    lines = [
        line for unit in UNITS for line in unit.read_text().splitlines() if line.startswith("ExecStart=")
    ]
    crontab = re.search(r"```cron\n(.*?)```", (DOCS / "cron.md").read_text(), re.DOTALL)[1]
    lines += [line for line in crontab.splitlines() if "/dispatch " in line]
    assert len(lines) == 4
    for line in lines:
        assert re.search(r"/dispatch ([a-z]+)", line)[1] in known, line
