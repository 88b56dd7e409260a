"""Tell what a header looks like that is none of the names that are known."""

import re
from typing import Final

from dispatch.files.headers import header_key

LOOKS: Final = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        ("delivery_date", r"(?:bezorg|lever|deliver).*(?:dat|dag|day)"),
        (
            "window",
            r"(?:bezorg|lever|deliver|ship).*(?:tyd|tyt|uur|moment|blok|time|hour|van|tot|from|until|start|end)",
        ),
        ("window", r"tydvak|tydslot|tydblok|venster|window|timeslot|dagdeel|slot"),
        ("cancelled", r"annul|cancel|storno|retour$|geretour|ingetrokken"),
        ("phone", r"telef|telno|telnr|^tel|phone|mobi|gsm|whatsapp"),
        (
            "notes",
            r"^opm|notit|^note|notes?$|remark|comment|instruct|byzonder|memo|toelicht|bericht|aanwyzing",
        ),
        ("temperature", r"temper|koel|vries|chill|frozen|gekoeld|bevroren"),
        ("crates", r"krat|crate|bakken|kisten|colli"),
        ("bags", r"tassen|bags"),
        ("weight_kg", r"gewicht|weight|kilo"),
        ("addition", r"toevoeg|suffix|appartement|apartment|huisletter|busn"),
        ("house_number", r"huisn|housen"),
        ("postcode", r"postc|postal|zipc|^zip"),
        ("street", r"straat|street"),
        ("address", r"adres|address"),
        ("city", r"plaats|stad|city|town"),
        ("name", r"naam|name"),
        ("home_delivery", r"thuisb|bezorg|deliver|afhal|pickup"),
    )
)
LOOKS_LIKE_AGE: Final = re.compile(
    r"leeftyd|(?<![0-9])18(?![0-9])|alcohol|^alc$|nix|legitim|identific|age(?:check|limit|restrict|verif|18)|adult"
    r"|idcheck|requiresid|ofage|minimumage|sterkedrank"
)
IS_MONEY: Final = re.compile(r"bedrag|prys|price|amount|total|totaal|omzet|kost|cost|btw|vat|eur")
LINE_LOOKS: Final = (
    ("age_restricted", LOOKS_LIKE_AGE),
    ("temperature", re.compile(r"temper|koel|vries|chill|frozen|cool|gekoeld|bevroren")),
    ("weight_g", re.compile(r"gewicht|weight|kilo|gram(?!ma)")),
    ("volume_ml", re.compile(r"inhoud|volume|liter|litre|content")),
)
UNLIKE: Final = re.compile(
    r"mail|^ip|macadr|webadr|internetadr|kost|cost|fee|prys|price|tarief|korting|discount|btw|vat|tax|lineitem|item|product|artikel|company|bedryf"
    r"|country|land$|provin|betaal|payment|currency|valuta|besteld(?!op)|kassa|filiaal|winkel|store|medewerker|employee"
    r"|cashier|verkoper|user|url|link|kaart|card|bank|iban|punten|points|categor|groep|group|merk|brand|vendor|tags"
    r"|marketing|nieuwsbrief|newsletter|track|trace|refund|amount|bedrag|total|totaal|subtot|saldo|source|channel"
)


def is_of_money(header: str) -> bool:
    """Tell whether a header speaks of money, such as the day on which an invoice is due."""
    key = header_key(header)
    return IS_MONEY.search(key) is not None or re.search(r"factuur|invoice|betaal|payment", key) is not None
