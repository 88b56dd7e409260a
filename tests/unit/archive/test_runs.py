import os
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sampledays import planned_day

from dispatch.archive import RunArchive, read_info, seal, write_plan
from dispatch.errors import InputError, ResourceError

NOW = datetime(2026, 11, 21, 16, 55, tzinfo=UTC)
PLANNED = planned_day(3)
DAY = PLANNED.day


@pytest.fixture
def archive(tmp_path):
    return RunArchive(tmp_path / "runs", free_megabytes=1)


def publish(archive, *, status=0, fingerprint="", kind="plan", day=PLANNED):
    with archive.lock(day.day, NOW):
        version = archive.next_version(day.day)
        made = replace(day, version=version)

        def write(folder):
            write_plan(made, folder)
            (folder / "sheets").mkdir()
            (folder / "sheets" / "all.pdf").write_bytes(b"%PDF")
            seal(folder, made, status=status, fingerprint=fingerprint, kind=kind)

        return archive.publish(day.day, version, write)


def test_versions_count_up_and_latest_follows(archive):
    for version in (1, 2, 3):
        folder = publish(archive)
        assert folder.name == f"v{version}"
        assert (archive.day_folder(DAY) / "latest").resolve() == folder
    assert archive.versions(DAY) == (1, 2, 3)
    assert archive.read(DAY).version == 3
    assert archive.read(DAY, 1) == replace(PLANNED, version=1)


def test_everything_is_private_whatever_the_umask(archive):
    before = os.umask(0)
    try:
        publish(archive)
    finally:
        os.umask(before)
    for path in archive.root.rglob("*"):
        if not path.is_symlink():
            assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_a_version_is_never_overwritten(archive):
    folder = publish(archive)
    before = (folder / "plan.json").read_bytes()
    with pytest.raises(ResourceError, match="exists already"):
        archive.publish(DAY, 1, lambda hidden: (hidden / "plan.json").write_text("other"))
    assert (folder / "plan.json").read_bytes() == before
    assert archive.leftovers(DAY) == ()


@pytest.mark.parametrize("error", [ValueError("boom"), KeyboardInterrupt(), OSError(28, "No space left")])
def test_a_writer_that_fails_leaves_nothing(archive, error):
    publish(archive)

    def write(folder):
        (folder / "half").write_text("half")
        raise error

    with pytest.raises(ResourceError if isinstance(error, OSError) else type(error)):
        archive.publish(DAY, 2, write)
    assert archive.versions(DAY) == (1,)
    assert archive.leftovers(DAY) == ()
    assert archive.read(DAY).version == 1


def test_the_next_lock_removes_leftovers_and_mends_latest(archive):
    publish(archive)
    publish(archive)
    home = archive.day_folder(DAY)
    (home / ".v3.tmp-0badcafe" / "sheets").mkdir(parents=True)
    (home / ".v3.tmp-0badcafe" / "plan.json").write_text("half")
    (home / ".latest.tmp-0badcafe").symlink_to("v3")
    (home / "latest").unlink()
    (home / "latest").symlink_to("v1")
    (home / "note of the dispatcher.txt").write_text("keep me")
    with archive.lock(DAY, NOW):
        assert archive.leftovers(DAY) == ()
    assert (home / "latest").readlink().name == "v2"
    assert (home / "note of the dispatcher.txt").exists()


def test_a_drive_without_links_gets_a_text_file(archive, monkeypatch):
    def refuse(*_, **__):
        raise OSError(1, "Operation not permitted")

    with monkeypatch.context() as without_links:
        without_links.setattr("pathlib.Path.symlink_to", refuse)
        publish(archive)
        publish(archive)
    assert (archive.day_folder(DAY) / "latest.txt").read_text() == "v2\n"
    assert archive.resolve(f"{DAY}/latest").name == "v2"
    publish(archive)
    names = sorted(path.name for path in archive.day_folder(DAY).iterdir())
    assert names == ["latest", "v1", "v2", "v3"]


def test_a_run_is_found_by_what_people_call_it(archive, tmp_path, monkeypatch):
    publish(archive)
    v2 = publish(archive)
    v1 = v2.with_name("v1")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    for name in ("latest", f"{DAY}", f"{DAY}/latest", str(v2), str(v2.parent), str(v2.parent / "latest")):
        assert archive.resolve(name) == v2, name
    assert archive.resolve(f"{DAY}/v1") == v1
    monkeypatch.chdir(archive.root)
    assert RunArchive(tmp_path / "none").resolve(f"{DAY}/v1") == v1
    for name in ("yesterday", "2026-11-20", f"{DAY}/v9", "", "../..", "\x00"):
        with pytest.raises(InputError):
            archive.resolve(name)


@pytest.mark.parametrize("name", ["v1", "latest"])
def test_a_run_that_leads_out_of_its_day_is_none_of_the_archive(archive, tmp_path, name):
    other = publish(RunArchive(tmp_path / "other", free_megabytes=1))
    publish(archive).rename(tmp_path / "gone")
    link = archive.day_folder(DAY) / name
    link.unlink(missing_ok=True)
    link.symlink_to(other)
    for named in (str(link), f"{DAY}/{name}", *(("latest", f"{DAY}") if name == "v1" else ())):
        with pytest.raises(ResourceError, match="is a link to another place"):
            archive.resolve(named)
    assert archive.resolve(str(other)) == other


def test_a_disk_with_little_room_is_refused_beforehand(tmp_path):
    archive = RunArchive(tmp_path, free_megabytes=10**9)
    with pytest.raises(ResourceError, match="MB left") as told:
        archive.publish(DAY, 1, lambda folder: None)
    assert told.value.hint
    assert archive.days() == ()


def test_reading_runs_makes_no_folder(tmp_path):
    archive = RunArchive(tmp_path / "none")
    assert archive.days() == archive.versions(DAY) == ()
    with pytest.raises(InputError, match="no run"):
        archive.read(DAY)
    assert not (tmp_path / "none").exists()


def test_the_manifest_tells_status_and_fingerprint(archive):
    info = read_info(publish(archive, status=5, fingerprint="abc"))
    assert (info.day, info.version, info.status, info.fingerprint) == (DAY, 1, 5, "abc")
