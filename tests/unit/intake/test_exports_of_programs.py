"""Exports as ten more programs write them: what their headers, words and cells mean. The rows are our own."""

from pathlib import Path
from time import process_time

import pytest
from till import GOOD, codes, only, order, read, rejected, table, written

from dispatch.config import IntakeSection
from dispatch.intake.phones import phones_in
from dispatch.intake.profiles import PROFILES, program_of
from dispatch.intake.values import Answers, flag
from dispatch.model import Address, Order

DOOR = Address("Breestraat", "92", "A", "2311 CS", "Leiden")

WOO_ORDER_EXPORT = {
    "Order Number": "5001", "Order Status": "Processing", "Order Date": "2026-11-21 10:15",
    "Customer Note": "achterom", "First Name (Billing)": "Jan", "Last Name (Billing)": "Betaler",
    "Address 1&2 (Billing)": "Houtlaan 60", "City (Billing)": "Leiden", "Postcode (Billing)": "2334 CL",
    "Country Code (Billing)": "NL", "Phone (Billing)": "0612345678", "First Name (Shipping)": "Piet",
    "Last Name (Shipping)": "Kanarie", "Address 1&2 (Shipping)": "Breestraat 92 A",
    "City (Shipping)": "Leiden",
    "Postcode (Shipping)": "2311 CS", "Country Code (Shipping)": "NL",
    "Shipping Method Title": "Bezorging",
    "Order Total Amount": "54.95", "SKU": "K1", "Item Name": "Kaas", "Quantity (- Refund)": "1",
}  # fmt: skip
MAGENTO_LIKE = {
    "ID": "12", "Purchase Date": "Nov 21, 2026, 9:05:24 AM", "Bill-to Name": "Jan B",
    "Ship-to Name": "Piet Kanarie",
    "Grand Total (Purchased)": "€54.95", "Status": "Processing", "Shipping Method": "Delivery",
    "Customer Phone": "0612345678", "Shipping Address": "Breestraat 92 A,Leiden,Zuid-Holland,2311 CS",
}  # fmt: skip
TILL = {
    "Bonnr.": "12", "Datum": "21-11-2026", "Tijd": "09:12", "Relatienr.": "7", "Relatie": "Piet Kanarie",
    "Adres": "Breestraat", "Huisnr.": "92", "Toev.": "A", "Postnr.": "2311 CS", "Plaats": "Leiden",
    "Tel.": "0612345678",
    "Bezorgen": "J", "Bedrag incl.": "54,95", "Opmerking 1": "", "Opmerking 2": "achterom",
}  # fmt: skip
SHIPMENTS = {
    "Bestelnummer": "12", "Besteldatum": "21-11-2026", "Voornaam verzending": "Piet",
    "Achternaam verzending": "Kanarie",
    "Adres verzending": "Breestraat", "Huisnummer verzending": "92", "Toevoeging verzending": "A",
    "Postcode verzending": "2311 CS", "Plaats verzending": "Leiden", "Land verzending": "NL",
    "Telefoonnummer bezorging": "0612345678", "Verzendmethode": "Bezorgen", "Totaalprijs": "54,95",
    "Opmerking": "achterom",
}  # fmt: skip
BELGIAN = {
    "Bon Nr.": "12", "Datum": "21.11.26", "Uur": "09:12:00", "Klant": "Piet Kanarie",
    "Straat + nr": "Breestraat 92A",
    "Postnr.": "2311 CS", "Gemeente": "Leiden", "GSM": "0612345678", "Levering": "Ja", "Totaal": "54.95",
    "Opmerking": "achterom",
}  # fmt: skip


@pytest.mark.parametrize("row", [WOO_ORDER_EXPORT, MAGENTO_LIKE, TILL, SHIPMENTS, BELGIAN])
def test_an_export_is_read_without_a_word_of_configuration(tmp_path: Path, row: dict[str, str]) -> None:
    found = only(read(tmp_path, written(row)))
    assert (found.name, found.phone, found.total_cents) == ("Piet Kanarie", "0612345678", 5495)
    typed = found.address
    assert "Breestraat" in (typed.street or typed.line)
    assert "92" in (typed.house_number or typed.line)
    assert "2311 CS" in (typed.postcode or typed.line)
    assert found.notes == ("" if row is MAGENTO_LIKE else "achterom")


