"""How likely a door is meant: 1 less a penalty for each difference, on the doors of a small town."""

from dataclasses import replace

import pytest
from smalltown import address

from dispatch.geocoding.doors import Door, ListedDoors, Query
from dispatch.geocoding.gazetteer import Gazetteer
from dispatch.geocoding.parsing import parse_address
from dispatch.geocoding.scoring import Candidate, Scorer, same_addition
from dispatch.model import Code


@pytest.fixture(scope="module")
def door(gazetteer: Gazetteer) -> Door:
    """Haarlemmerstraat 12A, 2312 GA Leiden."""
    return next(door for door in gazetteer.at_postcode("2312GA", 12) if door.addition == "A")


def score(gazetteer: Gazetteer, door: Door, typed: str) -> Candidate:
    query = Query.of(parse_address(address(typed)))
    return Scorer(query, gazetteer).score(door, alone=False)


def test_full_agreement_scores_one(gazetteer: Gazetteer, door: Door) -> None:
    found = score(gazetteer, door, "Haarlemmerstraat 12A, 2312 GA Leiden")
    assert (found.score, found.differences) == (1.0, ())
    assert found.code is Code.ADDRESS_UNSURE  # nothing differs, yet another door may fit as well


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Haarlemmerstraat 12A, 2312 GB Leiden", Code.POSTCODE_UNKNOWN),  # nobody has it
        ("Haarlemmerstraat 12A, 2311 CS Leiden", Code.POSTCODE_DIFFERS),  # the Breestraat has it
        ("Haarlemmerstraat 12A, 2312 GA Leiderdorp", Code.TOWN_DIFFERS),
        ("Haarlemmerstraat 14A, 2312 GA Leiden", Code.NUMBER_UNKNOWN),
        ("Haarlemmerstraat 12, 2312 GA Leiden", Code.ADDITION_MISSING),
        ("Haarlemmerstraat 12C, 2312 GA Leiden", Code.ADDITION_UNKNOWN),
        ("Harlemmerstraat 12A, 2312 GA Leiden", Code.STREET_UNKNOWN),
        ("Breestraat 12A, 2312 GA Leiden", Code.STREET_DIFFERS),
    ],
)
def test_one_difference_is_named_and_costs(gazetteer: Gazetteer, door: Door, typed: str, code: Code) -> None:
    found = score(gazetteer, door, typed)
    assert found.code is code
    assert 0 < found.score < 1


def test_the_gravest_difference_comes_first_and_all_count(gazetteer: Gazetteer, door: Door) -> None:
    one = score(gazetteer, door, "Haarlemmerstraat 14A, 2312 GA Leiden")
    two = score(gazetteer, door, "Haarlemmerstraat 14A, 2312 GA Leiderdorp")
    assert two.code is Code.NUMBER_UNKNOWN
    penalties = [penalty for _, penalty in two.differences]
    assert penalties == sorted(penalties, reverse=True)
    assert two.score < one.score


def test_a_slip_in_the_street_costs_less_than_another_street(gazetteer: Gazetteer, door: Door) -> None:
    slip = score(gazetteer, door, "Harlemmerstraat 12A, 2312 GA Leiden")
    other = score(gazetteer, door, "Breestraat 12A, 2312 GA Leiden")
    assert slip.score > other.score


def test_no_score_is_below_zero(door: Door) -> None:
    typed = Query.of(parse_address(address("Zuidersingel 999Z, 9999 ZZ Groningen")))
    assert Scorer(typed, ListedDoors([door])).score(door, alone=True).score >= 0


@pytest.mark.parametrize(
    ("typed", "registered", "same"),
    [("A", "A", True), ("B", "A", False), ("II", "2", True), ("02", "2", True), ("", "A", False)],
)
def test_an_addition_is_the_same_however_it_is_written(
    door: Door, typed: str, registered: str, same: bool
) -> None:
    assert same_addition(typed, replace(door, addition=registered)) is same
