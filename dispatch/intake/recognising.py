"""Recognise what the columns of an export mean: by their names, by what names are made of, or nearly."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from typing import Final

from dispatch.files.headers import Columns, Header, Why, distinct_names, header_key
from dispatch.files.text import clean
from dispatch.intake.column_mapping import DOOR, ITEMS, ColumnMapping, Match, Party
from dispatch.intake.looks import IS_MONEY, LINE_LOOKS, LOOKS, LOOKS_LIKE_AGE, UNLIKE
from dispatch.intake.names import IGNORED, LINE_NAMES, PURCHASE_NAMES, WEAK_NAMES, Names

_OF_A_PERSON: Final = DOOR | {
    "name",
    "first_name",
    "name_infix",
    "last_name",
    "company",
    "phone",
    "mobile",
    "notes",
    "lat",
    "lon",
}


_PREFIXES: Final = {
    Party.DELIVERY: (
        *(
            "bezorgings",
            "bezorging",
            "bezorg",
            "afleverings",
            "aflevering",
            "aflever",
            "leverings",
            "levering",
        ),
        *(
            "lever",
            "anderbezorg",
            "anderaflever",
            "anderlever",
            "afwykendebezorg",
            "afwykendbezorg",
            "afwykendaflever",
            "afwykendlever",
            "afwykend",
            "alternatiefbezorg",
            "alternatiefaflever",
            "alternatief",
            "alternative",
            "different",
            "delivery",
            "shippingto",
            "shipping",
            "shipto",
            "ship",
            "ontvangers",
            "ontvanger",
            "recipients",
        ),
        *("recipient", "receiver", "dropoff", "destination", "consignee", "geadresseerde", "bestemmings"),
        *(
            "bestemming",
            "addressshipping",
            "partnershipping",
            "verzending",
            "verzend",
            "shipment",
            "dropship",
        ),
    ),
    Party.HOME: (
        *("billing", "billto", "bill", "factuur", "facturatie", "invoice", "invoiceto", "klanten", "klants"),
        *("klant", "customers", "customer", "client", "besteller", "koper", "buyer", "woon", "home", "thuis"),
        *("contactpersoon", "contact", "account", "debiteur", "gebruiker", "user", "lid", "addressbilling"),
        *("partnerinvoice", "payer", "betaler", "afnemer"),
    ),
}
_CONNECTORS: Final = (
    "vande",
    "vanhet",
    "van",
    "voorde",
    "voor",
    "bijde",
    "bij",
    "by",
    "ofthe",
    "of",
    "forthe",
    "for",
)
_NOISE: Final = (
    "gewenste",
    "gewenst",
    "preferred",
    "requested",
    "voorkeur",
    "eventuele",
    "your",
    "uw",
    "je",
    "our",
)
_TRAILING_NOISE: Final = (
    "optioneel",
    "optional",
    "verplicht",
    "required",
    "bestelling",
    "order",
    "nl",
    "ingevuld",
)

_WEAK_KEYS: Final = {header_key(name): column for name, column in WEAK_NAMES.items()}

_OWN: Final = -2_000
_PROFILE: Final = -1_000
"""Ranks of the store's own names, and of those of a program in the order in which its profile has them."""


