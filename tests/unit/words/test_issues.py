"""Issues in words: every sentence of every code in both languages, and no sentence outside the catalogue."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import dispatch
from dispatch.model import Code, Issue, Place, Severity, Suggestion
from dispatch.model.codes import ABOUTS, ADDRESS_CODES, AS_WRITTEN, abouts
from dispatch.model.facts import count, courier, metres, term, written
from dispatch.model.places import Address, Confidence
from dispatch.words import SENTENCES, Audience, words

PACKAGE = Path(dispatch.__file__).parent
MAKERS = {"Issue", "error", "warning", "info", "_tell", "_bad", "_outside", "Located", "Suggestion"}


def keys(code: Code) -> list[str]:
    return [f"issue.{code}.{about}" if about else f"issue.{code}" for about in abouts(code)]


def known(key: str) -> bool:
    return key in SENTENCES or {f"{key}.one", f"{key}.other"} <= SENTENCES.keys()


def test_every_sentence_of_every_code_is_in_the_catalogue() -> None:
    assert [key for code in Code for key in keys(code) if not known(key)] == []


def test_the_catalogue_says_nothing_that_no_code_says() -> None:
    said = {key for code in Code for key in (*keys(code), f"issue.{code}")} | {f"issue.{AS_WRITTEN}"}
    bare = {
        key.removesuffix(".one").removesuffix(".other").removesuffix(".hint")
        for key in SENTENCES
        if key.startswith("issue.")
    }
    assert bare <= said


def test_an_issue_says_only_what_its_code_can_say() -> None:
    with pytest.raises(ValueError, match="says nothing"):
        Issue(Code.TIME_MISSING, Severity.ERROR)
    with pytest.raises(ValueError, match="NO_SUCH"):
        Issue("NO_SUCH", Severity.ERROR)  # type: ignore[arg-type]
    assert Issue(Code.TIME_MISSING, Severity.ERROR, "empty").about in ABOUTS[Code.TIME_MISSING]


def test_what_may_be_asked_of_a_register_has_its_clauses() -> None:
    clauses = {key.split(".")[1] for key in SENTENCES if key.startswith("address.")}
    assert {code.value for code in ADDRESS_CODES} <= clauses


def test_an_issue_is_told_in_the_language_of_the_store() -> None:
    facts = (
        term("why", "address.NUMBER_UNKNOWN.at_postcode"),
        written("number", "16"),
        count("n", 2),
        written("numbers", "14"),
        written("numbers", "18"),
    )
    issue = Issue(Code.NUMBER_UNKNOWN, Severity.ERROR, "not_found", facts, "house_number", 3)
    assert words("nl").issue(issue).message == (
        "Het adres is niet gevonden: nummer 16 bestaat niet bij deze postcode;"
        " het dichtst erbij liggen 14 en 18."
    )
    assert words("en").issue(issue).message == (
        "The address was not found: number 16 does not exist at this postcode; nearest are 14 and 18."
    )


def test_one_is_told_as_one() -> None:
    one = Issue(Code.CORRECTED, Severity.INFO, facts=(count("n", 1), written("file", "rejected.csv")))
    many = Issue(Code.CORRECTED, Severity.INFO, facts=(count("n", 2), written("file", "rejected.csv")))
    assert words("nl").issue(one).message == "1 rij komt uit rejected.csv."
    assert words("nl").issue(many).message == "2 rijen komen uit rejected.csv."


def test_a_sentence_names_column_row_and_receipt() -> None:
    wrong = Issue(Code.AMOUNT_NEGATIVE, Severity.ERROR, field="kratten", row=7)
    assert words("en").issue(wrong).message == '"kratten" is negative.'
    fresh = Issue(Code.TILL_NEW, Severity.INFO, receipt_id="2611")
    assert words("nl").issue(fresh) == words("nl").issue(fresh, Audience.PUBLIC)
    assert words("nl").issue(fresh).message == "Bon 2611 is nieuw in de export."


def test_who_may_know_no_persons_reads_the_vehicle() -> None:
    aboard = Issue(
        Code.COURIER_OUT_LOADED,
        Severity.WARNING,
        "lost",
        (courier("vehicle", "Bram B.", "bakfiets-1"), written("receipts", "B3")),
    )
    say = words("nl")
    assert say.issue(aboard).message == "Nog aan boord van Bram B.: B3."
    assert say.issue(aboard, Audience.PUBLIC).message == "Nog aan boord van bakfiets-1: B3."


def test_a_fact_that_was_edited_away_leaves_a_gap() -> None:
    told = words("nl").issue(Issue(Code.OFF_ROAD, Severity.ERROR, facts=(metres("road", 350),)))
    assert told.message == "De positie ligt 350 m van de dichtstbijzijnde weg waar een … mag komen."


def test_a_place_and_a_suggestion_say_what_differs() -> None:
    facts = (written("street", "Breestraat"),)
    place = Place(52.1, 4.5, "gazetteer", Confidence.LIKELY, Address(), Code.STREET_UNKNOWN, facts)
    assert words("nl").place(place) == "straat gelezen als Breestraat"
    offered = Suggestion(Address(), 0.9, Code.STREET_DIFFERS, facts)
    assert words("en").suggestion(offered) == "it is another street: Breestraat"


def sentences(tree: ast.AST) -> Iterator[str]:
    """Yield what looks like a sentence in the making of an issue: a literal with a space, or an f-string."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        owner = getattr(getattr(node.func, "value", None), "id", "")
        owners = {"error": "findings", "warning": "findings", "info": "findings", "_tell": "self"}
        if name not in MAKERS or owner != owners.get(name, owner):
            continue
        for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
            if isinstance(argument, ast.Constant) and " " in str(argument.value):
                yield str(argument.value)
            if isinstance(argument, ast.JoinedStr) and any(
                isinstance(part, ast.Constant) and " " in part.value for part in argument.values
            ):
                yield ast.unparse(argument)


def test_no_room_makes_a_sentence_of_its_own() -> None:
    rooms = [path for path in PACKAGE.rglob("*.py") if path.parent.name != "words"]
    found = [text for path in rooms for text in sentences(ast.parse(path.read_text(encoding="utf-8")))]
    assert found == []
