"""Full, read-only, forbidden and vanished disks: for real, on small file systems of their own."""

import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from disks import AS_ROOT, mount, unmount
from sampledays import planned_day

from dispatch.archive import RunArchive, purge, seal, write_plan
from dispatch.errors import ResourceError

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
PLANNED = planned_day(6)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 256 kB."""
    place = tmp_path / "small"
    place.mkdir()
    mount("-t", "tmpfs", "-o", "size=256k,mode=0700", "tmpfs", place)
    yield place
    unmount(place)


def publish(archive, filler=0):
    with archive.lock(PLANNED.day, NOW):
        version = archive.next_version(PLANNED.day)

        def write(folder):
            write_plan(PLANNED, folder)
            (folder / "sheets").mkdir()
            (folder / "sheets" / "all.pdf").write_bytes(b"%PDF" * (filler // 4))
            seal(folder, PLANNED, status=0)

        return archive.publish(PLANNED.day, version, write)


def test_a_full_disk_leaves_the_earlier_run_and_nothing_half(small_disk):
    archive = RunArchive(small_disk / "runs", free_megabytes=0)
    publish(archive)
    with pytest.raises(ResourceError, match="disk is full") as told:
        publish(archive, filler=10**6)
    assert "purge" in told.value.hint
    assert archive.versions(PLANNED.day) == (1,)
    assert archive.leftovers(PLANNED.day) == ()
    assert archive.read(PLANNED.day) == PLANNED
    assert publish(archive).name == "v2"


def test_the_disk_fills_at_every_size_and_no_run_is_ever_half(small_disk):
    """Leave a little more room each time: the writing fails ever later, until it does not."""
    archive = RunArchive(small_disk / "runs", free_megabytes=0)
    ballast = small_disk / "ballast"
    failures = 0
    for room in range(0, 200_000, 8_192):
        ballast.unlink(missing_ok=True)
        free = os.statvfs(small_disk)
        ballast.write_bytes(b"x" * max(0, free.f_bavail * free.f_frsize - room))
        before = archive.versions(PLANNED.day)
        try:
            publish(archive)
            break
        except ResourceError as error:
            failures += 1
            assert "disk is full" in error.message  # noqa: PT017
            assert archive.versions(PLANNED.day) == before
            assert archive.leftovers(PLANNED.day) == ()
    assert failures > 3
    assert archive.read(PLANNED.day) == PLANNED


def test_a_disk_that_is_full_at_the_start_is_told_before_the_work(small_disk):
    archive = RunArchive(small_disk / "runs", free_megabytes=50)
    with pytest.raises(ResourceError, match="wants 50 MB"):
        archive.require_room()


def test_a_read_only_disk_is_told_and_its_runs_can_still_be_read(small_disk):
    archive = RunArchive(small_disk / "runs", free_megabytes=0)
    publish(archive)
    mount("-o", "remount,ro", small_disk)
    with pytest.raises(ResourceError, match="read-only"):
        publish(archive)
    with pytest.raises(ResourceError, match="read-only"):
        archive.publish(PLANNED.day, 2, lambda folder: None)
    assert archive.read(PLANNED.day) == PLANNED
    later = datetime(2027, 3, 1, tzinfo=UTC)
    (told,) = purge(archive, 28, later, lambda day, _: {})
    assert "read-only" in str(told.kept)


def test_a_drive_that_vanishes_while_writing_is_told_with_a_remedy(small_disk):
    archive = RunArchive(small_disk / "drive" / "runs", free_megabytes=0)
    publish(archive)

    def write(folder):
        write_plan(PLANNED, folder)
        (small_disk / "drive").rename(small_disk / "gone")

    with pytest.raises(ResourceError, match="vanished") as told:
        archive.publish(PLANNED.day, 2, write)
    assert "network drive" in told.value.hint
    (small_disk / "gone").rename(small_disk / "drive")
    assert archive.versions(PLANNED.day) == (1,)
    with archive.lock(PLANNED.day, NOW):
        assert archive.leftovers(PLANNED.day) == ()
    assert publish(archive).name == "v2"


def as_nobody(work):
    """Do something as a user who owns nothing, in a process of its own: no folder is closed to root."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        said = "it worked"
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            work()
        except ResourceError as error:
            said = f"{error.exit_status} {error}"
        except BaseException as error:  # noqa: BLE001 - the parent tells
            said = f"bug: {error!r}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


@pytest.fixture
def open_folder():
    """A folder that a user without rights can walk to, unlike those of pytest."""
    place = Path(tempfile.mkdtemp(prefix="dispatch-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.skipif(not AS_ROOT, reason="only root can become another user")
def test_a_folder_that_may_not_be_written_is_told(open_folder, tmp_path):
    publish(RunArchive(tmp_path / "warm-up", free_megabytes=0))
    root = open_folder / "runs"
    root.mkdir(mode=0o755)
    archive = RunArchive(root, free_megabytes=0)
    said = as_nobody(lambda: publish(archive))
    assert said.startswith("3 The lock cannot be made")
    assert "permission is denied" in said
    assert "own the folder" in said
    said = as_nobody(lambda: archive.publish(PLANNED.day, 1, lambda folder: None))
    assert "permission is denied" in said
    assert list(root.iterdir()) == []


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.skipif(not AS_ROOT, reason="only root can become another user")
def test_runs_are_closed_to_other_users(open_folder):
    archive = RunArchive(open_folder / "runs", free_megabytes=0)
    folder = publish(archive)
    (open_folder / "runs").chmod(0o755)
    assert "bug: PermissionError" in as_nobody((folder / "plan.json").read_bytes)
