"""Exports as common programs write them; the rows are our own."""

import csv
import io
from pathlib import Path

import pytest
from till import left, read, table

from dispatch.config import IntakeSection
from dispatch.config.sections import OwnWords
from dispatch.intake import read_export
from dispatch.model import Address, Intake, Order


def written(*rows: dict[str, str], delimiter: str = ",") -> str:
    """Write rows with the columns of the first one."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def planned(intake: Intake) -> dict[str, Order]:
    assert intake.rejected == (), [found.issues for found in intake.rejected]
    return {order.receipt_id: order for order in intake.orders}


SHOPIFY = {
    "Name": "#1001",
    "Email": "an@example.org",
    "Financial Status": "paid",
    "Paid at": "2026-11-21 10:05:26 +0100",
    "Fulfillment Status": "unfulfilled",
    "Currency": "EUR",
    "Subtotal": "53.91",
    "Shipping": "0.00",
    "Total": "53.91",
    "Shipping Method": "Local delivery",
    "Created at": "2026-11-21 10:05:24 +0100",
    "Lineitem quantity": "3",
    "Lineitem name": "Melk",
    "Lineitem sku": "ML1",
    "Billing Name": "An Betaler",
    "Billing Street": "Houtlaan 60",
    "Billing Address1": "Houtlaan 60",
    "Billing City": "Leiden",
    "Billing Zip": "'2334 CL",
    "Shipping Name": "An Voorbeeld",
    "Shipping Street": "Breestraat 50, bel 2",
    "Shipping Address1": "Breestraat 50",
    "Shipping Address2": "bel 2",
    "Shipping City": "Leiden",
    "Shipping Zip": "'2311 CS",
    "Shipping Phone": "0612345678",
    "Notes": "achterom",
    "Cancelled at": "",
    "Id": "7410991464714",
    "Location": "",
    "Phone": "",
    "Receipt Number": "",
}


def test_shopify(tmp_path: Path) -> None:
    second = {
        "Name": "#1001",
        "Created at": SHOPIFY["Created at"],
        "Lineitem quantity": "1",
        "Lineitem name": "Brood",
    }
    pickup = {**SHOPIFY, "Name": "#1002", "Shipping Method": "Afhalen in de winkel"}
    off = {**SHOPIFY, "Name": "#1003", "Cancelled at": "2026-11-21 11:00:00 +0100"}
    back = {**SHOPIFY, "Name": "#1004", "Financial Status": "refunded"}
    part = {**SHOPIFY, "Name": "#1005", "Financial Status": "partially_refunded"}
    intake = read(
        tmp_path, written(SHOPIFY, second, pickup, off, back, part), section=IntakeSection(profile="shopify")
    )
    orders = planned(intake)
    assert list(orders) == ["#1001", "#1005"]
    order = orders["#1001"]
    assert order.purchased_at == 10 * 3600 + 5 * 60 + 24
    assert (order.name, order.phone, order.total_cents) == ("An Voorbeeld", "0612345678", 5391)
    assert order.address == Address("Breestraat", "50", "", "2311 CS", "Leiden")
    assert order.notes == "achterom; bel 2"
    assert (intake.rows, intake.not_flagged) == (5, 3)


def test_woocommerce(tmp_path: Path) -> None:
    row = {
        "order_id": "8123",
        "order_number": "8123",
        "order_date": "2026-11-21 10:05:00",
        "status": "processing",
        "order_total": "45.10",
        "shipping_method": "Flat rate",
        "billing_phone": "31612345678",
        "billing_address_1": "Houtlaan 60",
        "billing_postcode": "2334CL",
        "billing_city": "Leiden",
        "shipping_first_name": "An",
        "shipping_last_name": "Voorbeeld",
        "shipping_address_1": "Breestraat 50",
        "shipping_address_2": "",
        "shipping_postcode": "2311CS",
        "shipping_city": "Leiden",
        "customer_note": "bel 2x",
        "item_name": "Melk",
        "item_sku": "ML1",
        "item_quantity": "2",
    }
    rows = [row, {**row, "item_name": "Brood"}, {**row, "order_number": "8124", "status": "cancelled"}]
    intake = read(tmp_path, written(*rows), section=IntakeSection(profile="woocommerce"))
    (order,) = planned(intake).values()
    assert (order.receipt_id, order.name, order.phone) == ("8123", "An Voorbeeld", "+31612345678")
    assert order.address == Address("Breestraat", "50", "", "2311CS", "Leiden")
    assert order.notes == "bel 2x"


def test_lightspeed(tmp_path: Path) -> None:
    row = {
        "id": "55",
        "number": "ORD0012",
        "createdAt": "2026-11-21T10:05:00+01:00",
        "status": "processing_awaiting_shipment",
        "priceIncl": "45.10",
        "firstname": "An",
        "middlename": "van",
        "lastname": "Dam",
        "phone": "071-5123456",
        "mobile": "0612345678",
        "addressBillingStreet": "Houtlaan",
        "addressBillingNumber": "60",
        "addressBillingZipcode": "2334 CL",
        "addressBillingCity": "Leiden",
        "addressShippingName": "An van Dam",
        "addressShippingStreet": "Breestraat",
        "addressShippingStreet2": "",
        "addressShippingNumber": "58",
        "addressShippingExtension": "A",
        "addressShippingZipcode": "2311 CS",
        "addressShippingCity": "Leiden",
        "shipmentTitle": "Bezorging in Leiden",
        "deliveryDate": "",
        "comment": "bel 2x",
    }
    off = {**row, "number": "ORD0013", "status": "cancelled"}
    intake = read(tmp_path, written(row, off), section=IntakeSection(profile="lightspeed"))
    (order,) = planned(intake).values()
    assert (order.receipt_id, order.name, order.phone) == ("ORD0012", "An van Dam", "0612345678")
    assert order.address == Address("Breestraat", "58", "A", "2311 CS", "Leiden")
    assert order.notes == "bel 2x"


def test_odoo_leaves_the_cells_of_the_order_out_on_further_lines(tmp_path: Path) -> None:
    row = {
        "Order Reference": "S00012",
        "Order Date": "2026-11-21 10:05:00",
        "Customer": "An Voorbeeld",
        "Delivery Address": "An Voorbeeld, Breestraat 50, 2311 CS Leiden",
        "Delivery Address/Street": "Breestraat 50",
        "Delivery Address/Street2": "",
        "Delivery Address/Zip": "2311 CS",
        "Delivery Address/City": "Leiden",
        "Delivery Address/Phone": "+31 6 12345678",
        "Delivery Method": "Home delivery",
        "Total": "45.10",
        "Status": "Sales Order",
        "Terms and conditions": "bel 2x",
        "Order Lines/Product": "Melk",
        "Order Lines/Quantity": "3",
    }
    line = {"Order Lines/Product": "Brood", "Order Lines/Quantity": "1"}
    off = {**row, "Order Reference": "S00013", "Status": "Cancelled"}
    intake = read(tmp_path, written(row, line, off, line), section=IntakeSection(profile="odoo"))
    (order,) = planned(intake).values()
    assert (order.receipt_id, order.notes, intake.rows) == ("S00012", "bel 2x", 2)
    assert order.address == Address("Breestraat", "50", "", "2311 CS", "Leiden")


def test_square(tmp_path: Path) -> None:
    row = {
        "Order": "hq3ZY",
        "Order Date": "2026/11/21 10:05 AM",
        "Recipient Name": "An Voorbeeld",
        "Recipient Phone": "+31612345678",
        "Recipient Address": "Breestraat 50",
        "Recipient Address 2": "",
        "Recipient Postal Code": "2311 CS",
        "Recipient City": "Leiden",
        "Fulfillment Type": "Delivery",
        "Fulfillment Status": "New",
        "Fulfillment Notes": "bel 2x",
        "Order Total": "45.10",
        "Item Name": "Melk",
        "Item Quantity": "3",
    }
    pickup = {**row, "Order": "hq3ZZ", "Fulfillment Type": "Pickup"}
    off = {**row, "Order": "hq300", "Fulfillment Status": "Canceled"}
    intake = read(tmp_path, written(row, pickup, off), section=IntakeSection(profile="square"))
    (order,) = planned(intake).values()
    assert (order.receipt_id, order.phone, order.notes) == ("hq3ZY", "+31612345678", "bel 2x")
    assert order.address == Address("Breestraat", "50", "", "2311 CS", "Leiden")


def test_rows_of_articles_become_one_receipt_without_a_profile_too(tmp_path: Path) -> None:
    text = table(
        {"artikel": "Melk"}, {"bonnummer": "1001", "artikel": "Brood"}, {"bonnummer": "2", "artikel": "Kaas"}
    )
    intake = read(tmp_path, text)
    assert (intake.rows, list(planned(intake))) == (2, ["1001", "2"])
    (tmp_path / "p.csv").write_text(text)
    assert read_export(tmp_path / "p.csv", IntakeSection()).counts.articles == 1


def test_a_row_with_another_address_is_no_article(tmp_path: Path) -> None:
    text = table({"artikel": "Melk"}, {"bonnummer": "1001", "artikel": "Brood", "huisnummer": "9"})
    assert [found.issues[0].code for found in left(read(tmp_path, text))] == ["RECEIPT_CONFLICT"]


@pytest.mark.parametrize("word", ["Zone 1", "zone 1 "])
def test_the_stores_own_words_for_yes_no_and_cancelled(tmp_path: Path, word: str) -> None:
    words = OwnWords(yes=("Zone 1",), no=("bezorgen",), cancelled=("weg",))
    rows = (
        {"thuisbezorging": word, "status": "klaar"},
        {"thuisbezorging": "bezorgen", "status": "klaar"},
        {"thuisbezorging": "ja", "status": "WEG"},
    )
    intake = read(tmp_path, table(*rows), section=IntakeSection(values=words))
    assert list(planned(intake)) == ["1001"]
    assert intake.not_flagged == 2


def test_woocommerce_may_have_its_number_in_the_formatted_column_only(tmp_path: Path) -> None:
    row = {
        "order_id": "4993", "order_number_formatted": "W-4993", "order_number": "",
        "date": "2026-11-21 12:00", "status": "processing", "order_total": "30",
        "shipping_method": "Flat rate", "billing_phone": "0612345678",
        "shipping_first_name": "An", "shipping_last_name": "Voorbeeld", "shipping_address_1": "Breestraat 50",
        "shipping_postcode": "2311 CS", "shipping_city": "Leiden", "customer_note": "achterom",
    }  # fmt: skip
    found = planned(read(tmp_path, written(row), section=IntakeSection(profile="woocommerce")))
    assert found["W-4993"].notes == "achterom"
