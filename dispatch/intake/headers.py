"""Know the columns of the till's export by their Dutch, English and usual other names."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dispatch.errors import ConfigError
from dispatch.files.text import clean
from dispatch.spelling import words

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


@dataclass(frozen=True, slots=True)
class Columns:
    """Tell where each column of the program stands in a file.

    Parameters
    ----------
    headers
        A name for every column of the file, all different.
    places
        Column of the program → index.
    extra
        Indices of columns that the program does not know.
    repeated
        Headers that name a column of the program that another header names already.
    width
        Cells that a row of this file has at most, if nothing in it has shifted.
    """

    headers: tuple[str, ...]
    places: Mapping[str, int]
    extra: tuple[int, ...]
    repeated: tuple[str, ...] = ()
    width: int = 0

    def title(self, column: str) -> str:
        """Return what the file calls a column of the program."""
        place = self.places.get(column)
        return column if place is None else self.headers[place]


class Vocabulary:
    """Recognise headers.

    Parameters
    ----------
    columns
        Column of the program → other headers.
    renamed
        Header in the file → column of the program, from ``[intake.columns]``.
    """

    def __init__(self, columns: Mapping[str, tuple[str, ...]], renamed: Mapping[str, str]) -> None:
        self._columns = columns
        self._own = {header_key(header): column for header, column in renamed.items() if column in columns}
        self._known: dict[str, tuple[int, str]] = {}
        for column, aliases in columns.items():
            for rank, alias in enumerate((column, *aliases)):
                self._known.setdefault(header_key(alias), (rank, column))

    def count(self, cells: Iterable[str]) -> int:
        """Count the columns of the program that a row of headers names."""
        return len({found[1] for cell in cells if (found := self._find(clean(cell)))})

    def map(self, cells: Sequence[str]) -> Columns:
        """Find the place of each column; of two headers for one, the plainer name counts."""
        headers = _distinct([clean(cell) for cell in cells])
        best: dict[str, tuple[int, int]] = {}
        twins: list[str] = []
        for place, cell in enumerate(cells):
            found = self._find(clean(cell))
            if found is None:
                continue
            rank, column = found
            if column in best:
                loser = max((rank, place), best[column])
                twins.append(headers[loser[1]])
            best[column] = min((rank, place), best.get(column, (rank, place)))
        places = {column: place for column, (_, place) in best.items()}
        used = set(places.values())
        extra = tuple(place for place in range(len(headers)) if place not in used)
        return Columns(headers, places, extra, tuple(twins))

    def nearest(self, headers: Sequence[str], column: str) -> str:
        """Return the header most like a column that is missing; empty if none is."""
        keys = {header_key(header): header for header in headers if self._find(header) is None}
        for alias in (column, *self._columns[column]):
            near = difflib.get_close_matches(header_key(alias), list(keys), n=1, cutoff=0.75)
            if near:
                return keys[near[0]]
        return ""

    def _find(self, header: str) -> tuple[int, str] | None:
        key = header_key(header)
        if key in self._own:
            return -1, self._own[key]
        found = self._known.get(key)
        return None if found is None or found[1] in self._own.values() else found


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


def header_key(header: str) -> str:
    """Reduce a header to what counts: no capitals, accents, spaces, brackets or underscores."""
    return "".join(words(header.replace("+", " plus "))) or header.casefold()


def _distinct(headers: Sequence[str]) -> tuple[str, ...]:
    """Give every column a name of its own; one without a header is called after its place."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    names: list[str] = []
    for place, header in enumerate(headers, 1):
        stem = header[:80] or f"column {place}"
        name = stem
        while name in taken:
            counts[stem] = counts.get(stem, 1) + 1
            name = f"{stem} ({counts[stem]})"
        taken.add(name)
        names.append(name)
    return tuple(names)