def test_the_number_of_an_order_comes_before_the_key_of_a_database(tmp_path: Path) -> None:
    rest = {header: text for header, text in GOOD.items() if header != "bonnummer"}
    found = read(tmp_path, written({"order_id": "a1b2", "order_number": "10023", **rest}))
    assert [order.receipt_id for order in found.orders] == ["10023"]


@pytest.mark.parametrize(
    "state", ["chargeback", "Storno", "Gecrediteerd", "Credit", "credit nota", "Reversed"]
)
def test_money_that_went_back_is_no_delivery(state: str) -> None:
    assert Answers().is_cancelled(state)


@pytest.mark.parametrize("state", ["Credit card", "accredited", "open"])
def test_and_a_way_to_pay_is(state: str) -> None:
    assert not Answers().is_cancelled(state)


@pytest.mark.parametrize("state", ["fulfilled", "Bezorgd", "Delivered", "Geleverd", "shipped", "onderweg"])
def test_what_may_have_been_delivered_is_asked(tmp_path: Path, state: str) -> None:
    assert "STATE_DOUBTFUL" in codes(read(tmp_path, table({"status": state})))


@pytest.mark.parametrize("state", ["unfulfilled", "Nog niet bezorgd", "not delivered", "to be shipped"])
def test_and_what_was_not_is_not(tmp_path: Path, state: str) -> None:
    assert "STATE_DOUBTFUL" not in codes(read(tmp_path, table({"status": state})))


def test_ways_of_delivery() -> None:
    assert flag("Avondbezorging")
    assert flag("Thuisbezorgd door winkel")
    assert flag("Delivery from store")
    assert not flag("Eat in")
    assert not flag("Ter plaatse")
    with pytest.raises(ValueError, match="flag"):
        flag("Bezorgen in winkel")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0612345678 / 071 512 34 56", ("0612345678", "071 512 34 56")),
        ("071 5123456 of 06 12345678", ("071 5123456", "06 12345678")),
        ("tel: 0612345678", ("0612345678",)),
        ("06-12345678 (Jan)", ("06-12345678",)),
        ("+31 (0)6 12345678", ("+31 (0)6 12345678",)),
        ("06/12345678", ("06/12345678",)),
        ("6.12345678E8", ("0612345678",)),
        ("3,1612345678E+10", ("+31612345678",)),
        ("6.12E+08", ()),
        ("onbekend", ("onbekend",)),
    ],
)
def test_the_numbers_of_a_cell(text: str, numbers: tuple[str, ...]) -> None:
    assert phones_in(text) == numbers


def test_of_two_numbers_in_a_cell_the_mobile_one_is_written_to(tmp_path: Path) -> None:
    assert order(tmp_path, {"telefoon": "071 5123456 of 06 12345678"}).phone == "06 12345678"


@pytest.mark.parametrize("country", ["BE", "België", "Germany", "Verenigd Koninkrijk"])
def test_an_address_abroad_is_asked_about(tmp_path: Path, country: str) -> None:
    assert codes(rejected(tmp_path, {"Land": country})) == ["ADDRESS_CONTRADICTED"]
    whole = {"straat": "", "huisnummer": "", "postcode": "", "plaats": ""}
    line = {**whole, "adres": f"Grote Markt 1, 2300 Turnhout, {country}"}
    assert codes(rejected(tmp_path, line)) == ["ADDRESS_CONTRADICTED"]


@pytest.mark.parametrize("country", ["NL", "Nederland", "the Netherlands", "Holland", "", "?"])
def test_and_one_at_home_is_not(tmp_path: Path, country: str) -> None:
    found = order(tmp_path, {"Land": country})
    assert found.address.street == "Rapenburg"
    assert ("Land", country) in found.extra


def test_who_pays_abroad_is_delivered_to_at_home(tmp_path: Path) -> None:
    assert order(tmp_path, {"Factuurstraat": "Grote Markt", "Factuurpostcode": "2300", "Factuurland": "BE"})


