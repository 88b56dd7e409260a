"""The assortment of a Dutch supermarket as its till exports it: four hundred articles, all invented."""

from collections.abc import Sequence
from itertools import cycle, islice
from typing import Final

from stdnum import ean

HEADERS: Final = (
    "EAN",
    "Artikelnr",
    "Omschrijving",
    "Inhoud",
    "Temp.klasse",
    "Leeftijd",
    "Artikelgroep",
    "Prijs",
)
_MAKERS: Final = ("Huismerk", "De Molen", "Zuiderzee", "Landgoed", "Van Dijk", "Terra", "Royal")
_GROUPS: Final[Sequence[tuple[str, str, str, Sequence[str], Sequence[str]]]] = (
    (
        *("Zuivel", "Koel", ""),
        ("Halfvolle melk", "Karnemelk", "Yoghurt mager", "Vla vanille", "Kwark", "Roomboter", "Kaas jong"),
        ("1 L", "1,5 L", "500 g", "ca. 400 g", "250 g"),
    ),
    (
        *("Diepvries", "Diepvries -18°C", ""),
        ("Doperwten", "Spinazie", "Pizza salami", "Friet", "Roomijs", "Vissticks"),
        ("450 g", "750 g", "1 kg", "900 ml"),
    ),
    (
        *("Groente en fruit", "Ongekoeld", ""),
        ("Bananen", "Elstar", "Tomaten", "Aardappelen", "Uien"),
        ("per kg", "1 kg", "2,5 kg", "500 g"),
    ),
    (
        *("Vlees", "Koelvers 0-4°C", ""),
        ("Kipfilet", "Rundergehakt", "Speklap", "Biefstuk"),
        ("ca. 500 g", "300 g", "per kg"),
    ),
    (
        *("Kruidenierswaren", "Kamertemperatuur", ""),
        ("Pindakaas", "Hagelslag", "Spaghetti", "Rijst", "Koffie", "Suiker", "Appelmoes"),
        ("350 g", "600 g", "1 kg", "570 ml"),
    ),
    (
        *("Huishoudelijk", "Droog", ""),
        ("Toiletpapier", "Vaatdoekjes", "Afwasborstel"),
        ("12 rollen", "5 stuks", "per stuk"),
    ),
    (
        *("Frisdrank", "Koel en droog bewaren", ""),
        ("Cola", "Sinas", "Bronwater", "Appelsap"),
        ("1,5 L", "6 x 1,5 L", "6 x 330 ml", "24 x 25 cl"),
    ),
    (
        *("Bier en wijn", "Droog", "18"),
        ("Pils", "Tripel", "Rode wijn", "Jenever"),
        ("24 x 30 cl", "6 x 33 cl", "75 cl", "1 L"),
    ),
    (
        *("Brood", "Omgevingstemperatuur", ""),
        ("Volkoren heel", "Wit half", "Krentenbollen 450 g"),
        ("800 g", "400 g", ""),
    ),
)


def coded(digits: str) -> str:
    """Put the check digit behind the digits of a bar code."""
    return digits + str(ean.calc_check_digit(digits))


def articles(many: int = 400) -> list[tuple[str, ...]]:
    """Make articles, a row each, under a GTIN or a number of the store's scale."""
    made = []
    rounds = {group[0]: 0 for group in _GROUPS}
    for number, (group, kept, age, names, sizes) in enumerate(islice(cycle(_GROUPS), many)):
        turn = rounds[group]
        rounds[group] += 1
        size = sizes[turn % len(sizes)]
        if size == "per kg":
            code = coded(f"21{10_000 + number}00000")
        elif number % 17 == 0:
            code = coded(f"{8_710_000 + number}")
        else:
            code = coded(f"871{4_000_000 + 37 * number:09d}")
        name = f"{_MAKERS[turn % len(_MAKERS)]} {names[turn % len(names)]} {number}"
        made.append(
            (
                code,
                str(40_000 + number),
                name,
                size,
                kept,
                age,
                group,
                f"{1 + number % 19},{number % 100:02d}",
            )
        )
    return made


def as_sold(article: Sequence[str], grams: int = 523) -> str:
    """Return the bar code at the till: one of the store's scale has the weight in it."""
    code = article[0]
    return coded(f"{code[:7]}{grams:05d}") if code.startswith("21") and len(code) == 13 else code
