"""The documents are true: every command, flag, status and example of theirs is tried."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from program import ROOT, SAMPLE, environment, run

COMMANDS = [
    "init", "plan", "check", "locate", "map install", "map build", "map status", "verify", "sheets", "replan",
    "report", "purge", "doctor", "change", "day",
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
        documented = {int(status) for status in re.findall(r"^\| (\d+) \|", text_of(document), re.MULTILINE)}
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
    every = names + [re.split(r"[<>=~ ]", entry)[0] for entry in project["dependency-groups"]["dev"]]
    assert {name.lower().replace("_", "-") for name in every} <= pinned


def test_every_issue_code_of_the_program_is_documented() -> None:
    document = text_of("docs/issues.md")
    from dispatch.model import Code

    assert sorted(code for code in Code if f"`{code}`" not in document) == []


def test_links_between_documents_lead_somewhere() -> None:
    for document in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8")):
            if not target.startswith(("http:", "https:", "mailto:")):
                assert (document.parent / target).exists(), f"{document.name} → {target}"


def shown_commands() -> list[str]:
    """Return the lines a reader of README.md would type, except those that set up or need the network."""
    typed = [line[2:] for line in text_of("README.md").splitlines() if line.startswith("$ ")]
    return [line for line in typed if line.startswith("dispatch ") and "map install" not in line]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("reader")
    assert run("init", "my-store", home=home).status == 0
    return home


@pytest.mark.parametrize("line", shown_commands())
def test_each_command_of_the_readme_works(store: Path, line: str) -> None:
    arguments = shlex.split(line.split("  #", maxsplit=1)[0])[1:]
    if arguments[0] == "init":
        return
    done = run(*arguments, home=store, cwd=store / "my-store", DISPATCH_SOLVER_SECONDS="2")
    assert done.status in (0, 5), f"{line}\n{done.out}{done.err}"


def test_help_needs_no_heavy_package(tmp_path: Path) -> None:
    heavy = (
        "pandas",
        "ortools",
        "numba",
        "osrm",
        "osmium",
        "typst",
        "matplotlib",
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