@pytest.mark.parametrize("line", ["2343 HA Oegstgeest", "2343HA  OEGSTGEEST"])
def test_a_town_on_the_second_line_is_the_town(tmp_path: Path, line: str) -> None:
    cells = {"straat": "", "huisnummer": "", "postcode": "", "plaats": "", "Adresregel 1": "Dorpsstraat 10"}
    for further in ({"Adresregel 2": line}, {"Adresregel 2": "Achterhuis", "Adresregel 3": line}):
        found = order(tmp_path, {**cells, **further})
        assert found.address.postcode == "2343 HA"
        assert found.address.city.casefold() == "oegstgeest"
        assert found.notes == ("Achterhuis" if len(further) > 1 else "")


def test_a_name_in_the_cell_of_an_address_is_no_second_address(tmp_path: Path) -> None:
    parts = {"Leveradres/Straat": "Rapenburg", "Leveradres/Huisnummer": "73", "Leveradres/Plaats": "Leiden"}
    assert order(tmp_path, {"Leveradres": "Bakkerij BV, Jan de Wit", **parts}).address.line == ""
    assert codes(rejected(tmp_path, {"adres": "Hooigracht"})) == ["ADDRESS_CONTRADICTED"]


def attributes(folder: Path, note: str) -> Order:
    return order(folder, {"van": "", "tot": "", "opmerking": note})


def test_day_and_window_in_the_notes_of_a_web_shop_count(tmp_path: Path) -> None:
    told = attributes(tmp_path, '"Delivery-Date: 2026/11/21\nDelivery-Time: 6:00 PM - 8:00 PM"')
    assert told.window is not None
    assert (told.window.earliest, told.window.latest) == (18 * 3600, 20 * 3600)
    later = {"van": "", "tot": "", "opmerking": '"Delivery-Date: 2026/11/23\nDelivery-Time: 18:00 - 20:00"'}
    assert codes(rejected(tmp_path, later)) == ["DELIVERY_OTHER_DAY"]
    own = order(tmp_path, {"opmerking": "Bezorgtijd: 14:00-16:00"})
    assert own.window is not None
    assert own.window.earliest == 18 * 3600
    assert attributes(tmp_path, "let op: tijd nemen, lift defect").window is None


@pytest.mark.parametrize(
    ("header", "grams"), [("Weight (lb)", 9979), ("Gewicht in lbs", 9979), ("Weight oz", 624)]
)
def test_pounds_and_ounces(tmp_path: Path, header: str, grams: int) -> None:
    rest = {name: text for name, text in GOOD.items() if name != "gewicht_kg"}
    assert only(read(tmp_path, written({**rest, header: "22"}))).grams == grams


@pytest.mark.parametrize("program", [name for name in PROFILES if name != "generic"])
def test_an_export_of_a_program_whose_profile_is_not_set_is_told(tmp_path: Path, program: str) -> None:
    headers = list(PROFILES[program].columns)
    assert program_of(headers) == program
    rows = written({**GOOD, **dict.fromkeys(headers, "")})
    assert "PROFILE_FITS" in codes(read(tmp_path, rows))
    for profile in (program, "generic"):
        assert "PROFILE_FITS" not in codes(read(tmp_path, rows, section=IntakeSection(profile=profile)))
    own = IntakeSection(columns={"naam": "name"})
    assert "PROFILE_FITS" not in codes(read(tmp_path, rows, section=own))


def test_no_common_export_is_thought_of_a_program() -> None:
    for row in (WOO_ORDER_EXPORT, MAGENTO_LIKE, TILL, SHIPMENTS, BELGIAN, GOOD):
        assert program_of(row) == ""


def test_odoo_in_dutch(tmp_path: Path) -> None:
    row = {
        "Orderreferentie": "S00045", "Orderdatum": "2026-11-21 09:12:03", "Klant": "Piet Kanarie",
        "Leveradres": "Bakkerij BV, Jan de Wit", "Leveradres/Straat": "Breestraat 92",
        "Leveradres/Postcode": "2311 CS",
        "Leveradres/Plaats": "Leiden", "Leveradres/Mobiel": "0612345678",
        "Verzendmethode": "Bezorgen", "Totaal": "54.95",
        "Status": "Verkooporder", "Voorwaarden": "achterom", "Orderregels/Product": "Melk",
        "Orderregels/Hoeveelheid": "2",
    }  # fmt: skip
    further = {"Orderregels/Product": "Kaas", "Orderregels/Hoeveelheid": "1"}
    found = read(tmp_path, written(row, further), section=IntakeSection(profile="odoo"))
    assert found.not_flagged == 0
    assert (only(found).notes, only(found).address.street) == ("achterom", "Breestraat")


