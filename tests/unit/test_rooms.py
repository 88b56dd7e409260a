"""The rooms of the program: how far a reader must walk inside one, and that nobody walks in a circle."""

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "dispatch"
ROOMS = sorted(folder.name for folder in ROOT.iterdir() if (folder / "__init__.py").is_file())
LONGEST = {"intake": 6, "geocoding": 5}
"""Modules one behind the other, from the room's door to the one that imports none of its siblings."""


@cache
def imports_within(room: str) -> dict[str, frozenset[str]]:
    """Return, by module of a room, which of its siblings it imports."""
    files = {".".join(path.relative_to(ROOT.parent).with_suffix("").parts): path for path in modules(room)}
    files = {name.removesuffix(".__init__"): path for name, path in files.items()}
    return {name: frozenset(_imported(path, files) - {name}) for name, path in files.items()}


def _imported(path: Path, files: Mapping[str, Path]) -> set[str]:
    """Return what a module imports, in a function too; what only its types name does not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typed = {
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node not in typed:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= names & set(files) or {node.module} & set(files)
    return found


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def longest_chain(room: str) -> tuple[str, ...]:
    """Return the longest chain of imports in a room; a circle fails."""
    graph = imports_within(room)

    def below(module: str, above: tuple[str, ...]) -> tuple[str, ...]:
        assert module not in above, f"a circle: {' > '.join((*above, module))}"
        return (module, *found(module, (*above, module)))

    known: dict[str, tuple[str, ...]] = {}

    def found(module: str, above: tuple[str, ...]) -> tuple[str, ...]:
        if module not in known:
            known[module] = max((below(sibling, above) for sibling in graph[module]), key=len, default=())
        return known[module]

    return max((below(module, ()) for module in graph), key=len)


@pytest.mark.parametrize("room", ROOMS)
def test_nobody_walks_in_a_circle(room: str) -> None:
    assert longest_chain(room)


@pytest.mark.parametrize("room", LONGEST)
def test_a_room_is_not_a_corridor(room: str) -> None:
    assert len(longest_chain(room)) <= LONGEST[room], longest_chain(room)


LONG = {"dispatch_cli/shapes.py": 500}
"""A list of what every command says in JSON: nobody reads it from top to bottom."""

SOURCES = sorted(
    path.relative_to(ROOT.parent).as_posix()
    for package in ("dispatch", "dispatch_cli")
    for path in (ROOT.parent / package).rglob("*.py")
)


def test_a_module_is_read_at_a_sitting() -> None:
    lines = {path: len((ROOT.parent / path).read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {path: n for path, n in lines.items() if n > LONG.get(path, 420)} == {}


def test_a_function_fits_on_a_screen() -> None:
    long = {}
    for path in SOURCES:
        if "/kernels/" in path:  # compiled code is one long loop where a call would cost more than it does
            continue
        for node in ast.walk(ast.parse((ROOT.parent / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                documented = ast.get_docstring(node) is not None
                code = (node.end_lineno or 0) - (node.body[0].end_lineno or 0) if documented else 0
                code = code or (node.end_lineno or 0) - node.lineno
                if code > 60:
                    long[f"{path}:{node.name}"] = code
    assert long == {}
