"""Which files a command means: the one named, the one here, the one beside, the sample."""

from collections.abc import Callable
from pathlib import Path

import pytest
from said import english

from dispatch.app.files import (
    archive_root,
    find_lines,
    find_purchases,
    find_setting,
    lines_missing,
    sample_folder,
)
from dispatch.errors import ConfigError, UsageError

Write = Callable[..., Path]


def found(*, named: Path | None = None, purchases: Path | None = None, **environment: str) -> str:
    return find_setting(named, purchases, environment, {}).config.store.name


def test_the_nearest_configuration_wins(write: Write, tmp_path: Path) -> None:
    named, elsewhere = write("named", "Named"), write("elsewhere", "Elsewhere")
    purchases = write("beside", "Beside").parent / "kassa.csv"
    assert found(purchases=purchases) == "Beside"
    write("here", "Here")
    assert found(purchases=purchases) == "Here"
    assert found(purchases=purchases, DISPATCH_CONFIG=str(elsewhere)) == "Elsewhere"
    assert found(named=named, purchases=purchases, DISPATCH_CONFIG=str(elsewhere)) == "Named"


def test_the_sample_is_for_who_has_neither_purchases_nor_a_configuration(tmp_path: Path) -> None:
    setting = find_setting(None, None, {}, {})
    assert setting.sample
    assert setting.file == sample_folder() / "dispatch.toml"
    with pytest.raises(ConfigError, match=r"There is no dispatch\.toml here or beside .*kassa\.csv"):
        find_setting(None, tmp_path / "kassa.csv", {}, {})


def test_runs_of_the_sample_go_here_and_not_into_the_program(here: Path) -> None:
    assert find_setting(None, None, {}, {}).config.archive.folder == here / "runs"
    elsewhere = find_setting(None, None, {}, {"archive.folder": "/srv/runs"})
    assert elsewhere.config.archive.folder == Path("/srv/runs")
    by_environment = find_setting(None, None, {"DISPATCH_ARCHIVE_FOLDER": "/srv/env"}, {})
    assert by_environment.config.archive.folder == Path("/srv/env")


def test_runs_are_looked_for_where_they_were_put(write: Write, here: Path, tmp_path: Path) -> None:
    assert archive_root(None, {}) == here / "runs"
    write("here", more='[archive]\nfolder = "/srv/runs"\n')
    assert archive_root(None, {}) == Path("/srv/runs")
    assert archive_root(tmp_path, {}) == tmp_path
    (here / "dispatch.toml").write_text("[", encoding="utf-8")
    assert archive_root(None, {}) == Path("runs")


def test_a_configuration_that_is_named_must_be_there(write: Write, tmp_path: Path) -> None:
    write("here", "Here")
    with pytest.raises(ConfigError, match="There is no configuration"):
        found(named=tmp_path / "nothing.toml")
    with pytest.raises(ConfigError, match="There is no configuration"):
        found(DISPATCH_CONFIG=str(tmp_path / "nothing.toml"))
    assert found(DISPATCH_CONFIG="") == "Here"


def test_purchases_are_those_named_or_those_of_the_configuration(write: Write, tmp_path: Path) -> None:
    setting = find_setting(write("a", more='[intake]\npurchases = "kassa.csv"\n'), None, {}, {})
    assert find_purchases(None, setting) == tmp_path / "a" / "kassa.csv"
    assert find_purchases(Path("mine.csv"), setting) == Path("mine.csv")
    with pytest.raises(UsageError, match="Which purchases"):
        find_purchases(None, find_setting(write("b"), None, {}, {}))


def test_lines_are_those_named_configured_or_beside(write: Write, tmp_path: Path) -> None:
    setting = find_setting(write("a", more='[intake]\nlines = "regels.csv"\n'), None, {}, {})
    purchases = tmp_path / "export" / "kassa.csv"
    purchases.parent.mkdir()
    assert find_lines(None, purchases, setting) is None
    beside, configured = purchases.parent / "lines.csv", tmp_path / "a" / "regels.csv"
    beside.touch()
    assert find_lines(None, purchases, setting) == beside
    configured.touch()
    assert find_lines(None, purchases, setting) == configured
    assert find_lines(Path("named.csv"), purchases, setting) == Path("named.csv")


def test_lines_that_are_configured_and_not_there_are_told_of(write: Write) -> None:
    setting = find_setting(write("a", more='[intake]\nlines = "regels.csv"\n'), None, {}, {})
    (issue,) = lines_missing(None, setting)
    assert (issue.code, issue.severity) == ("LINES_MISSING", "warning")
    assert "regels.csv" in english(issue)
    assert lines_missing(Path("lines.csv"), setting) == ()
    assert lines_missing(None, find_setting(write("b"), None, {}, {})) == ()


def test_the_sample_is_whole_and_private_files_are_not_in_it() -> None:
    names = {path.name for path in sample_folder().iterdir()}
    assert {"dispatch.toml", "purchases.csv", "lines.csv", "addresses.csv"} <= names