def test_woocommerce_without_a_number_of_its_own(tmp_path: Path) -> None:
    row = {
        "order_id": "71", "order_date": "2026-11-21 09:12", "status": "processing",
        "shipping_method": "flat_rate",
        "shipping_first_name": "Piet", "shipping_last_name": "Kanarie",
        "shipping_address_1": "Breestraat 92",
        "shipping_postcode": "2311 CS", "shipping_city": "Leiden",
    }  # fmt: skip
    section = IntakeSection(profile="woocommerce")
    assert only(read(tmp_path, written(row), section=section)).receipt_id == "71"
    numbered = written({**row, "order_number": "W-71"})
    assert only(read(tmp_path, numbered, section=section)).receipt_id == "W-71"


@pytest.mark.parametrize(
    ("cells", "door"),
    [
        ({"straat": "Breestraat 92", "huisnummer": "A"}, ("Breestraat", "92", "A")),
        ({"straat": '"Breestraat\n92\nA"', "huisnummer": ""}, ("Breestraat", "92", "A")),
        ({"straat": '"Breestraat\n92"', "huisnummer": ""}, ("Breestraat", "92", "")),
        ({"straat": "Breestraat", "huisnummer": "92", "toevoeging": "A"}, ("Breestraat", "92", "A")),
    ],
)
def test_a_door_whose_parts_have_slipped(
    tmp_path: Path, cells: dict[str, str], door: tuple[str, str, str]
) -> None:
    found = order(tmp_path, cells).address
    assert (found.street, found.house_number, found.addition) == door


def test_characters_that_a_web_shop_wrote_as_those_of_its_pages(tmp_path: Path) -> None:
    found = order(tmp_path, {"naam": '"Jan d&#039;Arc"', "opmerking": '"bel &amp; wacht, AT&T, &lt;b&gt;"'})
    assert (found.name, found.notes) == ("Jan d'Arc", "bel & wacht, AT&T, <b>")
    assert order(tmp_path, {"naam": '"Q&#7;&#10;K"'}).name == "Q / K"


@pytest.mark.parametrize(
    "moment", ["2026-11-21 10:00:00 CET", "21 Nov 2026 11:00:00 CEST", "2026-11-21 09:00 GMT"]
)
def test_moments_with_the_name_of_their_zone(tmp_path: Path, moment: str) -> None:
    assert order(tmp_path, {"tijdstip": moment}).purchased_at == 10 * 3600


@pytest.mark.parametrize(
    "note",
    ["graag na 18:00", "liefst tussen 18 en 20 uur", "please after 6 pm", "om 19u thuis", "voor 17.30 aub"],
)
def test_a_time_in_the_note_of_an_order_without_a_window_is_told(tmp_path: Path, note: str) -> None:
    without = {"van": "", "tot": "", "opmerking": note}
    assert "WINDOW_IN_NOTE" in codes(read(tmp_path, table(without)))
    assert "WINDOW_IN_NOTE" not in codes(read(tmp_path, table({"opmerking": note})))


@pytest.mark.parametrize(
    "note", ["bel 2x", "3e verdieping", "voor 2 personen", "code 1830", "na de brug links"]
)
def test_and_a_note_without_one_is_not(tmp_path: Path, note: str) -> None:
    assert codes(read(tmp_path, table({"van": "", "tot": "", "opmerking": note}))) == []


def test_hours_among_the_tags_of_orders_are_told(tmp_path: Path) -> None:
    tags = {"Tags": '"Delivery, 21-11-2026, 18:00-20:00"'}
    rest = {header: text for header, text in GOOD.items() if header not in {"van", "tot"}}
    assert "COLUMN_UNUSED" in codes(read(tmp_path, written({**rest, **tags})))
    assert "COLUMN_UNUSED" not in codes(read(tmp_path, table(tags)))
    assert "COLUMN_UNUSED" not in codes(read(tmp_path, written({**rest, "Tags": "vip, 2x18"})))


def test_notes_full_of_words_for_delivery_are_read_in_no_time(tmp_path: Path) -> None:
    columns = {f"Vrij {number}": "lever " * 160 for number in range(200)}
    begun = process_time()
    assert only(read(tmp_path, written({**GOOD, **columns, "opmerking": "lever " * 160}))).window is not None
    assert process_time() - begun < 5
