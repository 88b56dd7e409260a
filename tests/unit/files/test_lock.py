import os
import subprocess
import sys
import textwrap
from datetime import UTC, date, datetime

import pytest

from dispatch.archive import RunArchive
from dispatch.errors import LockHeldError, ResourceError
from dispatch.files.lock import hold, holder

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 16, 55, tzinfo=UTC)


def test_a_second_run_is_told_who_is_busy_since_when(tmp_path):
    path = tmp_path / "locks" / "day.lock"
    with hold(path, "2026-11-24", NOW), pytest.raises(LockHeldError) as told, hold(path, "2026-11-24", NOW):
        pass
    assert f"process {os.getpid()}" in told.value.message
    assert "16:55" in told.value.message
    assert told.value.exit_status == 75


def test_the_lock_is_free_again_afterwards(tmp_path):
    path = tmp_path / "day.lock"
    for _ in range(2):
        with hold(path, "2026-11-24", NOW) as killed:
            assert killed is None
    assert holder(path) is None


def test_an_error_inside_frees_the_lock(tmp_path):
    path = tmp_path / "day.lock"
    with pytest.raises(ZeroDivisionError), hold(path, "2026-11-24", NOW):
        raise ZeroDivisionError
    with hold(path, "2026-11-24", NOW) as killed:
        assert killed is None


def test_days_do_not_lock_each_other(tmp_path):
    archive = RunArchive(tmp_path)
    with archive.lock(DAY, NOW), archive.lock(date(2026, 11, 25), NOW):
        assert archive.lock_holder(DAY).pid == os.getpid()


def test_a_killed_holder_frees_the_lock_and_is_named(tmp_path):
    path = tmp_path / "day.lock"
    script = textwrap.dedent("""
        import os, signal, sys
        from datetime import UTC, datetime
        from pathlib import Path
        from dispatch.files.lock import hold
        with hold(Path(sys.argv[1]), "2026-11-24", datetime(2026, 11, 24, 16, 0, tzinfo=UTC)):
            os.kill(os.getpid(), signal.SIGKILL)
    """)
    child = subprocess.run([sys.executable, "-c", script, path], check=False)
    assert child.returncode == -9
    assert holder(path) is None
    with hold(path, "2026-11-24", NOW) as killed:
        assert killed is not None
        assert killed.pid > 0


@pytest.mark.parametrize("note", [b"\x00" * 50, b"{", b'{"pid": "x"}', b"[[[[", b'{"pid": 1}' * 2000])
def test_a_note_that_is_rubbish_still_tells_of_a_crash(tmp_path, note):
    path = tmp_path / "day.lock"
    path.write_bytes(note)
    with hold(path, "2026-11-24", NOW) as killed:
        assert killed is not None
    assert path.read_bytes() == b""


def test_the_lock_file_is_private(tmp_path):
    path = tmp_path / "locks" / "day.lock"
    with hold(path, "2026-11-24", NOW):
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_lock_file_that_was_removed_meanwhile_is_not_the_lock(tmp_path):
    path = tmp_path / "day.lock"
    with hold(path, "2026-11-24", NOW):
        path.unlink()
        with hold(path, "2026-11-24", NOW) as killed:
            assert killed is None


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path):
    path = tmp_path / "locks"
    path.write_text("not a folder")
    with (
        pytest.raises(ResourceError, match="lock cannot be made"),
        hold(path / "d", "a day", NOW),
    ):
        pass


@pytest.mark.parametrize("link", ["symbolic", "hard", "dangling"])
def test_what_a_link_leads_to_is_neither_locked_nor_emptied(tmp_path, link):
    other = tmp_path / "addresses.csv"
    other.write_text("of the store")
    path = tmp_path / "day.lock"
    if link == "hard":
        path.hardlink_to(other)
    else:
        path.symlink_to(other if link == "symbolic" else tmp_path / "nowhere")
    with pytest.raises(ResourceError, match="something else is in its place"), hold(path, "a day", NOW):
        pass
    assert holder(path) is None
    assert other.read_text() == "of the store"
    assert not (tmp_path / "nowhere").exists()


def test_a_pipe_in_the_place_of_the_lock_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "day.lock")
    with pytest.raises(ResourceError, match="in its place"), hold(tmp_path / "day.lock", "a day", NOW):
        pass


WITHOUT_FLOCK = """
import os, sys
sys.modules["fcntl"] = None
if sys.argv[2:] == ["no records"]:
    del os.lockf
from datetime import UTC, datetime
from pathlib import Path
from dispatch.files.lock import hold
with hold(Path(sys.argv[1]), "2026-11-24", datetime(2026, 11, 24, 16, 0, tzinfo=UTC)):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_without_locks_of_files_those_of_records_keep_others_out(tmp_path):
    command = [sys.executable, "-c", WITHOUT_FLOCK, tmp_path / "day.lock"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout.readline() == "held\n"
        second = subprocess.run(command, check=False, capture_output=True, text=True, input="")
        assert f"process {first.pid}" in second.stderr
        assert "LockHeldError" in second.stderr
        first.kill()
    third = subprocess.run(command, check=False, capture_output=True, text=True, input="")
    assert third.stdout == "held\n"


def test_a_drive_or_system_without_locks_is_told(tmp_path):
    command = [sys.executable, "-c", WITHOUT_FLOCK, tmp_path / "day.lock", "no records"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, input="")
    assert "knows no locks" in done.stderr
