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
    with hold(path, DAY, NOW), pytest.raises(LockHeldError) as told, hold(path, DAY, NOW):
        pass
    assert f"process {os.getpid()}" in told.value.message
    assert "16:55" in told.value.message
    assert told.value.exit_status == 75


def test_the_lock_is_free_again_afterwards(tmp_path):
    path = tmp_path / "day.lock"
    for _ in range(2):
        with hold(path, DAY, NOW) as killed:
            assert killed is None
    assert holder(path) is None


def test_an_error_inside_frees_the_lock(tmp_path):
    path = tmp_path / "day.lock"
    with pytest.raises(ZeroDivisionError), hold(path, DAY, NOW):
        raise ZeroDivisionError
    with hold(path, DAY, NOW) as killed:
        assert killed is None


def test_days_do_not_lock_each_other(tmp_path):
    archive = RunArchive(tmp_path)
    with archive.lock(DAY, NOW), archive.lock(date(2026, 11, 25), NOW):
        assert archive.lock_holder(DAY).pid == os.getpid()


def test_a_killed_holder_frees_the_lock_and_is_named(tmp_path):
    path = tmp_path / "day.lock"
    script = textwrap.dedent("""
        import os, signal, sys
        from datetime import UTC, date, datetime
        from pathlib import Path
        from dispatch.files.lock import hold
        with hold(Path(sys.argv[1]), date(2026, 11, 24), datetime(2026, 11, 24, 16, 0, tzinfo=UTC)):
            os.kill(os.getpid(), signal.SIGKILL)
    """)
    child = subprocess.run([sys.executable, "-c", script, path], check=False)
    assert child.returncode == -9
    assert holder(path) is None
    with hold(path, DAY, NOW) as killed:
        assert killed is not None
        assert killed.pid > 0


@pytest.mark.parametrize("note", [b"\x00" * 50, b"{", b'{"pid": "x"}', b"[[[[", b'{"pid": 1}' * 2000])
def test_a_note_that_is_rubbish_still_tells_of_a_crash(tmp_path, note):
    path = tmp_path / "day.lock"
    path.write_bytes(note)
    with hold(path, DAY, NOW) as killed:
        assert killed is not None
    assert path.read_bytes() == b""


def test_the_lock_file_is_private(tmp_path):
    path = tmp_path / "locks" / "day.lock"
    with hold(path, DAY, NOW):
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_lock_file_that_was_removed_meanwhile_is_not_the_lock(tmp_path):
    path = tmp_path / "day.lock"
    with hold(path, DAY, NOW):
        path.unlink()
        with hold(path, DAY, NOW) as killed:
            assert killed is None


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "locks").write_text("not a folder")
    with pytest.raises(ResourceError, match="lock cannot be made"), hold(tmp_path / "locks" / "d", DAY, NOW):
        pass
