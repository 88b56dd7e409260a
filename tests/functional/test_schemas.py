"""Every command's JSON is as docs/schemas/ says; each test that reads JSON holds it against them too."""

import json
import runpy
from pathlib import Path

import pytest
import typer
from inprocess import Run, runner
from jsonschema import ValidationError
from program import ROOT
from schemas import FOLDER, conforming
from shop import open_shop

from dispatch_cli.shapes import COMMANDS

DAY = "2026-11-24"
SCENARIO = "[costs]\nlate_per_hour = 90\n"
CHAIN = """
[[store]]
folder = "."
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(open_shop(tmp_path), monkeypatch)


def test_the_schemas_are_made_of_todays_types() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_schemas.py"))["schema_of"]
    names = {f"{command.replace(' ', '-')}.json" for command in COMMANDS}
    assert {path.name for path in FOLDER.iterdir()} == names, "run docs/make_schemas.py"
    for command in COMMANDS:
        path = FOLDER / f"{command.replace(' ', '-')}.json"
        assert json.loads(path.read_text(encoding="utf-8")) == made(command), "run docs/make_schemas.py"


def test_every_command_that_writes_json_has_a_schema() -> None:
    from dispatch_cli import daybook, planning, runs, studies, till, upkeep  # noqa: F401 - they add their commands
    from dispatch_cli.application import app

    found, waiting = set(), [("", typer.main.get_command(app))]
    while waiting:
        name, command = waiting.pop()
        for key, below in getattr(command, "commands", {}).items():
            waiting.append((f"{name} {key}".strip(), below))
        if any("--json" in parameter.opts for parameter in command.params):
            found.add(name)
    assert found == set(COMMANDS)


def test_what_every_command_says_is_as_its_schema_has_it(tmp_path: Path, run: Run) -> None:
    (tmp_path / "otherwise.toml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "stores.toml").write_text(CHAIN, encoding="utf-8")
    for arguments in (
        ("check",),
        ("plan", "--date", DAY),
        ("plan", "--date", DAY),
        ("change", "--date", DAY, "--try", "cancel", "1"),
        ("change", "--date", DAY, "note", "1", "Bel aan"),
        ("change", "--date", DAY, "--plan", "cancel", "2"),
        ("day", DAY),
        ("replan", "latest", "--from", "15:00"),
        ("verify", "latest"),
        ("verify", f"{DAY}/v1", "--input", "kassa.csv"),
        ("sheets", "latest"),
        ("report",),
        ("report", "latest", "--anonymous", "copy"),
        ("locate", "Kanariestraat 1, 2312 AB Leiden"),
        ("map", "status"),
        ("doctor",),
        ("stores", "stores.toml", "--date", DAY),
        ("report", "--stores", "stores.toml"),
        ("whatif", "otherwise.toml", "--time-limit", "0.2"),
        ("purge", "--dry-run"),
    ):
        ended = run(*arguments, "--json")
        assert "hint" not in ended.json, (arguments, ended.err)
    for arguments in (("plan", "nowhere.csv"), ("verify", "2020-01-01"), ("map", "build", "nowhere.osm.pbf")):
        assert run(*arguments, "--json").json["error"]


def test_a_field_too_many_or_too_few_is_found() -> None:
    failed = {"format_version": 1, "status": 2, "error": "No.", "hint": ""}
    conforming(["map", "status"], failed)
    for wrong in (failed | {"more": 1}, {"status": 2}):
        with pytest.raises(ValidationError):
            conforming(["map", "status"], wrong)
