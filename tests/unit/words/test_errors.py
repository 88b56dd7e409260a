"""Every sentence of an error is said in Dutch too; the source is searched for them."""

import ast
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from dispatch import errors
from dispatch.config.load import _SHOULD_BE
from dispatch.errors import DispatchError, InputError
from dispatch.files.disk import _WORDS
from dispatch.files.source import _FOREIGN
from dispatch.phrases import Phrase, did_you_mean
from dispatch.words import placeholders, words
from dispatch.words.errors import IN_DUTCH

ROOT = Path(__file__).parents[3]
SOURCES = [
    path
    for package in ("dispatch", "dispatch_cli")
    for path in sorted((ROOT / package).rglob("*.py"))
    if path.parent.name != "errors"
]
ERRORS = {
    *(name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, DispatchError)),
    "refusal",
}
PHRASES = {"Phrase", "FaultError", "DamagedLineError", "_CutError"}
NAMED = {"unknown", "_known"}
"""What is not known comes first: a courier, a receipt."""

BY_CODE = {
    *IN_DUTCH.keys() & {english for pair in _WORDS.values() for english in pair},
    *(what for _, what in _FOREIGN),
    *_SHOULD_BE.values(),
}
"""Looked up in a table of the module that says them."""


class Sentences(ast.NodeVisitor):
    """Gather the texts of errors and phrases of a module, and what of them nobody can look up."""

    def __init__(self, tree: ast.Module) -> None:
        self.said: set[str] = set()
        self.built: list[str] = []
        self.unfilled: list[str] = []
        self._names: list[dict[str, list[ast.expr]]] = [_assigned(tree)]
        self.visit(tree)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._names.append(_assigned(node))
        self.generic_visit(node)
        self._names.pop()

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func.id if isinstance(node.func, ast.Name) else ""
        spoken: list[ast.expr] = [word.value for word in node.keywords if word.arg == "remedy"]
        if called in ERRORS:
            spoken += node.args[:2]
        elif called in PHRASES or called in NAMED:
            spoken += node.args[:1]
        elif called in {"writing", "require_unedited"}:
            spoken += node.args[1:2]
        for expression in spoken:
            self._take(expression)
        if called in ERRORS | PHRASES:
            self._fill(node, spoken)
        self.generic_visit(node)

    def _fill(self, node: ast.Call, spoken: list[ast.expr]) -> None:
        """Note what a call says without the facts for it, where both stand there for all to see."""
        given = {word.arg for word in node.keywords}
        if isinstance(node.func, ast.Name) and node.func.id == "Phrase" and node.args[1:]:
            facts = node.args[1]
            if not isinstance(facts, ast.Dict):
                return
            given = {key.value for key in facts.keys if isinstance(key, ast.Constant)}
            given |= {None} if None in facts.keys else set()
        for text in spoken:
            if isinstance(text, ast.Constant) and text.value and None not in given:
                self.unfilled += [text.value] if placeholders(text.value) - given else []

    def _take(self, node: ast.expr) -> None:
        match node:
            case ast.Constant(value=str(text)):
                self.said.add(text)
            case ast.Constant(value=None):
                pass
            case ast.IfExp(body=one, orelse=other):
                self._take(one)
                self._take(other)
            case ast.BoolOp(values=values):
                for value in values:
                    self._take(value)
            case ast.Name(id=name):
                for value in next((scope[name] for scope in reversed(self._names) if name in scope), ()):
                    self._take(value)
            case ast.JoinedStr() | ast.BinOp(op=ast.Add()):
                self.built.append(ast.unparse(node))


def _assigned(scope: ast.AST) -> dict[str, list[ast.expr]]:
    """Return what each name is set to in a module or function, as far as it is set by a statement."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(scope) if isinstance(scope, ast.FunctionDef) else scope.body:  # type: ignore[attr-defined]
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found.setdefault(node.target.id, []).append(node.value)
    return found


@pytest.fixture(scope="module")
def spoken() -> Mapping[str, Sentences]:
    return {
        str(path.relative_to(ROOT)): Sentences(ast.parse(path.read_text(encoding="utf-8")))
        for path in SOURCES
    }


COMPOSED = {
    "'no column {column}' + (' ({also})' if also else '') + (\", perhaps '{near}'\" if near else '')",
    "\"'{key}' is not a known key\" + (\" (did you mean '{near}'?)\" if near else '')",
}
"""Texts that are put together of two or three pieces; every form of them is in the table."""


def test_no_fact_is_put_into_a_sentence_before_it_is_said(spoken: Mapping[str, Sentences]) -> None:
    built = {text for one in spoken.values() for text in one.built}
    assert built <= COMPOSED


def test_every_sentence_gets_its_facts(spoken: Mapping[str, Sentences]) -> None:
    assert [text for one in spoken.values() for text in one.unfilled] == []


def test_every_sentence_is_said_in_dutch(spoken: Mapping[str, Sentences]) -> None:
    absent = {module: one.said - set(IN_DUTCH) for module, one in spoken.items()}
    assert {module: texts for module, texts in absent.items() if texts} == {}
    assert set(IN_DUTCH) >= BY_CODE
    assert sum(len(one.said) for one in spoken.values()) > 350


def test_nothing_is_translated_that_nobody_says() -> None:
    constants = {
        node.value
        for path in (*SOURCES, *(ROOT / "dispatch/words/errors").glob("*.py"))
        if path.parent.name != "errors"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    composed = {text for text in IN_DUTCH if text.startswith(("no column ", "'{key}' is not a known key"))}
    assert set(IN_DUTCH) - constants - composed == set()


def test_both_languages_tell_the_same_facts() -> None:
    other = {text for text, dutch in IN_DUTCH.items() if placeholders(text) != placeholders(dutch)}
    assert other == set()


def raised() -> Iterator[tuple[InputError, str, str]]:
    yield (
        InputError(
            "{name} has more than {most} lines.", "Export less at once.", name="kassa.csv", most=20_000
        ),
        "kassa.csv has more than 20,000 lines. Export less at once.",
        "kassa.csv heeft meer dan 20.000 regels. Exporteer minder tegelijk.",
    )
    meant = did_you_mean("feits-1", ("fiets-1", "bus"))
    facts = {"name": "A", "vehicle": "feits-1", "near": meant}
    yield (
        InputError("{file}: {mistakes}.", file="x.toml", mistakes=(
            Phrase("courier '{name}' drives '{vehicle}'{near}", facts),
            Phrase("{where} is missing", {"where": "store.lat"}),
        )),
        "x.toml: courier 'A' drives 'feits-1' (did you mean 'fiets-1'?); store.lat is missing.",
        "x.toml: bezorger 'A' rijdt op 'feits-1' (bedoelde u 'fiets-1'?); store.lat ontbreekt.",
    )  # fmt: skip
    yield (
        InputError("The store does not deliver on {day}.", day=date(2026, 11, 22)),
        "The store does not deliver on Sunday 22-11-2026.",
        "De winkel bezorgt niet op zondag 22 november 2026.",
    )
    hostile = "{name} {0} %s {"
    yield (
        InputError("There is no folder {folder}.", folder=hostile),
        f"There is no folder {hostile}.",
        f"Er is geen map {hostile}.",
    )


@pytest.mark.parametrize(("error", "english", "dutch"), list(raised()))
def test_an_error_speaks_both_languages(error: InputError, english: str, dutch: str) -> None:
    assert str(error) == english
    told = words("nl").error(error)
    assert f"{told.message} {told.hint}".strip() == dutch


def test_what_is_in_english_only_is_said_in_english() -> None:
    assert words("nl").error(InputError("Something {new}.", new="else")).message == "Something else."
