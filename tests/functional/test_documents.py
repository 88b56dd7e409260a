"""The documents are true: every command, flag, status and example of theirs is tried."""

import importlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from program import ROOT, SAMPLE, environment, run

COMMANDS = [
    "init", "plan", "check", "locate", "map install", "map build", "map status", "verify", "sheets", "replan",
    "report", "purge", "doctor", "change", "day", "whatif", "stores", "slots", "serve",
]  # fmt: skip


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_commands_tested_here_are_all_there_are(tmp_path: Path) -> None:
    listed = re.findall(r"^  (\w+) ", run("--help", home=tmp_path).out.split("Commands:")[1], re.MULTILINE)
    assert sorted(listed) == sorted({command.split()[0] for command in COMMANDS})


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_an_example_and_a_place_in_the_documents(tmp_path: Path, command: str) -> None:
    told = run(*command.split(), "--help", home=tmp_path)
    assert told.status == 0
    assert f"Example: dispatch {command}" in told.out
    assert f"`dispatch {command}" in text_of("docs/cli.md")


def test_every_exit_status_is_documented() -> None:
    from dispatch import errors

    statuses = {
        error.exit_status
        for error in vars(errors).values()
        if isinstance(error, type) and issubclass(error, errors.DispatchError)
    } | {0, 4, 5, 130}
    for document in ("docs/cli.md", "README.md"):
        rows = re.findall(r"^\| (\d+(?:, \d+)*) \|", text_of(document), re.MULTILINE)
        documented = {int(status) for row in rows for status in row.split(", ")}
        assert documented >= statuses, document


def test_every_dependency_says_what_it_is_for() -> None:
    import tomllib

    project = tomllib.loads(text_of("pyproject.toml"))
    names = [re.split(r"[<>=~ ]", entry)[0] for entry in project["project"]["dependencies"]]
    document = text_of("docs/dependencies.md")
    assert [name for name in names if not re.search(rf"\b{re.escape(name)}\b", document)] == []
    pinned = {
        line.split("==")[0].lower().replace("_", "-") for line in text_of("constraints.txt").splitlines()
    }
    every = names + [re.split(r"[<>=~ []", entry)[0] for entry in project["dependency-groups"]["dev"]]
    assert {name.lower().replace("_", "-") for name in every} <= pinned


def test_every_issue_code_of_the_program_is_documented() -> None:
    document = text_of("docs/issues.md")
    from dispatch.model import Code

    assert sorted(code for code in Code if f"`{code}`" not in document) == []


def test_links_between_documents_lead_somewhere() -> None:
    for document in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8")):
            if not target.startswith(("http:", "https:", "mailto:")):
                assert (document.parent / target).exists(), f"{document.name} → {target}"


def session() -> list[str]:
    """Return the lines that a reader of README.md types, except those that need the network."""
    typed = [line[2:] for line in text_of("README.md").splitlines() if line.startswith("$ ")]
    return [line for line in typed if "map install" not in line]


