"""Orders read their own notes; rows and accounts refuse what does not add up."""

from typing import Any

import pytest

from dispatch.model import Accounts, Address, Code, Intake, Issue, Order, Rejected, Severity, Temperature


def order(**values: Any) -> Order:
    return Order(
        **{
            "receipt_id": "A",
            "row": 2,
            "purchased_at": 0,
            "name": "",
            "phone": "",
            "address": Address(),
            **values,
        }
    )


@pytest.mark.parametrize(
    ("notes", "floor", "climb"),
    [
        ("", 0, 0),
        ("3e verdieping", 3, 3),
        ("3e verdieping, lift aanwezig", 3, 0),
        ("3e verdieping, geen lift", 3, 3),
        ("3e verdieping, zonder lift", 3, 3),
        ("2 hoog, lift is kapot", 2, 2),
        ("12de etage met lift", 12, 0),
        ("4th floor, elevator", 4, 0),
        ("bel 3 keer", 0, 0),
        ("Hoogstraat 3", 0, 0),
        ("1e verd.", 1, 1),
    ],
)
def test_floors_are_read_from_the_note(notes: str, floor: int, climb: int) -> None:
    read = order(notes=notes)
    assert (read.floor, read.climb) == (floor, climb)


@pytest.mark.parametrize(
    ("crates", "bags", "chilled", "frozen", "classes"),
    [
        (2, 0, 0, 0, ["ambient"]),
        (2, 0, 1, 1, ["chilled", "frozen"]),
        (2, 1, 1, 1, ["ambient", "chilled", "frozen"]),  # a bag is never cold
        (3, 0, 1, 1, ["ambient", "chilled", "frozen"]),
        (0, 0, 0, 0, []),
    ],
)
def test_temperatures_are_those_of_the_crates(
    crates: int, bags: int, chilled: int, frozen: int, classes: list[str]
) -> None:
    made = order(crates=crates, bags=bags, chilled_crates=chilled, frozen_crates=frozen)
    assert made.temperatures == tuple(Temperature(one) for one in classes)


@pytest.mark.parametrize(
    "wrong",
    [
        {"receipt_id": ""},
        {"crates": -1},
        {"grams": -1},
        {"crates": 1, "chilled_crates": 1, "frozen_crates": 1},
    ],
)
def test_an_order_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="order"):
        order(**wrong)


def test_a_rejected_row_needs_an_error() -> None:
    doubt = Issue(Code.WEIGHT_DOUBTFUL, Severity.WARNING)
    with pytest.raises(ValueError, match="needs an error"):
        Rejected("A", 2, (), (doubt,))
    error = Issue(Code.NAME_MISSING, Severity.ERROR)
    assert Rejected("A", 2, (), (doubt, error)).issues[1] is error


def test_rows_that_are_not_accounted_for_are_refused() -> None:
    with pytest.raises(ValueError, match="accounted"):
        Intake((order(),), (), (), rows=3, not_flagged=1)
    assert Intake((order(),), (), (), rows=2, not_flagged=1).orders
    with pytest.raises(ValueError, match="balance"):
        Accounts(read=10, not_flagged=2, rejected=3, unassigned=1, planned=5)


@pytest.mark.parametrize(
    ("address", "line"),
    [
        (Address("Breestraat", "12", "A", "2311 CS", "Leiden"), "Breestraat 12A, 2311 CS Leiden"),
        (Address("Breestraat", "12", "bis", "2311 CS", "Leiden"), "Breestraat 12 bis, 2311 CS Leiden"),
        (Address("Breestraat", "12", "-3", "", "Leiden"), "Breestraat 12-3, Leiden"),
        (Address(house_number="12", postcode="2311 CS"), "12, 2311 CS"),
        (Address(line="ergens in Leiden"), "ergens in Leiden"),
        (Address(), ""),
    ],
)
def test_addresses_are_written_as_on_an_envelope(address: Address, line: str) -> None:
    assert address.one_line() == line
