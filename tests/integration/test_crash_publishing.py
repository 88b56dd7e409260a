"""Processes that publish are killed at any moment, and race each other: for real."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dispatch.archive import FIGURES, RunArchive, changed_files, purge, read_figures
from dispatch.files.lock import holder

SUPPORT = Path(__file__).parents[1] / "support"
ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)


def start(root, count, *more, **kwargs):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (SUPPORT, ROOT)))}
    return subprocess.Popen(
        [sys.executable, SUPPORT / "publisher.py", root, str(count), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        **kwargs,
    )


def kill_after(process, seconds):
    """Kill a publisher some time after it began its work; return the versions it said were whole."""
    assert process.stdout.readline() == "ready\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    said, _ = process.communicate()
    return [int(line) for line in said.split()]


def assert_sound(root, said):
    """Nothing lost, nothing half, nothing doubled; the next run just works."""
    archive = RunArchive(root, free_megabytes=0)
    (day,) = archive.days()
    versions = archive.versions(day)
    assert set(said) <= set(versions), "a run that was told to be whole is lost"
    assert versions == tuple(range(1, len(versions) + 1)), "a version is missing or doubled"
    for version in versions:
        folder = archive.folder(day, version)
        assert changed_files(folder) == (), "a run is not what its manifest says"
        assert archive.read(day, version).version == version
    with archive.lock(day, NOW):
        assert archive.leftovers(day) == ()
        if versions:
            assert (archive.day_folder(day) / "latest").readlink().name == f"v{versions[-1]}"
    assert holder(archive.root / ".locks" / f"{day}.lock") is None


def kill_in_a_loop(root, times, seed):
    rng, said = random.Random(seed), []
    span = 3 * seconds_of_a_publication(root.with_name(f"{root.name}-probe"))
    for _ in range(times):
        said += kill_after(start(root, 10_000), rng.uniform(0, span))
        if RunArchive(root).days():
            assert_sound(root, said)
    assert len(said) == len(set(said)), "two runs were told the same version"
    assert said, "not one run ended: the test kills too early to mean anything"


def seconds_of_a_publication(root):
    probe = start(root, 4)
    assert probe.stdout.readline() == "ready\n"
    began = time.monotonic()
    probe.communicate()
    return (time.monotonic() - began) / 4


def test_killed_at_any_moment_nothing_is_lost_or_half(tmp_path):
    kill_in_a_loop(tmp_path / "runs", 12, seed=5)


@pytest.mark.nightly
@pytest.mark.timeout(900)
def test_killed_two_hundred_times_nothing_is_lost_or_half(tmp_path):
    for block in range(10):
        kill_in_a_loop(tmp_path / f"runs{block}", 20, seed=block)


def test_killed_at_every_system_call_nothing_is_half(tmp_path, monkeypatch):
    """Stop a publication after its 1st, 2nd, 3rd … step on the disk, as a power cut would."""
    import publisher
    from sampledays import planned_day

    day, root = planned_day(2), tmp_path / "runs"
    archive = RunArchive(root, free_megabytes=0)

    def write(folder):
        (folder / "plan.json").write_text("x")
        (folder / "sheets").mkdir()
        (folder / "sheets" / "R1.pdf").write_text("x")

    class PowerCutError(BaseException):
        pass

    steps = {"left": 0}

    def cutting(real):
        def call(*args, **kwargs):
            steps["left"] -= 1
            if steps["left"] == 0:
                raise PowerCutError
            if steps["left"] < 0:
                raise PowerCutError  # after the cut nothing runs any more, no clean-up either
            return real(*args, **kwargs)

        return call

    names = ("mkdir", "rename", "replace", "symlink", "chmod", "unlink", "rmdir", "open", "fsync")
    stopped = 0
    for step in range(1, 200):
        expected = len(archive.versions(day.day))
        with monkeypatch.context() as patched:
            steps["left"] = step
            for name in names:
                patched.setattr(os, name, cutting(getattr(os, name)))
            try:
                archive.publish(day.day, archive.next_version(day.day), write)
                ended = True
            except PowerCutError:
                ended = False
        found = archive.versions(day.day)
        assert len(found) in (expected, expected + 1)
        for version in found:
            names_in = sorted(p.name for p in archive.folder(day.day, version).rglob("*"))
            assert names_in == ["R1.pdf", "plan.json", "sheets"]
        with archive.lock(day.day, publisher.NOW):
            assert archive.leftovers(day.day) == ()
            if found:
                assert (archive.day_folder(day.day) / "latest").readlink().name == f"v{found[-1]}"
        if ended:
            break
        stopped += 1
    assert ended
    assert stopped > 15


def test_two_runs_at_once_take_turns_or_are_told(tmp_path):
    racers = [start(tmp_path / "runs", 12) for _ in range(4)]
    said = []
    for racer in racers:
        out, err = racer.communicate(timeout=120)
        assert racer.returncode in (0, 75), err
        if racer.returncode == 75:
            assert "busy with 2026-11-21" in err
            assert "Traceback" not in err
        said += [int(line) for line in out.split() if line.isdigit()]
    assert len(said) == len(set(said)), "two runs published one version"
    assert 0 in [racer.returncode for racer in racers]
    assert_sound(tmp_path / "runs", said)


def test_a_run_that_hangs_keeps_the_next_one_off_until_it_is_killed(tmp_path):
    root = tmp_path / "runs"
    slow = start(root, 10_000)
    assert slow.stdout.readline() == "ready\n"
    assert slow.stdout.readline() == "1\n"
    slow.send_signal(signal.SIGSTOP)
    path = root / ".locks" / "2026-11-21.lock"
    busy = holder(path) is not None
    following = start(root, 1)
    _, err = following.communicate(timeout=60)
    slow.kill()
    slow.communicate()
    # Stopped between two runs it holds nothing; stopped in one it holds the lock.
    assert following.returncode == (75 if busy else 0), err
    after = start(root, 1)
    after.communicate(timeout=60)
    assert after.returncode == 0
    assert_sound(root, [])


def test_killed_while_purging_the_next_purge_ends_it(tmp_path):
    root, rng = tmp_path / "runs", random.Random(3)
    for _ in range(5):
        process = start(root, 3, "purge")
        while process.stdout.readline() not in ("3\n", "6\n", "9\n", "12\n", "15\n", ""):
            pass
        time.sleep(rng.uniform(0, 0.02))
        process.kill()
        process.communicate()
    archive = RunArchive(root, free_megabytes=0)
    (day,) = archive.days()
    purge(archive, 28, datetime(2027, 3, 1, tzinfo=UTC), lambda day, _: {"planned": day.accounts.planned})
    assert [path.name for path in archive.day_folder(day).iterdir()] == [FIGURES]
    assert read_figures(archive, day)["planned"] > 0
