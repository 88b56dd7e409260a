"""One basket event at a time: what it says, or what is wrong with it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from dispatch.intake.events import (
    BasketEvent,
    EventFault,
    EventKind,
    EventProblem,
    purchase_cells,
    read_event,
)

PAID: dict[str, Any] = {
    "event": "paid",
    "id": "kassa-3/4711",
    "at": "2026-11-21T13:05:00Z",
    "receipt_id": "2611210042",
    "home_delivery": True,
    "name": "Q. Kanarie",
    "address": {"street": "Rapenburg", "house_number": 73, "postcode": "2311 GJ", "city": "Leiden"},
    "window": {"from": "18:00", "to": "20:00"},
    "age_check": False,
    "total_eur": 54.10,
    "lines": [{"gtin": "8710400000037", "quantity": 2}, "8710400000037", "Brood"],
}


def paid(**changes: Any) -> BasketEvent:
    found = read_event(json.dumps(PAID | changes))
    assert isinstance(found, BasketEvent), found
    return found


def fault(text: str) -> EventProblem:
    found = read_event(text)
    assert isinstance(found, EventProblem), found
    return found


def test_a_payment_becomes_the_row_of_a_table() -> None:
    event = paid()
    assert (event.kind, event.id, event.receipt) == (EventKind.PAID, "kassa-3/4711", "2611210042")
    assert event.at == datetime(2026, 11, 21, 13, 5, tzinfo=UTC)
    assert dict(purchase_cells(event)) == {
        "receipt_id": "2611210042",
        "purchased_at": "2026-11-21T13:05:00+00:00",
        "home_delivery": "yes",
        "name": "Q. Kanarie",
        "street": "Rapenburg",
        "house_number": "73",
        "postcode": "2311 GJ",
        "city": "Leiden",
        "window_from": "18:00",
        "window_to": "20:00",
        "age_check": "no",
        "total_eur": "54.1",
    }


def test_a_line_is_an_object_a_bar_code_or_a_name() -> None:
    assert paid().lines == (
        (("gtin", "8710400000037"), ("quantity", "2")),
        (("gtin", "8710400000037"), ("quantity", "1")),
        (("article", "Brood"), ("quantity", "1")),
    )
    assert paid(lines=[]).lines == ()
    assert paid(lines=None).lines is None


def test_numbers_stay_as_they_are_written() -> None:
    event = read_event(json.dumps(PAID)[:-1] + ', "lat": 52.160400000000001, "receipt": 0}')
    assert isinstance(event, BasketEvent)
    assert ("lat", "52.160400000000001") in event.cells
    found = read_event(json.dumps(PAID | {"receipt_id": 2611210042}))
    assert isinstance(found, BasketEvent)
    assert found.receipt == "2611210042"


def test_an_address_and_a_window_may_be_one_text() -> None:
    cells = dict(paid(address="Rapenburg 73, 2311 GJ Leiden", window="18-20u").cells)
    assert cells["address"] == "Rapenburg 73, 2311 GJ Leiden"
    assert cells["window"] == "18-20u"
    assert "window_from" not in cells


def test_without_an_id_the_same_contents_are_the_same_event() -> None:
    one, same, other = paid(id=None), paid(id=None), paid(id=None, name="R. Kanarie")
    assert one.key == same.key != other.key
    assert paid().key == paid(name="R. Kanarie").key
    assert paid().digest != paid(name="R. Kanarie").digest


@pytest.mark.parametrize(
    ("changes", "what", "where"),
    [
        ({"event": "weighed"}, EventFault.KIND, "event"),
        ({"event": None}, EventFault.MISSING, "event"),
        ({"receipt_id": ""}, EventFault.MISSING, "receipt_id"),
        ({"receipt_id": ["1"]}, EventFault.MISSING, "receipt_id"),
        ({"at": None}, EventFault.MISSING, "at"),
        ({"at": "yesterday"}, EventFault.MOMENT, "at"),
        ({"at": "2026-11-21"}, EventFault.MOMENT, "at"),
        ({"at": 1795266300}, EventFault.MOMENT, "at"),
        ({"id": "x" * 201}, EventFault.LONG, "id"),
        ({"notes": ["bel", "hond"]}, EventFault.NESTED, "notes"),
        ({"address": {"street": {"name": "Rapenburg"}}}, EventFault.NESTED, "address.street"),
        ({"lines": {"gtin": "1"}}, EventFault.NESTED, "lines"),
        ({"lines": ["Melk", 3.5, None]}, EventFault.NESTED, "lines.3"),
        ({"lines": ["Melk"] * 2001}, EventFault.LONG, "lines"),
        ({"street": "Rapenburg"}, EventFault.TWICE, "street"),
    ],
)
def test_what_cannot_be_read_is_named(changes: dict[str, Any], what: EventFault, where: str) -> None:
    found = fault(json.dumps(PAID | changes))
    assert (found.fault, found.field) == (what, where)


def test_a_payment_says_whether_it_is_delivered() -> None:
    silent = {name: value for name, value in PAID.items() if name != "home_delivery"}
    found = fault(json.dumps(silent))
    assert found == EventProblem(EventFault.MISSING, "home_delivery", "2611210042")
    changed = read_event(json.dumps(silent | {"event": "changed"}))
    assert isinstance(changed, BasketEvent)


def test_what_is_no_object_is_no_event() -> None:
    assert fault('{"event": "paid", ').fault is EventFault.JSON
    assert fault('{"event": NaN}').fault is EventFault.JSON
    assert fault("[" * 100_000).fault is EventFault.JSON
    assert fault('["paid"]').fault is EventFault.OBJECT
    assert fault('{"event": "paid", "event": "cancelled"}') == EventProblem(EventFault.TWICE, "event")
