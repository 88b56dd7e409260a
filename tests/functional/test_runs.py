"""Commands on archived runs: verify finds planted faults, sheets and report read what is there."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from program import SAMPLE, SAMPLE_DAY, run

Fault = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    done = run("plan", str(SAMPLE / "purchases.csv"), "--out", "runs", "--iterations", "500", home=home)
    assert done.status == 5, done.err
    return home


@pytest.fixture
def spoil(home: Path, tmp_path: Path) -> Callable[[Fault], Path]:
    """Copy the run, with one fault planted into its plan."""

    def plant(fault: Fault) -> Path:
        source = home / "runs" / SAMPLE_DAY / "v1"
        folder = tmp_path / "v1"
        folder.mkdir()
        for path in source.iterdir():
            if path.is_file():
                (folder / path.name).write_bytes(path.read_bytes())
        document = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
        fault(document)
        (folder / "plan.json").write_text(json.dumps(document), encoding="utf-8")
        return folder

    return plant


def busiest_trip(document: dict[str, Any]) -> dict[str, Any]:
    trips = [trip for route in document["plan"]["routes"] for trip in route["trips"]]
    return max(trips, key=lambda trip: len(trip["visits"]))


def swap_stops(document: dict[str, Any]) -> None:
    visits = busiest_trip(document)["visits"]
    visits[0]["stop"], visits[-1]["stop"] = visits[-1]["stop"], visits[0]["stop"]


def overload(document: dict[str, Any]) -> None:
    wanted = {visit["stop"] for visit in busiest_trip(document)["visits"]}
    for stop in document["problem"]["stops"]:
        if stop["id"] in wanted:
            stop["load"]["crates"] += 40


def come_late(document: dict[str, Any]) -> None:
    visit = busiest_trip(document)["visits"][0]
    stop = next(stop for stop in document["problem"]["stops"] if stop["id"] == visit["stop"])
    stop["window"] = {"earliest": visit["start"] - 7200, "latest": visit["start"] - 3600}
    stop["late_until"] = visit["start"] - 3600


def lose_stop(document: dict[str, Any]) -> None:
    busiest_trip(document)["visits"].pop()
    for route in document["plan"]["routes"]:
        route["pauses"] = []  # one may have been taken at that door


@pytest.mark.parametrize(
    ("fault", "cause"),
    [(swap_stops, "TIMES"), (overload, "CAPACITY"), (come_late, "WINDOW"), (lose_stop, "ACCOUNTS")],
)
def test_verify_finds_a_planted_fault(
    home: Path, spoil: Callable[[Fault], Path], fault: Fault, cause: str
) -> None:
    done = run("verify", str(spoil(fault)), "--json", home=home)
    assert done.status == 1
    assert cause in {violation["cause"] for violation in done.json["violations"]}
    assert "plan.json" in done.json["changed_files"]


def test_verify_finds_nothing_in_what_was_planned(home: Path) -> None:
    done = run("verify", "latest", "--out", "runs", home=home)
    assert done.status == 0
    assert "All rules hold" in done.out


def test_verify_says_where_a_broken_plan_is_broken(home: Path, spoil: Callable[[Fault], Path]) -> None:
    def break_off(document: dict[str, Any]) -> None:
        document["plan"]["routes"][0]["trips"][0]["departure"] = "noon"

    done = run("verify", str(spoil(break_off)), home=home)
    assert done.status == 2
    assert "plan.json" in done.err
    assert "departure" in done.err
    assert "Traceback" not in done.err


def test_sheets_are_written_again_into_another_folder(home: Path, tmp_path: Path) -> None:
    done = run("sheets", "latest", "--out", "runs", "--to", str(tmp_path / "usb"), home=home)
    assert done.status == 0, done.err
    assert (tmp_path / "usb" / "sheets" / "all.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "usb" / "plan.html").is_file()
    there = (home / "runs" / SAMPLE_DAY / "v1" / "stops.csv").read_bytes()
    assert (tmp_path / "usb" / "stops.csv").read_bytes() == there


def test_sheets_written_again_in_place_leave_a_whole_and_private_run(home: Path) -> None:
    assert run("sheets", SAMPLE_DAY, "--out", "runs", home=home).status == 0
    assert run("verify", SAMPLE_DAY, "--out", "runs", home=home).status == 0
    folder = home / "runs" / SAMPLE_DAY / "v1"
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.rglob("*"))


def test_report_tells_what_a_delivery_costs(home: Path, tmp_path: Path) -> None:
    done = run(
        "report", "--out", "runs", "--config", str(SAMPLE / "dispatch.toml"), "--by", "courier", "--json",
        "--csv", str(tmp_path / "r.csv"), "--pdf", str(tmp_path / "r.pdf"), home=home,
    )  # fmt: skip
    assert done.status == 0, done.err
    assert done.json["days"][0]["accounts"]["read"] == 160
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert len((tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()) > 3


def test_a_copy_for_support_holds_no_persons(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "support"
    done = run("report", SAMPLE_DAY, "--out", "runs", "--anonymous", str(target), home=home)
    assert done.status == 0, done.err
    text = b"".join(path.read_bytes() for path in target.rglob("*") if path.is_file())
    for canary in (b"Brouwershaven", b"06-0000", b"Hoge Rijndijk", b"2611210002", b"Samira"):
        assert canary not in text
    assert run("verify", str(target), home=home).status == 0


def test_purge_lets_persons_out_of_old_runs(home: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(home / "runs", tmp_path / "runs", symlinks=True)
    arguments = ("purge", "--out", str(tmp_path / "runs"), "--config", str(SAMPLE / "dispatch.toml"))
    dry = run(*arguments, "--dry-run", home=home, DISPATCH_ARCHIVE_RETENTION_DAYS="0")
    assert dry.status == 0, dry.err
    assert (tmp_path / "runs" / SAMPLE_DAY / "v1").is_dir()
    done = run(*arguments, "--json", home=home, DISPATCH_ARCHIVE_RETENTION_DAYS="0")
    assert done.status == 0, done.err
    left = [
        p.relative_to(tmp_path / "runs").as_posix() for p in (tmp_path / "runs").rglob("*") if p.is_file()
    ]
    kept = {name for name in left if not name.startswith(".locks")}
    assert kept == {"columns.json", f"{SAMPLE_DAY}/figures.json"}  # the headers of the export, and counts


def test_purge_lets_go_of_results_that_no_study_asks_for(home: Path, tmp_path: Path) -> None:
    import os

    folder = tmp_path / "cache" / "local-dispatch" / "whatif" / "ab"
    folder.mkdir(parents=True)
    for name, age_days in (("old", 91), ("new", 89)):
        (folder / f"{name}.json").write_text("{}")
        os.utime(folder / f"{name}.json", (time.time() - age_days * 86_400,) * 2)
    arguments = ("purge", "--out", str(tmp_path), "--config", str(SAMPLE / "dispatch.toml"))
    dry = run(*arguments, "--dry-run", home=home, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert "1 result of whatif that nobody asked for in a long time: would go" in dry.out
    assert len(list(folder.iterdir())) == 2
    done = run(*arguments, "--json", home=home, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert done.json["cells"] == 1
    assert [path.name for path in folder.iterdir()] == ["new.json"]


def test_a_day_is_planned_again_from_a_time_on(home: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(home / "runs", tmp_path / "runs", symlinks=True)
    old = json.loads((tmp_path / "runs" / SAMPLE_DAY / "v1" / "plan.json").read_text(encoding="utf-8"))
    last = max(
        (visit["start"], visit["stop"])
        for route in old["plan"]["routes"]
        for visit in route["trips"][-1]["visits"]
    )[1]
    done = run(
        "replan", SAMPLE_DAY, "--out", str(tmp_path / "runs"), "--from", "16:00", "--cancel", last,
        "--iterations", "300", "--json", home=home,
    )  # fmt: skip
    assert done.status == 5, done.err
    told = done.json
    assert told["version"] == 2
    assert last in {reject["receipt_id"] for reject in told["rejected"]}
    assert told["accounts"]["read"] == 160
    assert run("verify", str(tmp_path / "runs" / SAMPLE_DAY / "v2"), home=home).status == 0
    new = json.loads((tmp_path / "runs" / SAMPLE_DAY / "v2" / "plan.json").read_text(encoding="utf-8"))
    gone = {
        (route["name"], trip["departure"], tuple(visit["stop"] for visit in trip["visits"]))
        for route in old["plan"]["routes"]
        for trip in route["trips"]
        if trip["departure"] <= 16 * 3600
    }
    now = {
        (route["name"], trip["departure"], tuple(visit["stop"] for visit in trip["visits"]))
        for route in new["plan"]["routes"]
        for trip in route["trips"]
    }
    assert gone <= now


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("area", ("postcode", "2312", "€/order")),
        ("customer", ("customer", "remains (€)")),
        ("courier", ("Hours on shift and worked", "idle", "whole shift (€)")),
        ("period", ("Beside figures of others", "nu.nl, 2020")),
    ],
)
def test_a_report_answers_the_owner_s_questions(home: Path, by: str, words: tuple[str, ...]) -> None:
    told = run("report", "--by", by, "--out", "runs", home=home, COLUMNS="140")
    assert told.status in (0, 5), told.err
    shown = " ".join(told.out.split())
    assert all(word in shown for word in words), told.out


def test_a_report_cannot_be_grouped_by_anything(home: Path) -> None:
    told = run("report", "--by", "colour", "--out", "runs", home=home)
    assert told.status == 2
    assert "area, hour, weekday, customer, basket" in told.err
