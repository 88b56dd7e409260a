import pytest

from dispatch.files.headers import Columns, Why
from dispatch.intake.names import LINE_NAMES, PURCHASE_NAMES
from dispatch.intake.recognising import Recogniser


def columns(*headers: str, own: dict[str, str] | None = None) -> Columns:
    return Recogniser(PURCHASE_NAMES, own).map(headers)


def taken(*headers: str, own: dict[str, str] | None = None) -> dict[str, str]:
    """Return what each header is taken for."""
    return {header.name: header.column for header in columns(*headers, own=own).read if header.column}


@pytest.mark.parametrize(
    ("header", "column"),
    [
        *(
            (name, "window_from")
            for name in ("Bezorgtijd van", "Bezorgvenster begin", "Vanaf", "Levertijd vanaf")
        ),
        *(
            (name, "window_from")
            for name in ("Delivery window start", "time_window_start", "deliveryFrom", "Niet voor")
        ),
        *(
            (name, "window_to")
            for name in ("Bezorgtijd tot", "Bezorgvenster eind", "Levertijd tot", "Uiterlijk")
        ),
        *(
            (name, "window_to")
            for name in ("Delivery window end", "time_window_end", "deliveryUntil", "Deliver before")
        ),
        *(
            (name, "window")
            for name in ("Gewenste bezorgtijd", "Tijdslot", "Delivery slot", "delivery_time", "Dagdeel")
        ),
        *(
            (name, "delivery_date")
            for name in ("Bezorgdatum", "Leverdatum", "Delivery Date", "Gewenste leverdatum")
        ),
        *(
            (name, "age_check")
            for name in ("NIX18", "18+ artikelen", "Bevat alcohol", "ID-check vereist", "18+")
        ),
        *(
            (name, "age_check")
            for name in ("Age verification required", "Leeftijdsverificatie", "contains_alcohol")
        ),
        *(
            (name, "notes")
            for name in ("customer_note", "Opmerkingen klant", "Bezorginstructies", "Notitie bezorging")
        ),
        *(
            (name, "notes")
            for name in ("Delivery instructions", "Order notes", "Opmerking van de klant", "Toelichting")
        ),
        *(
            (name, "phone")
            for name in ("Telefoon klant", "Tel.nr.", "Telefoonnummer ontvanger", "Shipping Phone")
        ),
        *((name, "phone") for name in ("Contactnummer", "Phone number", "Klanttelefoon", "billing_phone")),
        *((name, "mobile") for name in ("Mobiel", "06-nummer", "GSM", "Mobile phone", "Mobiel klant")),
        *(
            (name, "address")
            for name in ("Afleveradres", "Klantadres", "shipping_address_1", "Shipping Address1")
        ),
        *(
            (name, "address")
            for name in ("Adres bezorging", "Delivery Address", "Straat en huisnummer", "Adresregel 1")
        ),
        *(
            (name, "street")
            for name in ("Straat bezorgadres", "Bezorgstraat", "addressShippingStreet", "Street")
        ),
        *(
            (name, "postcode")
            for name in ("Postcode bezorgadres", "Shipping Zip", "Afleverpostcode", "Postal code")
        ),
        *((name, "city") for name in ("Plaats bezorgadres", "Shipping City", "Woonplaats", "Bezorgplaats")),
        *(
            (name, "name")
            for name in ("Naam ontvanger", "Shipping Name", "Klantnaam", "Recipient Name", "Naam klant")
        ),
        *(
            (name, "receipt_id")
            for name in ("Bestelnummer", "Order ID", "Transactie", "Ticketnummer", "Order #")
        ),
        *((name, "purchased_at") for name in ("Created at", "Besteld op", "Aankooptijdstip", "date_created")),
        *(
            (name, "home_delivery")
            for name in ("Verzendmethode", "shipping_method", "Bezorgen/afhalen", "Leverwijze")
        ),
        *((name, "cancelled") for name in ("Cancelled at", "Geannuleerd", "Geannuleerd op")),
        *((name, "status") for name in ("Order status", "Status", "Financial Status", "Annuleringsstatus")),
        *((name, "total_eur") for name in ("Totaal incl. btw", "order_total", "Grand Total")),
        *((name, "house_letter") for name in ("Huisletter",)),
        *((name, "crates") for name in ("Aantal kratten", "Kratten totaal", "Number of crates")),
    ],
)
def test_headers_of_tills_and_web_shops(header: str, column: str) -> None:
    assert taken(header) == {header: column}


