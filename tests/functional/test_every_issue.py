"""From the document to the person: every code in docs/issues.md is printed by a command, and no other."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from inprocess import Run, runner
from issueinputs import CASES, Shop, build_town_by_command

ISSUES = Path(__file__).parents[2] / "docs" / "issues.md"
CODES = sorted(set(re.findall(r"^\| `([A-Z_]+)`", ISSUES.read_text(encoding="utf-8"), re.MULTILINE)))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The town's map, installed once."""
    folder = tmp_path_factory.mktemp("town")
    with pytest.MonkeyPatch.context() as patch:
        yield build_town_by_command(folder, runner(folder, patch))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(tmp_path, monkeypatch)


@pytest.mark.parametrize("code", CODES)
def test_a_command_prints_it(code: str, tmp_path: Path, town: Path, run: Run) -> None:
    assert code in CASES, "no input makes a command print this code yet"
    ended = CASES[code](Shop(tmp_path, run, town))
    assert code in ended.codes, (ended.out, ended.err)
    assert ended.codes <= set(CODES)


def test_no_input_is_for_a_code_that_the_document_lacks() -> None:
    assert CASES.keys() <= set(CODES)
