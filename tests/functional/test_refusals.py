"""What the program refuses, with which status and which words; never a traceback."""

from pathlib import Path

import pytest
from program import SAMPLE, Ended, copy_sample, run


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return copy_sample(tmp_path / "store")


def refused(done: Ended, status: int, *words: str) -> None:
    assert done.status == status, done.err
    assert done.out == ""
    assert "Traceback" not in done.err
    assert done.err.startswith("dispatch: ")
    for word in words:
        assert word in done.err


def test_a_file_that_is_not_there(store: Path) -> None:
    refused(run("plan", "store/nothing.csv", home=store.parent), 2, "nothing.csv")


def test_an_empty_file(store: Path) -> None:
    (store / "purchases.csv").write_bytes(b"")
    refused(run("plan", "store/purchases.csv", home=store.parent), 2, "purchases.csv", "empty")


def test_a_missing_column_is_named_with_what_is_there(store: Path) -> None:
    text = (store / "purchases.csv").read_text(encoding="utf-8")
    (store / "purchases.csv").write_text(text.replace("bonnummer", "nummer", 1), encoding="utf-8")
    refused(run("plan", "store/purchases.csv", home=store.parent), 2, "receipt_id", "bonnummer")


def test_an_unknown_key_is_named_with_the_nearest_one(store: Path) -> None:
    text = (store / "dispatch.toml").read_text(encoding="utf-8")
    (store / "dispatch.toml").write_text(text + "\n[archives]\nfolder = 'x'\n", encoding="utf-8")
    refused(run("plan", "store/purchases.csv", home=store.parent), 2, "archives", "did you mean 'archive'")


def test_an_environment_variable_that_sets_nothing(store: Path) -> None:
    done = run("plan", "store/purchases.csv", home=store.parent, DISPATCH_SOLVER_SECOND="5")
    refused(done, 2, "DISPATCH_SOLVER_SECOND", "seconds")


def test_no_configuration_anywhere(tmp_path: Path) -> None:
    (tmp_path / "purchases.csv").write_text("a;b\n", encoding="utf-8")
    refused(run("plan", "purchases.csv", home=tmp_path), 2, "dispatch.toml", "dispatch init")


def test_a_flag_that_does_not_exist(tmp_path: Path) -> None:
    refused(run("plan", "--fast", home=tmp_path), 2, "--fast", "--help")


def test_a_day_on_which_the_store_is_closed(store: Path) -> None:
    text = (store / "dispatch.toml").read_text(encoding="utf-8")
    text += "\n[store.days]\nsat = { closed = true }\n"
    (store / "dispatch.toml").write_text(text, encoding="utf-8")
    refused(run("plan", "store/purchases.csv", home=store.parent), 4, "does not deliver", "Saturday")


def test_a_map_that_is_asked_for_but_not_installed(store: Path) -> None:
    done = run("plan", "store/purchases.csv", home=store.parent, DISPATCH_TRAVEL_SOURCE="map")
    refused(done, 3, "map", "dispatch map install")


def test_a_folder_that_cannot_be_made(store: Path) -> None:
    (store.parent / "runs").write_text("a file where the folder should be", encoding="utf-8")
    done = run("plan", "store/purchases.csv", "--iterations", "20", "--out", "runs", home=store.parent)
    refused(done, 3, "runs")


@pytest.mark.parametrize("command", ["verify", "sheets"])
def test_a_run_that_is_not_there(tmp_path: Path, command: str) -> None:
    refused(run(command, "2026-01-01", home=tmp_path), 2, "2026-01-01")


def test_nothing_to_plan_is_not_the_sample(tmp_path: Path) -> None:
    refused(run("plan", home=tmp_path), 2, "dispatch.toml", "--sample")
    refused(run("plan", "--sample", "purchases.csv", home=tmp_path), 2, "--sample")


def test_the_sample_is_planned_when_it_is_asked_for(tmp_path: Path) -> None:
    assert run("plan", "--sample", "--iterations", "20", "--dry-run", home=tmp_path).status == 5


def test_init_writes_the_sample_only_when_it_is_asked_for(tmp_path: Path) -> None:
    assert run("init", "bare", home=tmp_path).status == 0
    assert [path.name for path in (tmp_path / "bare").iterdir()] == ["dispatch.toml"]
    assert run("init", "full", "--sample", home=tmp_path).status == 0
    assert (tmp_path / "full" / "purchases.csv").is_file()


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "dispatch.toml").write_text("# mine", encoding="utf-8")
    refused(run("init", ".", home=tmp_path), 2, "dispatch.toml", "nothing was written")
    assert (tmp_path / "dispatch.toml").read_text(encoding="utf-8") == "# mine"
    assert not (tmp_path / "purchases.csv").exists()


def test_errors_are_json_too_when_json_is_asked_for(tmp_path: Path) -> None:
    done = run("plan", "nothing.csv", "--config", str(SAMPLE / "dispatch.toml"), "--json", home=tmp_path)
    assert done.status == 2
    assert done.json["status"] == 2
    assert "nothing.csv" in done.json["error"]
