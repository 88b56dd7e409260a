import json
import logging
import os
import socket
import stat
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dispatch.config import Mail, Notify
from dispatch.notifying import Outcome, close_log, compose, default_log, notify, open_log

NOW = datetime(2026, 11, 24, 16, 55, tzinfo=UTC)
GOOD = Outcome("plan", 0, "110 orders planned.", NOW, "2026-11-24", 1)
BAD = Outcome(
    "plan",
    5,
    "108 orders planned, 2 rejected.",
    NOW,
    "2026-11-24",
    2,
    ("2 rows rejected: POSTCODE_MISSING, NUMBER_UNKNOWN",),
    "/srv/runs/2026-11-24/v2",
    {"read": 160, "not_flagged": 50, "rejected": 2, "unassigned": 0, "planned": 108},
)


def saver(tmp_path):
    """Return a command that saves what it is handed, and the file."""
    target = tmp_path / "got.json"
    return (sys.executable, "-c", f"import sys; open({str(target)!r}, 'w').write(sys.stdin.read())"), target


def test_a_command_gets_the_outcome_as_json(tmp_path):
    command, target = saver(tmp_path)
    assert notify(Notify(command=command), BAD, "Winkel") == ()
    told = json.loads(target.read_text())
    assert told["format_version"] == 1
    assert (told["status"], told["version"], told["ended_at"]) == (5, 2, "2026-11-24T16:55:00+00:00")
    assert told["accounts"]["planned"] == 108


def test_success_is_told_to_nobody_but_the_heartbeat(tmp_path):
    command, target = saver(tmp_path)
    beat = tmp_path / "state" / "heartbeat.json"
    assert notify(Notify(command=command, heartbeat=beat), GOOD, "Winkel") == ()
    assert not target.exists()
    assert json.loads(beat.read_text())["status"] == 0
    assert stat.S_IMODE(beat.stat().st_mode) == 0o600
    notify(Notify(heartbeat=beat), BAD, "Winkel")
    assert json.loads(beat.read_text())["status"] == 5
    assert [path.name for path in beat.parent.iterdir()] == ["heartbeat.json"]


def test_no_shell_reads_the_command(tmp_path):
    marker = tmp_path / "marker"
    trouble = notify(Notify(command=(f"touch {marker}; true",)), BAD, "Winkel")
    assert not marker.exists()
    assert trouble == ("The notify command failed: No such file or directory.",)


def test_a_command_that_fails_is_told():
    trouble = notify(Notify(command=(sys.executable, "-c", "raise SystemExit(7)")), BAD, "Winkel")
    assert trouble == ("The notify command ended with status 7.",)


def test_a_command_that_reads_nothing_is_no_trouble():
    assert notify(Notify(command=(sys.executable, "-c", "")), BAD, "Winkel") == ()


def test_a_command_that_hangs_is_stopped_with_all_it_started(tmp_path, monkeypatch):
    from dispatch import notifying

    script = f"""
import subprocess
child = subprocess.Popen(["sleep", "60"])
open({str(tmp_path / "pid")!r}, "w").write(str(child.pid))
child.wait()
"""
    real = notifying.run_command
    monkeypatch.setattr(notifying, "run_command", lambda command, outcome: real(command, outcome, 2))
    began = time.monotonic()
    trouble = notify(Notify(command=(sys.executable, "-c", script)), BAD, "Winkel")
    assert time.monotonic() - began < 10
    assert trouble == ("The notify command did not end within 2 seconds and was stopped.",)
    time.sleep(0.1)
    child = int((tmp_path / "pid").read_text())
    assert not _alive(child)


def _alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_mail_server_that_is_not_there_is_told_and_changes_nothing():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        mail = Mail(
            host="127.0.0.1", port=taken.getsockname()[1], sender="a@b.nl", to=("c@d.nl",), security="none"
        )
        trouble = notify(Notify(mail=mail), BAD, "Winkel")
    assert trouble == ("The notify mail failed: Connection refused.",)