class Recogniser:
    """Recognise the headers of one kind of file.

    Parameters
    ----------
    names
        Column of the program → names it goes by.
    own
        Header in the file → column, from ``[intake.columns]``; :data:`IGNORED` for none.
    profile
        Header → column as a known program writes them.
    """

    def __init__(
        self, names: Names, own: Mapping[str, str] | None = None, profile: Mapping[str, str] | None = None
    ) -> None:
        self._names = names
        self._own_headers = {header: column for header, column in (own or {}).items() if column in names}
        self._ignored = frozenset(
            header_key(header) for header, column in (own or {}).items() if column == IGNORED
        )
        self._own = {header_key(header): column for header, column in self._own_headers.items()}
        self._profile = {
            header_key(header): column
            for header, column in (profile or {}).items()
            if column in names or column == IGNORED
        }
        self._persons = names is PURCHASE_NAMES
        self._plain = _plain_names(id(names)) if id(names) in _LISTS else _Plain(names)

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """A few headers that would be recognised."""
        return tuple(next(iter(aliases), column) for column, aliases in list(self._names.items())[:3])

    def called(self, column: str) -> str:
        """Return the plainest other name of a column; empty if it has none."""
        return next(iter(self._names[column]), "")

    def count(self, cells: Iterable[str]) -> int:
        """Count the columns of the program that a row of headers names."""
        found = (self._match(index, clean(cell)) for index, cell in enumerate(cells))
        return len({match.column for match in found if match})

    def map(self, cells: Sequence[str]) -> Columns:
        """Decide what each column of a file is taken for."""
        headers = distinct_names([clean(cell) for cell in cells])
        matches = [match for index, cell in enumerate(cells) if (match := self._match(index, clean(cell)))]
        return ColumnMapping(headers, self._without_stray(matches)).columns(
            self._reads, self._absent(cells, matches)
        )

    def nearest(self, headers: Sequence[str], column: str) -> str:
        """Return the header most like a column that is missing; empty if none is."""
        keys = {header_key(header): header for header in headers if self._match(0, header) is None}
        for alias in (column, *self._names[column]):
            near = difflib.get_close_matches(header_key(alias), list(keys), n=1, cutoff=0.75)
            if near:
                return keys[near[0]]
        return next((header for header in headers if _WEAK_KEYS.get(header_key(header)) == column), "")

    def looks_like(self, header: str) -> str:
        """Return the column that a header not recognised looks like; empty if none."""
        key = header_key(header)
        if key in self._ignored or self._profile.get(key) == IGNORED:
            return ""
        if self._names is LINE_NAMES:
            return next((column for column, looks in LINE_LOOKS if looks.search(key)), "")
        if not self._persons:
            return ""
        if LOOKS_LIKE_AGE.search(key):  # although it may speak of a product, which no other column does
            return "" if IS_MONEY.search(key) else "age_check"
        if UNLIKE.search(key):
            return ""
        near = (
            difflib.get_close_matches(key, list(self._plain.known), n=1, cutoff=0.84) if len(key) > 4 else ()
        )
        if near and not self._plain.known[near[0]][0].startswith("window"):
            return self._plain.known[near[0]][0]
        return next((column for column, looks in LOOKS if looks.search(key)), "")

    def _reads(self, headers: Sequence[str], used: Mapping[int, tuple[str, Why]]) -> tuple[Header, ...]:
        served = {column for column, _ in used.values()} | {
            _KIN.get(column, "") for column, _ in used.values()
        }
        read = []
        for index, header in enumerate(headers):
            column, why = used.get(index, ("", Why.UNKNOWN))
            like = "" if column or why is not Why.UNKNOWN else self.looks_like(header)
            if like not in _GRAVE and (like in served or _KIN.get(like, like) in served):
                like = ""
            if header_key(header) in self._ignored:
                why = Why.IGNORED
            read.append(Header(header, column, why, like))
        return tuple(read)

    def _absent(self, cells: Sequence[str], matches: Sequence[Match]) -> tuple[str, ...]:
        there = {header_key(clean(cell)) for cell in cells}
        filled = {match.column for match in matches if match.why is Why.OWN}
        return tuple(
            header
            for header, column in self._own_headers.items()
            if header_key(header) not in there and column not in filled
        )

    def _without_stray(self, matches: list[Match]) -> list[Match]:
        """Drop what means a column only beside others: row counters and pieces of no article."""
        columns = {match.column for match in matches}
        strong = {match.column for match in matches if match.why is not Why.WEAK}
        beside_door = bool({"street", "address"} & columns) and "house_number" not in strong
        items = bool({"item_article", "item_code"} & columns)
        return [
            match
            for match in matches
            if (match.why is not Why.WEAK or beside_door) and (match.column not in ITEMS or items)
        ]

    def _match(self, index: int, header: str) -> Match | None:
        key = header_key(header)
        if key in self._ignored or not key:
            return None
        if key in self._own:
            return Match(index, self._own[key], _party_of(key), _OWN, Why.OWN)
        if key in self._profile:
            column, rank = self._profile[key], _PROFILE + list(self._profile).index(key)
            return None if column == IGNORED else Match(index, column, _party_of(key), rank, Why.PROFILE)
        plain = self._plain.find(key)
        return plain and replace(plain, index=index)


