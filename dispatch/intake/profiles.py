"""Know the exports of common programs: what they call things, and what their words mean.

A profile adds to the names that are known anyway; the store's own ``[intake.columns]`` and
``[intake.values]`` win over it. ``docs/formats.md`` says which export of each program is meant.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Profile:
    """Hold what is peculiar to the exports of one program.

    Parameters
    ----------
    columns
        Header → column of the program; ``-`` for one that is none although it sounds like it.
    yes, no, cancelled
        Its words, beside those that everybody uses.
    languages
        The columns of a program that names them in several languages, each language by itself.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()
    languages: tuple[Mapping[str, str], ...] = ()


_SHOPIFY: Final = Profile(
    {
        "Name": "receipt_id",
        "Created at": "purchased_at",
        "Paid at": "-",
        "Shipping Method": "home_delivery",
        "Shipping Name": "name",
        "Shipping Address1": "address",
        "Shipping Address2": "address_2",
        "Shipping Street": "-",
        "Shipping Zip": "postcode",
        "Shipping City": "city",
        "Shipping Phone": "phone",
        "Shipping": "-",
        "Phone": "phone",
        "Total": "total_eur",
        "Notes": "notes",
        "Cancelled at": "cancelled",
        "Financial Status": "status",
        "Lineitem name": "item_article",
        "Lineitem quantity": "item_quantity",
        "Lineitem sku": "item_code",
        "Billing Street": "-",
        "Location": "-",
        "Receipt Number": "-",
        "Id": "-",
    },
    cancelled=("voided", "refunded"),
)
_WOOCOMMERCE: Final = Profile(
    {
        "order_number_formatted": "receipt_id",
        "order_number": "receipt_id",
        "order_id": "receipt_id",
        "order_date": "purchased_at",
        "date": "purchased_at",
        "paid_date": "-",
        "status": "status",
        "order_status": "status",
        "shipping_method": "home_delivery",
        "shipping_method_title": "home_delivery",
        "shipping_first_name": "first_name",
        "shipping_last_name": "last_name",
        "shipping_address_1": "address",
        "shipping_address_2": "address_2",
        "shipping_postcode": "postcode",
        "shipping_city": "city",
        "billing_phone": "phone",
        "order_total": "total_eur",
        "customer_note": "notes",
        "item_name": "item_article",
        "item_sku": "item_code",
        "item_quantity": "item_quantity",
    },
    yes=("Flat rate", "Free shipping", "Vast tarief", "Gratis verzending", "flat_rate", "free_shipping"),
    no=("Local pickup", "local_pickup", "Afhalen"),
    cancelled=("cancelled", "refunded", "failed", "trash"),
)
_LIGHTSPEED: Final = Profile(
    {
        "number": "receipt_id",
        "id": "-",
        "createdAt": "purchased_at",
        "updatedAt": "-",
        "status": "status",
        "shipmentTitle": "home_delivery",
        "firstname": "first_name",
        "middlename": "name_infix",
        "lastname": "last_name",
        "addressBillingNumber": "house_number",
        "addressShippingName": "name",
        "addressShippingStreet": "street",
        "addressShippingStreet2": "address_2",
        "addressShippingNumber": "house_number",
        "addressShippingExtension": "addition",
        "addressShippingZipcode": "postcode",
        "addressShippingCity": "city",
        "deliveryDate": "delivery_date",
        "priceIncl": "total_eur",
        "comment": "notes",
        "memo": "-",
    },
)
_ODOO_IN_DUTCH: Final = {
    "Orderreferentie": "receipt_id",
    "Orderdatum": "purchased_at",
    "Klant": "name",
    "Leveradres": "-",
    "Leveradres/Naam": "name",
    "Leveradres/Straat": "address",
    "Leveradres/Straat2": "address_2",
    "Leveradres/Postcode": "postcode",
    "Leveradres/Plaats": "city",
    "Leveradres/Land": "country",
    "Leveradres/Telefoon": "phone",
    "Leveradres/Mobiel": "mobile",
    "Verzendmethode": "home_delivery",
    "Leveringswijze": "home_delivery",
    "Leverdatum": "delivery_date",
    "Totaal": "total_eur",
    "Status": "status",
    "Voorwaarden": "notes",
    "Algemene voorwaarden": "notes",
    "Orderregels/Product": "item_article",
    "Orderregels/Product/Barcode": "item_code",
    "Orderregels/Hoeveelheid": "item_quantity",
}
_ODOO_IN_ENGLISH: Final = {
    "Order Reference": "receipt_id",
    "Order Date": "purchased_at",
    "Customer": "name",
    "Delivery Address": "-",
    "Delivery Address/Name": "name",
    "Delivery Address/Street": "address",
    "Delivery Address/Street2": "address_2",
    "Delivery Address/Zip": "postcode",
    "Delivery Address/City": "city",
    "Delivery Address/Phone": "phone",
    "Delivery Address/Mobile": "mobile",
    "Delivery Method": "home_delivery",
    "Delivery Date": "delivery_date",
    "Total": "total_eur",
    "Terms and conditions": "notes",
    "Order Lines/Product": "item_article",
    "Order Lines/Product/Barcode": "item_code",
    "Order Lines/Quantity": "item_quantity",
}
"""But for the state of an order, whose header is the same in Dutch."""
_ODOO: Final = Profile(
    {**_ODOO_IN_ENGLISH, **_ODOO_IN_DUTCH},
    languages=(_ODOO_IN_ENGLISH, _ODOO_IN_DUTCH),
)
_SQUARE: Final = Profile(
    {
        "Order": "receipt_id",
        "Order Date": "purchased_at",
        "Order Name": "-",
        "Recipient Name": "name",
        "Recipient Phone": "phone",
        "Recipient Address": "address",
        "Recipient Address 2": "address_2",
        "Recipient Postal Code": "postcode",
        "Recipient City": "city",
        "Recipient Email": "-",
        "Fulfillment Type": "home_delivery",
        "Fulfillment Date": "window",
        "Fulfillment Status": "status",
        "Fulfillment Notes": "notes",
        "Order Total": "total_eur",
        "Item Name": "item_article",
        "Item Quantity": "item_quantity",
        "Item SKU": "item_code",
    },
    no=("Shipment", "Pickup", "In store"),
)

PROFILES: Final[Mapping[str, Profile]] = {
    "generic": Profile(),
    "shopify": _SHOPIFY,
    "woocommerce": _WOOCOMMERCE,
    "lightspeed": _LIGHTSPEED,
    "odoo": _ODOO,
    "square": _SQUARE,
}
"""By the word of ``[intake] profile``."""

_ENOUGH: Final = 6
"""Headers of a program that a file must have at least to be thought of that program."""
_HALF: Final = 0.5


def program_of(headers: Iterable[str]) -> str:
    """Return the program whose names most of the headers of a file are; empty if they are of none.

    Half of the headers that only that program has must be there, in one of its languages.
    """
    there = {header.casefold() for header in headers}
    found = {
        name: max(_share(columns, there) for columns in profile.languages or (profile.columns,))
        for name, profile in PROFILES.items()
    }
    best = max(found, key=lambda name: found[name])
    return best if found[best] >= _HALF else ""


def _share(names: Iterable[str], there: AbstractSet[str]) -> float:
    own = {name.casefold() for name in names}
    return len(own & there) / len(own) if len(own & there) >= _ENOUGH else 0.0
