"""What the doctor says of the server."""

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from shop import STORE

from dispatch.config import load_config
from dispatch.doctoring import Finding, Surroundings, machine, say_finding, sources
from dispatch.serving import safe_address
from dispatch.words import words

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
AROUND = Surroundings(NOW, Path("/none"), Path("/none"), check_serve=safe_address)


def findings(folder: Path, section: str, around: Surroundings = AROUND) -> list[Finding]:
    path = folder / "dispatch.toml"
    path.write_text(STORE + section, encoding="utf-8")
    config = load_config(path)
    return [one for check in (sources.server, machine.privacy) for one in check(config, around)
            if one.code.startswith("SERVE")]  # fmt: skip


def test_a_store_without_a_server_hears_nothing_of_it(tmp_path: Path) -> None:
    assert findings(tmp_path, "") == []


def test_a_server_for_this_machine_is_good(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "[serve]\nport = 9000\n")
    assert (found.code, found.level) == ("SERVE", "ok")
    assert say_finding(words("nl"), found)[0] == "De server kan starten, op 127.0.0.1:9000."


def test_others_without_a_token_are_refused_as_the_server_itself_would(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, '[serve]\nhost = "0.0.0.0"\n')
    message, remedy = say_finding(words("en"), found)
    assert found.level == "fail"
    assert "0.0.0.0" in message
    assert "token_file" in remedy


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_token_that_others_can_read_is_no_secret(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("a" * 32)
    section = '[serve]\nhost = "0.0.0.0"\ntoken_file = "token"\n'
    token.chmod(0o644)
    assert [(one.code, one.level) for one in findings(tmp_path, section)] == [
        ("SERVE", "ok"), ("SERVE_TOKEN", "warn"),
    ]  # fmt: skip
    token.chmod(0o600)
    assert [one.code for one in findings(tmp_path, section)] == ["SERVE"]


@pytest.mark.parametrize("weak", ["", "short", "\0" * 64])
def test_a_token_that_anybody_could_guess_is_no_secret(tmp_path: Path, weak: str) -> None:
    (tmp_path / "token").write_text(weak)
    found = findings(tmp_path, '[serve]\nhost = "0.0.0.0"\ntoken_file = "token"\n')
    assert ("SERVE", "fail") in [(one.code, one.level) for one in found]


def test_without_the_packages_the_way_to_them_is_told(tmp_path: Path) -> None:
    def missing(_section: object) -> None:
        from dispatch.errors import UsageError

        raise UsageError("The server is an extra that is not installed.", "Install it.")

    (found,) = findings(tmp_path, "[serve]\nport = 9000\n", replace(AROUND, check_serve=missing))
    assert found.level == "fail"


@pytest.mark.parametrize(
    ("apart", "promised", "said"),
    [
        (None, True, []),  # nothing tells how often the till exports
        (30, False, []),  # nothing was ever promised
        (30, True, [("PROMISES", "ok")]),
        (31, True, [("PROMISES", "warn")]),
    ],
)
def test_a_window_is_held_until_the_next_export_or_a_warning_tells(
    tmp_path: Path, apart: int | None, promised: bool, said: list[tuple[str, str]]
) -> None:
    path = tmp_path / "dispatch.toml"
    path.write_text(STORE + "[promise]\nhold_minutes = 30\n", encoding="utf-8")
    around = replace(AROUND, exports_apart=apart, promised=promised)
    found = list(sources.holds(load_config(path), around))
    assert [(one.code, one.level) for one in found] == said
    for one in found:
        message, remedy = say_finding(words("en"), one)
        assert f"every {apart} minutes" in message
        assert ("hold_minutes to more than 31" in remedy) == (one.level == "warn")
