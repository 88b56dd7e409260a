"""The recipes of CONTRIBUTING.md are true: their files exist, and one of them is walked with its patch."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from program import ROOT, environment
from pypdf import PdfReader
from shop import CONFIG, HEADER, ROWS

RECIPES = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("\n## Recipes\n")[1]
HEADS = re.findall(r"^### (.+)$", RECIPES, re.MULTILINE)
PATCH = ROOT / "docs" / "recipes" / "new-column.patch"


def recipe(head: str) -> str:
    return RECIPES.split(f"### {head}\n")[1].split("\n### ")[0].split("\n## ")[0]


def files_of(text: str) -> list[str]:
    """Return what a recipe names that looks like a path of this tree."""
    return [path for path in re.findall(r"`([\w./-]+)`", text) if "/" in path or path.endswith(".md")]


def test_there_is_a_recipe_for_what_people_ask_for_most() -> None:
    wanted = (
        "constraint",
        "soft cost",
        "column of input",
        "sheet",
        "move of the search",
        "address source",
        "form of input",
    )
    assert [what for what in wanted if not any(what in head for head in HEADS)] == []


@pytest.mark.parametrize("head", HEADS)
def test_every_file_of_a_recipe_exists(head: str) -> None:
    files = files_of(recipe(head))
    assert files
    assert [path for path in files if not (ROOT / path).exists()] == []


def test_the_recipe_for_a_column_names_every_file_of_its_patch() -> None:
    patched = re.findall(r"^\+\+\+ b/(.+)$", PATCH.read_text(encoding="utf-8"), re.MULTILINE)
    assert patched
    assert set(patched) <= set(files_of(recipe("A new column of input")))


@pytest.fixture(scope="module")
def patched_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the program and apply the patch of the recipe, as a newcomer would."""
    tree = tmp_path_factory.mktemp("checkout") / "tree"
    for folder in ("dispatch", "dispatch_cli", "docs", "data"):
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(["git", "apply", "--verbose", str(PATCH)], cwd=tree, check=True, capture_output=True)
    return tree


def test_a_new_column_reaches_the_loading_sheet_through_the_command(
    patched_tree: Path, tmp_path: Path
) -> None:
    (tmp_path / "dispatch.toml").write_text(CONFIG, encoding="utf-8")
    first, second, *_ = ROWS
    rows = (f"{HEADER};schap", f"{first};K17", f"{second};")
    (tmp_path / "kassa.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "dispatch_cli", "plan", "kassa.csv"],
        cwd=tmp_path,
        env=environment(tmp_path) | {"PYTHONPATH": str(patched_tree)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode in (0, 5), done.stderr
    (loading,) = tmp_path.glob("runs/*/v1/loading.pdf")
    assert "K17" in "".join(page.extract_text() for page in PdfReader(loading).pages)
    (stops,) = tmp_path.glob("runs/*/v1/stops.csv")
    assert "K17" not in stops.read_text(encoding="utf-8"), "a column that is known no longer travels along"
