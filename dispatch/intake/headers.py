"""Know the columns of the till's export by their Dutch, English and usual other names."""

import difflib
from collections.abc import Mapping
from typing import Final

from dispatch.errors import ConfigError

PURCHASE_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "receipt_id": (
        *("bonnummer", "bonnr", "bon", "bon id", "kassabon", "kassabonnummer", "receipt", "receipt number"),
        *(
            "receipt no",
            "receipt nr",
            "ordernummer",
            "ordernr",
            "order id",
            "order number",
            "transactienummer",
        ),
        *("transaction id", "transaction number"),
    ),
    "purchased_at": (
        *("tijdstip", "datum tijd", "datum en tijd", "datum/tijdstip", "aankooptijd", "aankooptijdstip"),
        *(
            "tijdstip aankoop",
            "gekocht op",
            "besteld op",
            "purchase time",
            "timestamp",
            "date time",
            "purchased",
        ),
    ),
    "purchase_date": ("datum", "date", "aankoopdatum", "purchase date"),
    "purchase_time": ("tijd", "time"),
    "home_delivery": (
        *("thuisbezorging", "bezorgen", "bezorging", "thuisbezorgen", "thuisbezorgd", "thuis bezorgen"),
        *("bezorgd", "delivery", "deliver", "home delivered", "to deliver"),
    ),
    "name": (
        *("naam", "klant", "klantnaam", "naam klant", "customer", "customer name", "contactpersoon"),
        *("achternaam", "last name", "surname"),
    ),
    "phone": (
        *("telefoon", "tel", "telefoonnummer", "telefoonnr", "telnr", "tel nr", "mobiel", "mobiele nummer"),
        *("mobile", "phone number", "phone no", "telephone", "gsm"),
    ),
    "street": ("straat", "straatnaam", "street name"),
    "house_number": ("huisnummer", "huisnr", "huis nr", "nr", "house no", "house nr", "number", "nummer"),
    "addition": ("toevoeging", "huisnummertoevoeging", "huisnr toevoeging", "huisletter", "toev", "suffix"),
    "postcode": ("postkode", "pc", "postal code", "post code", "zip", "zip code"),
    "city": ("plaats", "woonplaats", "plaatsnaam", "stad", "town", "place"),
    "address": ("adres", "bezorgadres", "afleveradres", "volledig adres", "delivery address"),
    "lat": ("latitude", "breedtegraad"),
    "lon": ("lng", "long", "longitude", "lengtegraad"),
    "crates": ("kratten", "krat", "aantal kratten", "boxes", "number of crates"),
    "bags": ("tassen", "tas", "aantal tassen", "number of bags"),
    "weight_kg": ("gewicht_kg", "gewicht", "gewicht in kg", "kg", "weight", "weight in kg"),
    "temperature": ("temperatuur", "temp", "temperatuurklasse", "temperatures"),
    "age_check": (
        *("leeftijdscontrole", "leeftijdcontrole", "18+", "18 plus", "leeftijd", "id check", "id controle"),
        *("legitimatie", "age"),
    ),
    "window_from": ("van", "vanaf", "tijdvak van", "bezorgen van", "venster van", "from"),
    "window_to": ("tot", "tijdvak tot", "bezorgen tot", "venster tot", "tot uiterlijk", "until", "to"),
    "window": ("tijdvak", "bezorgvenster", "venster", "tijdslot", "bezorgtijd", "time slot", "slot"),
    "service_minutes": ("stopduur", "stopminuten", "stopduur minuten", "minuten aan de deur"),
    "total_eur": ("bedrag", "totaal", "totaalbedrag", "bedrag eur", "total", "amount", "total amount"),
    "notes": (
        *("opmerking", "opmerkingen", "notitie", "notities", "bijzonderheden", "instructie", "instructies"),
        *("note", "remark", "remarks", "comment", "comments", "instructions"),
    ),
}
"""Column of the program → other headers it goes by. ``purchase_date`` and ``purchase_time`` together
stand for ``purchased_at``, ``window`` for both ends of it."""

LINE_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "receipt_id": PURCHASE_COLUMNS["receipt_id"],
    "article": ("artikel", "artikelnaam", "omschrijving", "product", "description", "item"),
    "quantity": ("aantal", "hoeveelheid", "stuks", "qty", "pieces"),
    "weight_g": ("gewicht_g", "gewicht in g", "gewicht gram", "gram", "grams", "weight in g"),
    "volume_ml": ("inhoud_ml", "volume in ml", "volume", "inhoud", "ml"),
    "temperature": PURCHASE_COLUMNS["temperature"],
    "age_restricted": (
        *("leeftijdscontrole", "leeftijdsgebonden", "leeftijdsgrens", "18+", "18 plus", "nix18", "age check"),
        "age restriction",
    ),
}


FILE_REMEDY: Final = (
    "Name the file that the till exported, of one day; [intake] has columns for other headers and max_mb "
    "for larger files."
)
COLUMN_REMEDY: Final = "Add it to the export, or name your till's header in [intake.columns]."


def check_renames(renamed: Mapping[str, str]) -> None:
    """Refuse ``[intake.columns]`` that name a column the program does not have.

    Raises
    ------
    ConfigError
        Naming the nearest column.
    """
    known = {*PURCHASE_COLUMNS, *LINE_COLUMNS}
    for header, column in renamed.items():
        if column not in known:
            near = difflib.get_close_matches(column, sorted(known), n=1, cutoff=0.5)
            meant = f" (did you mean {near[0]!r}?)" if near else f" (known: {', '.join(sorted(known))})"
            raise ConfigError(
                f"[intake.columns] maps {header!r} to {column!r}, which is no column{meant}.",
                "Correct the configuration and run again.",
            )
