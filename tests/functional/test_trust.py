"""A run from somebody else, or one that was edited: what is believed of it and what is not."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from inprocess import Run, runner
from shop import open_shop
from smalltown import write_gazetteer

from dispatch.app.dropping import READ, forget_read
from dispatch.archive import read_info, read_plan, seal
from dispatch.errors import ResourceError

DAY = "2026-11-24"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    (tmp_path / "here").mkdir()
    return runner(open_shop(tmp_path / "here"), monkeypatch)


@pytest.fixture
def planned(tmp_path: Path, run: Run) -> Path:
    done = run("plan", "--date", DAY, "--json")
    assert done.status == 5, done.err  # its times are estimates
    return tmp_path / "here" / "runs" / DAY / "v1"


def foreign(folder: Path, settings: dict[str, object]) -> None:
    """Put what somebody else would like into the settings of a run, hashes made to fit."""
    path = folder / "settings.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(kept | settings), encoding="utf-8")
    info = read_info(folder)
    seal(folder, read_plan(folder), status=info.status, fingerprint=info.fingerprint, kind=info.kind)


def edit(folder: Path, name: str = "plan.json") -> None:
    """Change a file in a way that leaves it readable."""
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def test_a_run_keeps_nothing_of_who_is_told_and_what_is_cleaned(planned: Path) -> None:
    kept = json.loads((planned / "settings.json").read_text(encoding="utf-8"))
    assert "notify" not in kept
    assert "archive" not in kept


def test_a_run_from_somebody_else_is_not_obeyed(tmp_path: Path, run: Run, planned: Path) -> None:
    trap = tmp_path / "trap"
    configuration = (tmp_path / "here" / "dispatch.toml").read_bytes()
    foreign(
        planned,
        {
            "notify": {
                "command": ["/bin/sh", "-c", f"touch {trap}"],
                "heartbeat": str(tmp_path / "here" / "dispatch.toml"),
            },
            "archive": {"folder": str(tmp_path / "elsewhere"), "retention_days": 0},
        },
    )
    (tmp_path / "here" / "state" / "told.json").unlink()
    done = run("replan", "latest", "--from", "15:00", "--cancel", "1", "--json")
    assert done.status == 5, done.err
    assert not trap.exists()
    assert not (tmp_path / "elsewhere").exists()
    assert (tmp_path / "here" / "dispatch.toml").read_bytes() == configuration
    assert (tmp_path / "here" / "state" / "told.json").exists()  # the store's own command was run


def test_an_afternoon_tells_whom_the_store_names_now(tmp_path: Path, run: Run, planned: Path) -> None:
    path = tmp_path / "here" / "dispatch.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("told.json", "later.json"), encoding="utf-8")
    assert run("replan", "latest", "--from", "15:00", "--cancel", "1").status == 5
    assert (tmp_path / "here" / "state" / "later.json").exists()


def test_files_and_servers_of_a_run_are_left_out_and_told(tmp_path: Path, run: Run, planned: Path) -> None:
    foreign(
        planned,
        {
            "geocoding": {"offline": True, "addresses": "/etc/hostname", "pdok_url": "http://127.0.0.1:9"},
            "sheets": {"templates": str(tmp_path / "theirs")},
        },
    )
    done = run("sheets", "latest", "--to", str(tmp_path / "usb"), "--json")
    assert (done.status, done.codes) == (5, {"SETTINGS_LEFT_OUT"})
    (issue,) = done.json["issues"]
    assert all(
        key in issue["message"] for key in ("geocoding.addresses", "geocoding.pdok_url", "sheets.templates")
    )
    again = run("replan", "latest", "--from", "15:00", "--json")  # by the store's own configuration alone
    assert again.status == 5
    assert "SETTINGS_LEFT_OUT" not in again.codes


def test_settings_that_were_edited_are_not_believed(run: Run, planned: Path) -> None:
    edit(planned, "settings.json")
    done = run("sheets", "latest", "--json")
    assert done.status == 2
    assert "settings.json is veranderd" in done.json["error"]
    assert "--config" in done.json["hint"]


@pytest.mark.parametrize("more", [(), ("--config", "dispatch.toml"), ("--dry-run",)])
def test_an_edited_plan_is_no_base_for_the_next(run: Run, planned: Path, more: tuple[str, ...]) -> None:
    edit(planned)
    done = run("replan", "latest", "--from", "15:00", "--json", *more)
    assert done.status == 2
    assert "plan.json is veranderd" in done.json["error"]
    assert not (planned.parent / "v2").exists()


def test_hashes_made_to_fit_hide_no_edited_plan(tmp_path: Path, run: Run, planned: Path) -> None:
    edit(planned)
    foreign(planned, {})
    assert run("replan", "latest", "--from", "15:00", "--json").status == 2
    done = run("sheets", "latest", "--to", str(tmp_path / "usb"), "--json")
    assert (done.status, done.codes) == (5, {"RUN_EDITED"})
    assert run("report", DAY, "--json").codes == {"RUN_EDITED"}
    assert not (planned.parent / "v2").exists()


def test_sheets_of_an_edited_plan_say_so(tmp_path: Path, run: Run, planned: Path) -> None:
    edit(planned)
    assert run("sheets", "latest").status == 2
    done = run("sheets", "latest", "--to", str(tmp_path / "usb"), "--json")
    assert (done.status, done.codes) == (5, {"RUN_EDITED"})


def test_sheets_follow_no_link_out_of_a_run(tmp_path: Path, run: Run, planned: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (planned / "sheets").rename(elsewhere)
    (elsewhere / "R1.pdf").write_bytes(b"somebody else's")
    (planned / "sheets").symlink_to(elsewhere)
    done = run("sheets", "latest", "--json")
    assert done.status == 3
    assert "sheets" in done.json["error"]
    assert (elsewhere / "R1.pdf").read_bytes() == b"somebody else's"


def test_what_was_read_is_removed_through_no_link(tmp_path: Path) -> None:
    elsewhere, drop = tmp_path / "elsewhere", tmp_path / "drop"
    elsewhere.mkdir()
    drop.mkdir()
    (elsewhere / "old.csv").write_text("x", encoding="utf-8")
    (drop / READ).symlink_to(elsewhere)
    with pytest.raises(ResourceError, match="link"):
        forget_read(drop, datetime(2099, 1, 1, tzinfo=UTC))
    assert (elsewhere / "old.csv").exists()


def test_figures_of_an_edited_plan_say_so(run: Run, planned: Path) -> None:
    assert run("report", "--json").status == 0
    edit(planned)
    for names in ((), (DAY,)):
        done = run("report", *names, "--json")
        assert (done.status, done.codes) == (5, {"RUN_EDITED"})


def test_an_edited_plan_that_breaks_a_rule_is_not_shown(tmp_path: Path, run: Run, planned: Path) -> None:
    path = planned / "plan.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["plan"]["routes"][0]["trips"][0]["visits"][0]["stop"] = "nobody"
    path.write_text(json.dumps(document), encoding="utf-8")
    done = run("sheets", "latest", "--to", str(tmp_path / "usb"), "--json")
    assert done.status == 2
    assert "dispatch verify" in done.json["hint"]
    assert not (tmp_path / "usb").exists()
    assert run("report", DAY, "--json").status == 2
    assert run("report", DAY, "--anonymous", str(tmp_path / "copy")).status == 5  # support may see it


def test_a_plan_with_a_million_bags_keeps_nobody_waiting(tmp_path: Path, run: Run, planned: Path) -> None:
    path = planned / "plan.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["problem"]["stops"][0]["orders"][0]["order"]["bags"] = 1_000_000
    path.write_text(json.dumps(document), encoding="utf-8")
    for command in (
        ["sheets", "latest", "--to", str(tmp_path / "usb")],
        ["verify", "latest"],
        ["report", DAY],
    ):
        assert run(*command, "--json").status == 2


@pytest.mark.parametrize("line", ["null", "[1]", '"plan"', "{}", '{"event": ["documents"]}', "[" * 100_000])
def test_a_log_that_is_none_is_told(run: Run, planned: Path, line: str) -> None:
    (planned / "log.jsonl").write_text(f"{line}\n", encoding="utf-8")
    done = run("verify", DAY, "--json")
    assert (done.status, done.json["changed_files"]) == (5, ["log.jsonl"]), done.err


def test_a_background_that_is_no_file_costs_the_background_alone(tmp_path: Path, run: Run) -> None:
    here = tmp_path / "here"
    folder = here / "map" / "current"
    write_gazetteer(folder)
    facts = {"format": 1, "id": "small", "source": {"name": "small"}, "data_date": None, "dated_by": "header"}
    facts |= {"built_at": "", "profiles": ["bike"], "box": [52.0, 4.3, 52.3, 4.7], "roads": 0, "addresses": 1}
    (folder / "map.json").write_text(json.dumps(facts), encoding="utf-8")
    os.mkfifo(folder / "background.sqlite")
    config = here / "dispatch.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("[travel]", '[travel]\nmap = "map"'), encoding="utf-8")
    done = run("plan", "--date", DAY, "--json")
    assert (done.status, "BACKGROUND_UNUSABLE" in done.codes) == (5, True), done.err
    assert (here / "runs" / DAY / "v1" / "sheets" / "R1.pdf").is_file()
    assert run("verify", "latest").status == 0


def test_a_document_that_cannot_be_set_costs_that_document_alone(tmp_path: Path, run: Run) -> None:
    here = tmp_path / "here"
    (here / "own").mkdir()
    (here / "own" / "courier.typ").write_text("#let x = (", encoding="utf-8")
    config = here / "dispatch.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text + '\n[sheets]\ntemplates = "own"\n', encoding="utf-8")
    done = run("plan", "--date", DAY, "--json")
    assert done.status == 5, done.err
    assert "DOCUMENT_MISSING" in done.codes
    folder = here / "runs" / DAY / "v1"
    assert all((folder / name).is_file() for name in ("plan.json", "stops.csv", "plan.html", "loading.pdf"))
    assert not (folder / "sheets" / "R1.pdf").exists()
    assert read_info(folder).status == 5
    assert run("verify", "latest").status == 0
    (here / "own" / "courier.typ").unlink()
    assert run("sheets", "latest").status == 0
    assert (folder / "sheets" / "R1.pdf").is_file()


def test_a_name_in_the_configuration_is_one_printable_line(tmp_path: Path, run: Run) -> None:
    config = tmp_path / "here" / "dispatch.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('"Anna"', r'"An\u0007na\u202e"'), encoding="utf-8")
    assert run("plan", "--date", DAY).status == 5
    (route,) = read_plan(tmp_path / "here" / "runs" / DAY / "v1").plan.routes
    assert route.shift.courier == "Anna"


def test_margins_and_factors_of_a_run_are_its_own(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPATCH_PROMISE_CHANCE", "0.9")
    monkeypatch.setenv("DISPATCH_TRAVEL_LEARN", "true")
    assert run("plan", "--date", DAY, "--json").status == 5
    done = run("verify", DAY, "--json")
    assert done.status == 0, done.out
