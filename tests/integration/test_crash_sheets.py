"""The disk fills while sheets are written, at every size: always the same clear error, never a half run."""

import os
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sampledays import planned_day
from shop import open_shop

from dispatch.app.files import find_setting
from dispatch.app.run import write_run
from dispatch.archive import RunArchive
from dispatch.errors import ResourceError

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
PLANNED = planned_day(6, rejected=1, left_behind=1)


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "small"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", place],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        if os.geteuid() == 0 and os.environ.get("CI") == "true":
            pytest.fail(done.stderr)
        pytest.skip(f"this machine lets nobody mount: {done.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", place], check=False, capture_output=True)


def test_no_writer_dies_of_a_full_disk(small_disk, tmp_path):
    shop = tmp_path / "shop"
    shop.mkdir()
    setting = find_setting(open_shop(shop) / "dispatch.toml", None, {}, {})
    archive = RunArchive(small_disk / "runs", free_megabytes=0)
    ballast = small_disk / "ballast"
    failures, room = 0, 60_000
    while True:
        ballast.unlink(missing_ok=True)
        free = os.statvfs(small_disk)
        ballast.write_bytes(b"x" * max(0, free.f_bavail * free.f_frsize - room))
        try:
            with archive.lock(PLANNED.day, NOW):
                made = replace(PLANNED, version=1)
                archive.publish(PLANNED.day, 1, lambda folder, made=made: write_run(made, folder, setting))
            break
        except ResourceError as error:
            failures += 1
            assert "full" in str(error) or "space" in str(error), str(error)  # noqa: PT017
            assert archive.versions(PLANNED.day) == ()
            assert archive.leftovers(PLANNED.day) == ()
        room += 90_000
        assert room < 2_000_000, "the run never fitted"
    assert failures >= 3
    assert archive.read(PLANNED.day) == replace(PLANNED, version=1)