def in_a_shell(lines: list[str], home: Path, **env: str) -> list[tuple[str, int, str]]:
    """Type lines into one shell in an empty folder; return each with its status and what it said."""
    with_status = "".join(f"{line}\nprintf '\\n@@%d\\n' $?\n" for line in lines)
    done = subprocess.run(
        ["/bin/sh"],
        input=with_status,
        cwd=home,
        env=environment(home, **env),
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    said = re.findall(r"(.*?)\n@@(\d+)\n", done.stdout, re.DOTALL)
    assert len(said) == len(lines), done.stderr
    return [(line, int(status), out) for line, (out, status) in zip(lines, said, strict=True)]


def test_the_session_of_the_readme_works_word_for_word(tmp_path: Path) -> None:
    lines = [line.replace("--time-limit 10", "--time-limit 2") for line in session()]
    assert "cd my-store" in lines
    beside = Path(sys.executable).parent
    path = f"{beside}:{environment(tmp_path)['PATH']}"
    typed = in_a_shell(lines, tmp_path, PATH=path, DISPATCH_SOLVER_SECONDS="2")
    assert [f"{line}: {status}" for line, status, _ in typed if status not in (0, 5)] == []


def test_the_line_for_cron_in_the_readme_needs_no_path(tmp_path: Path) -> None:
    (line,) = re.findall(r"^    (?:\S+ ){5} *(cd .*)$", text_of("README.md"), re.MULTILINE)
    store, program = tmp_path / "store", Path(sys.executable).with_name("dispatch")
    assert run("init", str(store), "--sample", home=tmp_path).status == 0
    assert "/opt/dispatch/.venv/bin/dispatch " in line
    typed = line.replace("/opt/dispatch/.venv/bin/dispatch", str(program)).replace("/srv/store", str(store))
    bare = environment(tmp_path, PATH="/usr/bin:/bin", DISPATCH_SOLVER_SECONDS="2")
    del bare["PYTHONPATH"]
    done = subprocess.run(
        ["/bin/sh", "-c", typed], env=bare, cwd="/", capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 5, done.stderr
    assert done.stdout == ""
    assert done.stderr.strip()


def resolves(dotted: str) -> bool:
    """Tell whether a dotted name is a module, or something in one."""
    try:
        importlib.import_module(dotted)
    except ModuleNotFoundError:
        module, _, name = dotted.rpartition(".")
        return hasattr(importlib.import_module(module), name)
    return True


def test_every_word_of_the_glossary_is_carried_by_what_it_names() -> None:
    carriers = re.findall(r"^\| [^|]+ \| [^|]+ \| `([\w.]+)` \|$", text_of("docs/glossary.md"), re.MULTILINE)
    assert len(carriers) > 40
    assert [dotted for dotted in carriers if not resolves(dotted)] == []


def test_every_room_stands_in_the_picture_of_the_house() -> None:
    document = text_of("docs/architecture.md")
    rooms = [path for path in (ROOT / "dispatch").iterdir() if not path.name.startswith("_")]
    named = [
        f"dispatch/{path.name}" for path in rooms if path.suffix == ".py" or (path / "__init__.py").exists()
    ]
    assert [name for name in named if f"`{name}" not in document] == []


def test_no_word_of_the_glossary_stands_there_twice() -> None:
    words = re.findall(r"^\| ([^|`]+) \| [^|]+ \| `", text_of("docs/glossary.md"), re.MULTILINE)
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("document", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_every_row_of_a_table_has_as_many_cells_as_its_head(document: Path) -> None:
    crooked = []
    for table in re.findall(r"(?:^\|.*\n)+", document.read_text(encoding="utf-8") + "\n", re.MULTILINE):
        rows = [len(re.findall(r"(?<!\\)\|", re.sub(r"`[^`]*`", "", row))) for row in table.splitlines()]
        crooked += [row for row, cells in zip(table.splitlines(), rows, strict=True) if cells != rows[0]]
    assert crooked == []


def keys_of(data: object) -> set[str]:
    """Return every key of what a template is handed, at any depth; those of the words are texts."""
    if isinstance(data, dict):
        return set(data) | {key for name, part in data.items() if name != "words" for key in keys_of(part)}
    return {key for part in data for key in keys_of(part)} if isinstance(data, list) else set()


def test_the_data_of_the_templates_for_packers_are_documented(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from paperstore import a_store, some_sheets
    from sampledays import planned_day

    from dispatch.sheets.paper.loading import LoadingSheets
    from dispatch.sheets.paper.typesetting import Press
    from dispatch.sheets.sheetday import SheetDay

    handed: list[object] = []
    pdf = Press.pdf

    def look(press: Press, template: str, data: Any, made_at: str) -> bytes:
        handed.append(json.loads(json.dumps(data)))
        return pdf(press, template, data, made_at)

    monkeypatch.setattr(Press, "pdf", look)
    LoadingSheets(a_store(), some_sheets()).write(SheetDay.of(planned_day(12)), tmp_path)
    document = text_of("docs/sheets.md").split("## Making them your own")[1]
    missing = [key for key in sorted(keys_of(handed)) if f"`{key}`" not in document]
    assert missing == []


def test_help_needs_no_heavy_package(tmp_path: Path) -> None:
    heavy = (
        "pandas",
        "ortools",
        "numba",
        "osrm",
        "osmium",
        "typst",
        "pydantic",
        "rich",
        "numpy",
    )
    program = (
        "import sys; sys.argv = ['dispatch', '--help']\n"
        "from dispatch_cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(tmp_path), capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"


def test_the_sample_shows_every_key_of_the_configuration() -> None:
    from pydantic import BaseModel

    from dispatch.config import Config

    text = (SAMPLE / "dispatch.toml").read_text(encoding="utf-8")
    missing = []
    for name, field in Config.model_fields.items():
        section = field.annotation
        if not (isinstance(section, type) and issubclass(section, BaseModel)):
            section = section.__args__[0]  # type: ignore[union-attr]
        missing += [f"{name}.{key}" for key in section.model_fields if not re.search(rf"\b{key}\b", text)]
    assert missing == []
