"""A day as program 0.2.0 left it, book and all, opens in every command, and goes on."""

import json
import tarfile
from pathlib import Path

import pytest
from inprocess import Run, runner

GOLDEN = Path(__file__).parents[1] / "golden" / "day_of_0.2.0.tar.xz"
"""Three orders; the third was cancelled at 12:10, which made v2 of v1."""
DAY = "2026-11-24"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    with tarfile.open(GOLDEN) as archive:
        archive.extractall(tmp_path, filter="data")
    return runner(tmp_path, monkeypatch)


def plan(folder: Path, version: int) -> dict[str, object]:
    text = (folder / "runs" / DAY / f"v{version}" / "plan.json").read_text(encoding="utf-8")
    found: dict[str, object] = json.loads(text)
    return found


def as_far_as(now: object, before: object) -> object:
    """Return what is written now without the keys, at any depth, that an older program did not write."""
    if isinstance(now, dict) and isinstance(before, dict):
        return {key: as_far_as(now[key], value) for key, value in before.items()}
    if isinstance(now, list) and isinstance(before, list):
        return [as_far_as(*pair) for pair in zip(now, before, strict=True)]
    return now


@pytest.mark.parametrize("version", [1, 2])
def test_verify_finds_nothing_in_it(run: Run, version: int) -> None:
    done = run("verify", f"runs/{DAY}/v{version}")
    assert done.status == 0, done.out + done.err


def test_its_sheets_are_written_again(run: Run) -> None:
    done = run("sheets", DAY, "--json")
    assert done.status in {0, 5}, done.err


def test_it_is_reported(run: Run) -> None:
    done = run("report", DAY, "--json")
    assert done.status in {0, 5}, done.err
    assert done.json["days"][0]["accounts"]["planned"] == 2


def test_its_book_is_shown(run: Run) -> None:
    book = run("day", DAY, "--json").json
    assert [line["kind"] for line in book["lines"]] == ["export", "version", "cancel", "version"]
    assert (book["in_force"], book["receipts"]["3"]) == (2, "cancelled")


def test_it_goes_on(run: Run, tmp_path: Path) -> None:
    """What has left stays, the cancelled order stays off, what is new is planned; then it is taken back."""
    with (tmp_path / "kassa.csv").open("a", encoding="utf-8") as file:
        file.write("5;2026-11-24T16:00;ja;Vijf;;Laan;5;2312 AB;Leiden;52.162;4.492;1;18:00;21:00\n")
    done = run("plan", "--date", DAY, "--now", "17:30", "--json")
    assert (done.json["version"], done.json["accounts"]["planned"]) == (3, 3), done.err
    first = [route["trips"][0] for route in plan(tmp_path, 2)["plan"]["routes"]]  # type: ignore[index]
    now = [route["trips"][0] for route in plan(tmp_path, 3)["plan"]["routes"]]  # type: ignore[index]
    # What an older program did not write of a trip is new, and the rest as it was.
    assert as_far_as(now, first) == first
    checked = run("verify", f"runs/{DAY}/v3")
    assert checked.status == 0, checked.out
    assert run("day", DAY, "--undo", "3").status == 0
    again = run("plan", "--date", DAY, "--now", "17:31", "--json")
    assert again.json["accounts"]["planned"] == 4


def test_the_next_day_takes_along_what_it_left(run: Run, tmp_path: Path) -> None:
    assert run("change", "--date", DAY, "done", "2", "--outcome", "not_home").status == 0
    row = "9;2026-11-25T11:00;ja;Negen;;Laan;9;2312 AB;Leiden;52.162;4.492;1;18:00;21:00\n"
    head = (tmp_path / "kassa.csv").read_text(encoding="utf-8").splitlines()[0]
    (tmp_path / "kassa.csv").write_text(f"{head}\n{row}", encoding="utf-8")
    done = run("plan", "--date", "2026-11-25", "--json")
    assert done.json["accounts"]["planned"] == 2