class _Plain:
    """Recognise headers by what everybody calls them; each is thought about once."""

    def __init__(self, names: Names) -> None:
        self.known: dict[str, tuple[str, int]] = {}
        for column, aliases in names.items():
            for rank, alias in enumerate((column, *aliases)):
                self.known.setdefault(header_key(alias), (column, rank))
        self._persons = names is PURCHASE_NAMES
        self.find = lru_cache(maxsize=4096)(self._find)

    def _find(self, key: str) -> Match | None:
        if key in self.known:
            column, rank = self.known[key]
            return Match(0, column, _party_of(key) if column in DOOR else Party.PLAIN, rank, Why.NAME)
        if not self._persons:
            return None
        if key in _WEAK_KEYS:
            return Match(0, _WEAK_KEYS[key], Party.PLAIN, 1000, Why.WEAK)
        return self._by_parts(key)

    def _by_parts(self, key: str) -> Match | None:
        """Recognise ``Klanttelefoon``, ``Straat bezorgadres``, ``Opmerkingen van de klant``."""
        for party, rest in _without_party(key):
            column, rank = self.known.get(rest, ("", 0))
            if column in _OF_A_PERSON:
                return Match(0, column, party, 100 + rank, Why.PARTS)
        bare = _without_noise(key)
        if bare != key and bare in self.known:
            column, rank = self.known[bare]
            return Match(0, column, Party.PLAIN, 200 + rank, Why.PARTS)
        return None


_LISTS: Final = {id(names): names for names in (PURCHASE_NAMES, LINE_NAMES)}


@cache
def _plain_names(identity: int) -> _Plain:
    """Return what is worked out once for a list of names that lives as long as the program."""
    return _Plain(_LISTS[identity])


def _party_of(key: str) -> Party:
    """Tell whose a column is by the whole of its header."""
    for party, prefixes in _PREFIXES.items():
        if key.startswith(prefixes):
            return party
    return Party.PLAIN


_GRAVE: Final = frozenset({"age_check", "age_restricted", "cancelled", "delivery_date", "address"})
"""What a header looks like is told of these even where another column serves: missing one does harm."""
_KIN: Final = {
    "window_from": "window",
    "window_to": "window",
    "mobile": "phone",
    "first_name": "name",
    "last_name": "name",
    "status": "cancelled",
    "house_letter": "addition",
    "address_2": "addition",
    "street": "address",
    "house_number": "address",
    "postcode": "address",
    "city": "address",
}
"""Where one of these is known, a header that only looks like its kin raises no doubt."""


def _without_party(key: str) -> Iterable[tuple[Party, str]]:
    """Yield a header's key without the word that says whose it is, in front or behind."""
    for party, words in _PREFIXES.items():
        for word in sorted(words, key=len, reverse=True):
            if key.startswith(word) and len(key) > len(word):
                yield party, key[len(word) :]
            if key.endswith(word) and len(key) > len(word):
                front = key[: -len(word)]
                yield party, front
                for connector in _CONNECTORS:
                    if front.endswith(connector) and len(front) > len(connector):
                        yield party, front.removesuffix(connector)
            for adres in ("adres", "address"):
                if key.endswith(word + adres):
                    yield party, key.removesuffix(word + adres)
                if key.startswith(word + adres):
                    yield party, key.removeprefix(word + adres)


def _without_noise(key: str) -> str:
    for noise in _NOISE:
        key = key.removeprefix(noise)
    for noise in _TRAILING_NOISE:
        key = key.removesuffix(noise)
    return key
