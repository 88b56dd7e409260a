import errno
import os
from pathlib import Path

import pytest

from dispatch.errors import ResourceError
from dispatch.files.disk import (
    append_durably,
    make_durable,
    make_folder,
    point,
    remove_tree,
    replace_file,
    touch_private,
    write_new,
    writing,
)


@pytest.fixture(autouse=True)
def open_umask():
    """Let nothing be private by the umask alone."""
    old = os.umask(0)
    yield
    os.umask(old)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_what_is_written_is_private_from_the_first_byte(tmp_path):
    write_new(tmp_path / "run" / "sheets" / "R1.pdf", b"1")
    replace_file(tmp_path / "run" / "figures.json", b"2")
    touch_private(tmp_path / "cache" / "addresses.sqlite")
    append_durably(tmp_path / "run" / "book.jsonl", b"3", keep=0)
    for path in tmp_path.rglob("*"):
        assert mode(path) == (0o700 if path.is_dir() else 0o600), path


def test_a_file_is_replaced_in_one_step_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "a"
    for data in (b"old", b"new"):
        replace_file(path, data)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_when_replacing_fails_the_old_file_stays(tmp_path, monkeypatch):
    path = tmp_path / "a"
    replace_file(path, b"old")

    def refuse(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_when_adding_fails_the_file_is_what_it_was(tmp_path, monkeypatch):
    path = tmp_path / "a"
    assert append_durably(path, b"one\n", keep=0) == 4

    def refuse(*_):
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(OSError, match="Input/output"):
            append_durably(path, b"two\n", keep=4)
    assert path.read_bytes() == b"one\n"
    assert append_durably(path, b"two\n", keep=4) == 8


def test_a_link_is_switched_in_one_step(tmp_path):
    for name in ("v1", "v2"):
        (tmp_path / name).mkdir()
        point(tmp_path / "latest", name)
    assert (tmp_path / "latest").readlink() == Path("v2")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["latest", "v1", "v2"]


def test_of_a_link_only_the_link_is_removed(tmp_path):
    write_new(tmp_path / "other" / "a", b"1")
    (tmp_path / "v1").symlink_to(tmp_path / "other")
    write_new(tmp_path / "v2" / "b", b"2")
    (tmp_path / "v2" / "link").symlink_to(tmp_path / "other")
    remove_tree(tmp_path / "v1")
    remove_tree(tmp_path / "v2")
    assert [path.name for path in tmp_path.iterdir()] == ["other"]
    assert (tmp_path / "other" / "a").read_bytes() == b"1"


def test_a_folder_is_settled_private(tmp_path):
    (tmp_path / "run" / "sheets").mkdir(parents=True)
    (tmp_path / "run" / "sheets" / "a").write_bytes(b"1")
    make_durable(tmp_path / "run")
    assert [mode(tmp_path / name) for name in ("run", "run/sheets", "run/sheets/a")] == [0o700, 0o700, 0o600]


@pytest.mark.parametrize(
    ("code", "says", "remedy"),
    [
        (errno.ENOSPC, "the disk is full", "purge"),
        (errno.EDQUOT, "the disk is full", "purge"),
        (errno.EROFS, "read-only", "writable"),
        (errno.EPERM, "permission is denied", "own the folder"),
        (errno.ESTALE, "the drive does not answer", "network drive"),
        (errno.ELOOP, "something else is in its place", "out of the way"),
        (errno.E2BIG, os.strerror(errno.E2BIG), ""),
    ],
)
def test_what_the_system_says_becomes_a_paragraph_with_a_remedy(tmp_path, code, says, remedy):
    with pytest.raises(ResourceError) as told, writing(tmp_path / "plan.json"):
        raise OSError(code, os.strerror(code))
    assert told.value.message.startswith("plan.json cannot be written in ")
    assert says in told.value.message
    assert remedy in told.value.hint


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path):
    (tmp_path / "runs").write_text("a file")
    with pytest.raises(ResourceError, match="something else"), writing(tmp_path / "runs" / "v1"):
        make_folder(tmp_path / "runs" / "v1")


def test_nothing_is_added_behind_a_link_or_into_a_pipe(tmp_path):
    (tmp_path / "other").write_bytes(b"of the store")
    (tmp_path / "book.jsonl").symlink_to(tmp_path / "other")
    os.mkfifo(tmp_path / "pipe")
    for name in ("book.jsonl", "pipe"):
        with pytest.raises(ResourceError), writing(tmp_path / name):
            append_durably(tmp_path / name, b"x", keep=0)
    assert (tmp_path / "other").read_bytes() == b"of the store"
