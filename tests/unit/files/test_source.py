import os
from pathlib import Path

import pytest

from dispatch.errors import ConfigError, DispatchError, InputError
from dispatch.files.folders import cache_folder, data_folder, state_folder
from dispatch.files.source import file_name, open_regular, read_bytes, read_text, sha256

READERS = [
    lambda path, **w: read_bytes(path, 1, **w),
    lambda path, **w: read_text(path, 1, **w),
    open_regular,
    sha256,
]


@pytest.mark.parametrize("read", READERS)
def test_a_pipe_and_a_device_are_refused_at_once(tmp_path, read):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), Path("/dev/tty")):
        if path.exists():
            with pytest.raises((InputError, DispatchError), match=r"a pipe or a device|cannot be read"):
                read(path)


@pytest.mark.parametrize("read", READERS)
def test_who_asks_says_what_is_raised_and_what_to_do(tmp_path, read):
    with pytest.raises(ConfigError, match=r"^The logo is a folder, not a file\. Choose another\.$"):
        read(tmp_path, refusal=ConfigError, name="The logo", remedy="Choose another.")
    absent = InputError("There is no run.", "Plan first.")
    with pytest.raises(InputError, match=r"There is no run\. Plan first\."):
        read(tmp_path / "nothing", absent=absent)
    with pytest.raises(InputError, match="There is no file nothing"):
        read(tmp_path / "nothing")


def test_sizes_have_an_end_and_a_beginning(tmp_path):
    path = tmp_path / "a"
    for size, says in ((0, "a is empty"), (1_000_001, "more than 1 MB is not read")):
        path.write_bytes(b"x" * size)
        with pytest.raises(InputError, match=says):
            read_bytes(path, 1)
    path.write_bytes(b"x" * 1_000_000)
    assert len(read_bytes(path, 1)) == 1_000_000


def test_text_is_utf_8_with_a_mark_or_without(tmp_path):
    path = tmp_path / "a.toml"
    for data in ("é".encode(), "\ufeffé".encode()):
        path.write_bytes(data)
        assert read_text(path, 1) == "é"
    path.write_bytes(b"one\ntwo \xff\n")
    with pytest.raises(InputError, match=r"a\.toml, line 2: a character is not UTF-8"):
        read_text(path, 1)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"purchases.csv", "purchases.csv"),
        (b"caf\xc3\xa9.csv", "café.csv"),
        (b"caf\xe9.csv", "caf\N{REPLACEMENT CHARACTER}.csv"),
        (b"a\x1b[31m\nb.csv", "a / b.csv"),
        (b"\x01", "?"),
    ],
)
def test_any_name_can_be_printed(name, shown):
    assert file_name(Path(os.fsdecode(name))) == shown


def test_folders_of_the_user_follow_the_environment(tmp_path, monkeypatch):
    for kind in ("DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))
    assert [data_folder(), cache_folder(), state_folder()] == [
        tmp_path / kind / "local-dispatch" for kind in ("DATA", "CACHE", "STATE")
    ]