def test_a_heartbeat_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    trouble = notify(Notify(heartbeat=tmp_path / "file" / "beat"), GOOD, "Winkel")
    assert len(trouble) == 1
    assert trouble[0].startswith("The notify heartbeat failed")


MAIL = Mail(host="mail.test", sender=["Kassa ", "kassa@winkel.test>"][1][:-1], to=("chef@winkel.test",))


@pytest.mark.parametrize(
    "evil",
    ["Winkel\r\nBcc: all@evil.test", "Winkel\nSubject: other", "W\x00\x1b[31m", "é\u2028Bcc: x", "x" * 5000],
)
def test_no_text_breaks_out_of_a_header_or_a_line(evil):
    outcome = Outcome("plan", 5, evil, NOW, evil, 1, (evil,), evil)
    message = compose(MAIL, outcome, evil)
    assert set(message.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted",
        "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert "\n" not in message["Subject"]
    assert len(message["Subject"]) <= 150
    head = bytes(message).split(b"\n\n")[0]
    assert b"\nBcc" not in head
    assert b"\nSubject: other" not in head


def test_an_address_that_is_none_is_told_not_thrown():
    mail = Mail(host="127.0.0.1", port=9, sender="nobody\r\nBcc: x@y.z", to=("c@d.nl",), timeout_seconds=1)
    (trouble,) = notify(Notify(mail=mail), BAD, "Winkel")
    assert trouble.startswith("The notify mail failed")


def test_the_mail_says_what_is_the_matter_on_top():
    message = compose(MAIL, BAD, "Buurtsuper")
    assert message["Subject"] == "[Buurtsuper] plan 2026-11-24: plan needs a look"
    body = message.get_content()
    assert body.startswith("108 orders planned, 2 rejected.\n")
    assert "- 2 rows rejected: POSTCODE_MISSING, NUMBER_UNKNOWN" in body
    assert "read 160, not for delivery 50, rejected 2, unassigned 0, planned 108" in body


def test_the_log_is_private_and_turns(tmp_path, monkeypatch):
    from dispatch import notifying

    monkeypatch.setattr(notifying, "_LOG_BYTES", 2000)
    path = tmp_path / "state" / "dispatch.log"
    before = os.umask(0)
    try:
        log = open_log(path)
        for _ in range(40):
            notify(Notify(), BAD, "Winkel", log)
        close_log(log)
    finally:
        os.umask(before)
    files = sorted(path.parent.iterdir())
    assert len(files) == 6
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert file.stat().st_size <= 2000
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert logging.getLogger("dispatch").handlers == []


def test_trouble_with_telling_stands_in_the_log(tmp_path):
    log = open_log(tmp_path / "dispatch.log")
    notify(Notify(command=("/no/such/program",)), BAD, "Winkel", log)
    close_log(log)
    lines = (tmp_path / "dispatch.log").read_text().splitlines()
    assert "WARNING" in lines[0]
    assert "ERROR The notify command failed" in lines[1]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_log_on_a_full_disk_is_no_reason_to_fail(tmp_path):
    (tmp_path / "dispatch.log").symlink_to("/dev/full")
    log = open_log(tmp_path / "dispatch.log")
    log.error("x" * 100_000)
    close_log(log)


def test_the_log_lets_lines_go_that_are_too_old(tmp_path):
    path = tmp_path / "dispatch.log"
    path.write_text("2026-10-01T08:00:00+0100 INFO old\n2026-11-01T08:00:00+0100 INFO young\n")
    path.with_name("dispatch.log.1").write_text("2026-09-01T08:00:00+0200 INFO older\n")
    close_log(open_log(path, "2026-10-27"))
    assert path.read_text() == "2026-11-01T08:00:00+0100 INFO young\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not path.with_name("dispatch.log.1").exists()


def test_the_log_lies_under_the_state_home(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert default_log() == tmp_path / "local-dispatch" / "dispatch.log"