@pytest.mark.parametrize(
    ("header", "like"),
    [
        ("Telefon", "phone"),
        ("Opmrkingen", "notes"),
        ("Bezorgen op tijdstip tussen", "window"),
        ("Alcoholhoudende dranken?", "age_check"),
        ("Adres van aflevering bij afwezigheid", "address"),
        ("Gekoelde waren", "temperature"),
        ("Annuleringsvermelding", "cancelled"),
        ("Mobieltje", "phone"),
        *((name, "") for name in ("Kassa", "E-mail", "Bezorgkosten", "Billing Province")),
        *((name, "") for name in ("Korting", "Kaartnummer", "Medewerker", "Payment Method", "Vendor")),
    ],
)
def test_what_is_not_known_but_looks_like_ours(header: str, like: str) -> None:
    (read,) = columns(header).read
    assert (read.column, read.why, read.like) == ("", Why.UNKNOWN, like)


def test_a_column_whose_kin_is_known_raises_no_doubt() -> None:
    read = columns("telefoon", "Telefon thuis", "van", "tot", "Bezorgmoment tekst").read
    assert [header.like for header in read] == [""] * 5


def test_a_row_counter_is_no_house_number() -> None:
    assert taken("Nr", "Bonnummer", "Naam", "Plaats") == {
        "Bonnummer": "receipt_id",
        "Naam": "name",
        "Plaats": "city",
    }
    assert "Nr" not in taken("Nr", "Straat", "Huisnummer")
    beside = columns("Straat", "Nr", "Postcode")
    assert beside.doors[0]["house_number"] == 1
    assert beside.weak == {"house_number"}


def test_the_delivery_address_comes_before_that_of_the_customer() -> None:
    found = columns("Straat", "Huisnummer", "Postcode", "Plaats", "Afleveradres")
    assert [dict(door) for door in found.doors] == [
        {"address": 4},
        {"street": 0, "house_number": 1, "postcode": 2, "city": 3},
    ]
    shop = columns("Billing Street", "Billing City", "Shipping Street", "Shipping City")
    assert [dict(door) for door in shop.doors] == [{"street": 2, "city": 3}, {"street": 0, "city": 1}]


def test_parts_that_belong_to_no_other_address_complete_one() -> None:
    found = columns("Bezorgstraat", "Bezorghuisnummer", "Postcode", "Plaats")
    assert [dict(door) for door in found.doors] == [
        {"street": 0, "house_number": 1, "postcode": 2, "city": 3}
    ]


def test_an_own_name_stands_on_top_of_the_built_in_ones() -> None:
    own = {"Bezorgvenster van": "window_from", "Wie": "name"}
    gone = columns("van", "tot", "naam", own=own)
    assert gone.indexes["window_from"] == 0
    assert gone.absent == ("Bezorgvenster van", "Wie")
    there = columns("van", "Bezorgvenster van", "naam", own=own)
    assert there.indexes["window_from"] == 1
    assert there.absent == ("Wie",)


def test_a_header_can_be_said_to_be_none_of_ours() -> None:
    (read,) = columns("Status", own={"status": "-"}).read
    assert (read.column, read.why, read.like) == ("", Why.IGNORED, "")


def test_an_address_that_the_store_names_takes_the_place_of_its_rivals() -> None:
    own = {"Shipping Address1": "address", "Shipping Zip": "postcode", "Shipping City": "city"}
    found = columns(
        "Billing Street", "Shipping Street", "Shipping Address1", "Shipping Zip", "Shipping City", own=own
    )
    assert dict(found.doors[0]) == {"address": 2, "postcode": 3, "city": 4}
    assert found.repeated == ()


def test_names_of_lines_are_those_of_lines() -> None:
    found = Recogniser(LINE_NAMES, {"Transactie": "receipt_id"}).map(["bonnummer", "artikel", "aantal"])
    assert found.indexes == {"receipt_id": 0, "article": 1, "quantity": 2}
