"""``dispatch plan`` from the outside: arguments in; status, words and files out."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from program import ROOT, SAMPLE, SAMPLE_DAY, Ended, copy_sample, environment, press_ctrl_c, run

FEW = 30
"""Rows of the sample day where it does not matter how large a day is."""

FILES = {
    "plan.json",
    "routes.csv",
    "stops.csv",
    "rejected.csv",
    "unassigned.csv",
    "sheets/all.pdf",
    "loading.pdf",
    "plan.html",
    "messages.csv",
    "manifest.json",
    "log.jsonl",
}


def rows_of(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def first(home: Path) -> Ended:
    """The sample day, planned once for all tests that only look at it."""
    return run(
        "plan", str(SAMPLE / "purchases.csv"), "--out", "runs", "--iterations", "2000", "--json", home=home
    )


@pytest.fixture(scope="module")
def folder(first: Ended) -> Path:
    return Path(first.json["folder"])


def test_the_sample_day_is_planned_and_asks_for_a_look(first: Ended) -> None:
    assert first.status == 5, first.err
    told = first.json
    assert told["format_version"] == 1
    assert told["date"] == SAMPLE_DAY
    accounts = told["accounts"]
    assert accounts["planned"] > 95
    parts = ("not_flagged", "rejected", "unassigned", "planned")
    assert accounts["read"] == sum(accounts[part] for part in parts)


def test_every_file_of_the_run_is_there_and_private(folder: Path) -> None:
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there >= FILES
    routes = {row["route"] for row in rows_of(folder / "routes.csv")}
    assert {f"sheets/{route}.pdf" for route in routes} <= there
    assert {f"gpx/{route}.gpx" for route in routes} <= there
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.rglob("*"))
    assert (folder.parent / "latest").resolve() == folder.resolve()


def test_the_manifest_tells_what_the_plan_was_made_from(folder: Path, first: Ended) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["accounts"] == first.json["accounts"]
    assert {file["role"] for file in manifest["inputs"]} == {"purchases", "lines", "config", "addresses"}
    assert all(re.fullmatch("[0-9a-f]{64}", file["sha256"]) for file in manifest["inputs"])
    assert manifest["seed"] == 1
    assert manifest["reproducible"] is True
    assert manifest["estimated"] is True
    assert str(ROOT) not in json.dumps(manifest["inputs"])


def test_every_flagged_receipt_is_in_exactly_one_table(folder: Path) -> None:
    flagged = [
        row["bonnummer"] for row in rows_of(SAMPLE / "purchases.csv", ";") if row["thuisbezorging"] == "ja"
    ]
    found = [
        row["receipt_id"]
        for name in ("stops.csv", "rejected.csv", "unassigned.csv")
        for row in rows_of(folder / name)
    ]
    assert sorted(found) == sorted(flagged)


def test_the_same_input_again_makes_no_new_version(home: Path, folder: Path) -> None:
    again = run(
        "plan", str(SAMPLE / "purchases.csv"), "--out", "runs", "--iterations", "2000", "--json", home=home
    )
    assert again.status == 5
    assert again.json["unchanged"] is True
    assert Path(again.json["folder"]) == folder
    assert [path.name for path in folder.parent.glob("v*")] == ["v1"]


def test_seed_and_iterations_make_the_same_plan_again(home: Path, folder: Path) -> None:
    again = run(
        "plan", str(SAMPLE / "purchases.csv"), "--out", "twin", "--iterations", "2000", "--json", home=home
    )
    twin = Path(again.json["folder"])
    assert (twin / "stops.csv").read_bytes() == (folder / "stops.csv").read_bytes()
    assert (twin / "routes.csv").read_bytes() == (folder / "routes.csv").read_bytes()


def test_a_changed_input_makes_a_version_and_says_what_changed(tmp_path: Path) -> None:
    store = copy_sample(tmp_path / "store", FEW)
    arguments = ("plan", "store/purchases.csv", "--out", "runs", "--iterations", "500")
    run(*arguments, home=tmp_path)
    text = (store / "purchases.csv").read_text(encoding="utf-8")
    gone = next(line for line in text.splitlines() if ";ja;" in line and "2611210004" in line)
    off = gone.replace(";ja;", ";nee;")
    (store / "purchases.csv").write_text(text.replace(gone, off), encoding="utf-8")
    second = run(*arguments, home=tmp_path)
    assert second.status == 5, second.err
    assert "version 2" in second.out
    assert re.search(r"gone: 2611210004", second.out)
    assert re.search(r"PRINT +R1 trip", second.out)


def test_of_several_windows_the_plan_takes_one_and_every_paper_names_it(tmp_path: Path) -> None:
    store = copy_sample(tmp_path / "store", 2 * FEW)
    arguments = ("plan", "store/purchases.csv", "--out", "runs", "--iterations", "500", "--json")
    text = (store / "purchases.csv").read_text(encoding="utf-8")
    rows = [
        re.sub(r";nee;([0-9:]+);([0-9:]+);", r";nee;\1-\2 / 20:00-21:00;;", line) if ";ja;" in line else line
        for line in text.splitlines()
    ]
    (store / "purchases.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    first = run(*arguments, home=tmp_path)
    folder = Path(first.json["folder"])
    day = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    several = {stop["id"]: stop for stop in day["problem"]["stops"] if stop["alternatives"]}
    visits = [v for route in day["plan"]["routes"] for trip in route["trips"] for v in trip["visits"]]
    taken = {v["stop"]: v["window"] for v in visits if v["stop"] in several}
    assert {0, 1} <= set(taken.values())
    for stop, number in taken.items():
        assert several[stop]["window"] == several[stop]["alternatives"][number]["window"]
    evening = next(stop for stop, number in taken.items() if number == 1)
    (row,) = [row for row in rows_of(folder / "stops.csv") if row["receipt_id"] == evening]
    assert (row["window_from"], row["window_to"]) == ("20:00", "21:00")
    (message,) = [row for row in rows_of(folder / "messages.csv") if evening in row["receipt_id"].split()]
    assert "20:00" <= message["window_from"] <= message["window_to"] <= "21:00"
    assert "(can also " in (folder / "plan.html").read_text(encoding="utf-8")
    assert "WINDOW_SEVERAL" in {issue["code"] for issue in first.json["issues"]}
    verified = run("verify", "--config", "store/dispatch.toml", str(folder), home=tmp_path).out
    assert "All rules hold" in verified
    assert "problem." not in verified
    # Told by the first version, nobody is moved to the other window by the second.
    second = run(*arguments[:-1], "--again", "--json", home=tmp_path)
    again = json.loads((Path(second.json["folder"]) / "plan.json").read_text(encoding="utf-8"))
    hours = {stop["id"]: stop["window"] for stop in again["problem"]["stops"]}
    assert hours[evening] == several[evening]["window"]


def test_an_order_that_the_till_lost_is_kept_and_told_once(tmp_path: Path) -> None:
    store = copy_sample(tmp_path / "store", FEW)
    arguments = ("plan", "store/purchases.csv", "--out", "runs", "--iterations", "300", "--json")
    first = run(*arguments, home=tmp_path).json
    text = (store / "purchases.csv").read_text(encoding="utf-8")
    gone = next(line for line in text.splitlines() if ";ja;" in line and "2611210004" in line)
    (store / "purchases.csv").write_text(text.replace(gone + "\n", ""), encoding="utf-8")
    second = run(*arguments, home=tmp_path).json
    assert (second["version"], second["accounts"]) == (2, first["accounts"])
    assert "TILL_GONE" in [issue["code"] for issue in second["issues"]]
    assert run(*arguments, home=tmp_path).json["unchanged"] is True


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    copy_sample(tmp_path / "store", FEW)
    few = ("plan", "store/purchases.csv", "--out", "runs", "--iterations", "50")
    done = run(*few, "--dry-run", home=tmp_path)
    assert done.status == 5
    assert not (tmp_path / "runs").exists()


def test_quiet_is_one_paragraph_on_standard_error(tmp_path: Path) -> None:
    export = copy_sample(tmp_path / "store", FEW) / "purchases.csv"
    rows = (SAMPLE / "purchases.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    with export.open("a", encoding="utf-8") as file:
        file.writelines(row for row in rows if row.startswith("2611210092"))  # with a negative number
    done = run("plan", str(export), "--out", "r", "--iterations", "50", "--quiet", home=tmp_path)
    assert done.status == 5
    assert done.out == ""
    assert done.err.startswith("dispatch: ")
    assert "1 rejected" in done.err
    assert "\n\n" not in done.err


def test_off_a_terminal_nothing_is_coloured_or_animated(tmp_path: Path) -> None:
    copy_sample(tmp_path / "store", FEW)
    done = run("plan", "store/purchases.csv", "--out", "r", "--iterations", "50", home=tmp_path)
    assert done.status == 5
    assert "\x1b" not in done.out + done.err
    assert "\r" not in done.out + done.err


def test_ctrl_c_while_searching_publishes_the_best_plan_so_far(tmp_path: Path) -> None:
    done = press_ctrl_c(
        "plan", str(SAMPLE / "purchases.csv"), "--out", "runs", "--time-limit", "100",
        home=tmp_path, once_shown="Searching",
    )  # fmt: skip
    assert done.status == 5, done.out
    manifest = json.loads((tmp_path / "runs" / SAMPLE_DAY / "latest" / "manifest.json").read_text())
    assert manifest["interrupted"] is True
    assert manifest["accounts"]["planned"] > 90


def test_a_day_without_rows_is_a_plan_without_routes(tmp_path: Path) -> None:
    store = copy_sample(tmp_path / "store")
    header = (store / "purchases.csv").read_text(encoding="utf-8").splitlines()[0]
    (store / "purchases.csv").write_text(header + "\n", encoding="utf-8")
    (store / "lines.csv").unlink()
    done = run("plan", "store/purchases.csv", "--date", SAMPLE_DAY, "--out", "runs", "--json", home=tmp_path)
    assert done.status in (0, 5), done.err
    assert done.json["accounts"] == dict.fromkeys(
        ("read", "not_flagged", "rejected", "unassigned", "planned"), 0
    )
    assert set(FILES) <= {
        path.relative_to(tmp_path / "runs" / SAMPLE_DAY / "v1").as_posix()
        for path in (tmp_path / "runs" / SAMPLE_DAY / "v1").rglob("*")
    }


def test_a_day_on_which_nothing_can_be_planned_ends_with_four(tmp_path: Path) -> None:
    store = copy_sample(tmp_path / "store")
    lines = (store / "purchases.csv").read_text(encoding="utf-8").splitlines()
    outside = next(line for line in lines if "2611210104" in line)
    (store / "purchases.csv").write_text("\n".join((lines[0], outside)) + "\n", encoding="utf-8")
    (store / "lines.csv").unlink()
    done = run("plan", "store/purchases.csv", "--out", "runs", "--json", home=tmp_path)
    assert done.status == 4, done.err
    assert done.json["accounts"]["rejected"] == 1
    rejected = (tmp_path / "runs" / SAMPLE_DAY / "v1" / "rejected.csv").read_text(encoding="utf-8")
    assert "2611210104" in rejected


def test_corrected_rejects_are_planned_when_fed_back(tmp_path: Path) -> None:
    store = copy_sample(tmp_path / "store")
    checked = run("check", "store/purchases.csv", "--rejected", "rejected.csv", home=tmp_path)
    assert checked.status == 5, checked.err
    rows = rows_of(tmp_path / "rejected.csv")
    negative = next(row for row in rows if row["receipt_id"] == "2611210092")
    column = next(name for name in negative if name in ("kratten", "crates"))
    negative[column] = "2"
    with (tmp_path / "corrected.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    done = run(
        "plan", str(store / "purchases.csv"), "--corrections", "corrected.csv", "--iterations", "50",
        "--dry-run", "--json", home=tmp_path,
    )  # fmt: skip
    assert "2611210092" not in {reject["receipt_id"] for reject in done.json["rejected"]}
    assert done.json["accounts"]["rejected"] == len(rows) - 1


def test_two_runs_at_once_do_not_share_a_day(tmp_path: Path) -> None:
    arguments = ("plan", str(SAMPLE / "purchases.csv"), "--out", "runs", "--time-limit", "8")
    with subprocess.Popen(
        [sys.executable, "-m", "dispatch_cli", *arguments],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as other:
        lock = tmp_path / "runs" / ".locks"
        while not (lock.exists() and list(lock.iterdir())) and other.poll() is None:
            pass
        done = run(*arguments, home=tmp_path)
        assert other.wait(timeout=120) == 5
    assert done.status == 75, done.err
    assert "busy" in done.err or "another" in done.err.lower()
