"""Read single cells: amounts, weights and volumes, yes and no, numbers of receipts.

Every reader takes clean text and raises :class:`UnreadableError`, which names what was expected.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal, Self

from dispatch.files.text import words

Decimals = Literal["", ",", "."]
"""The decimal sign of a store's files; empty where each number shows it by itself."""

_YES: Final = frozenset(
    {
        *("ja", "j", "yes", "y", "true", "waar", "t", "1", "x", "on", "aan", "ok", "18plus", "18"),
        *(
            "bezorgen",
            "bezorging",
            "bezorgd",
            "thuisbezorgen",
            "thuisbezorging",
            "thuis",
            "delivery",
            "deliver",
        ),
    }
)
_NO: Final = frozenset(
    {
        *("nee", "n", "neen", "no", "false", "onwaar", "f", "0", "off", "uit", "geen"),
        *("afhalen", "ophalen", "afhaal", "winkel", "meegenomen", "pickup", "collect", "store"),
    }
)
_ANSWERS: Final = frozenset(
    {*("ja", "j", "yes", "y", "true", "waar", "1", "x", "nee", "n", "neen", "no", "false", "onwaar", "0")}
)
_TICKS: Final = frozenset("✓✔☑✅✗")
_DELIVERED: Final = re.compile(
    r"(?:thuis|avond|middag|ochtend|zaterdag|fiets|spoed|gratis)?bezorg.*|deliver.*|(?:af)?lever(?:en|ing|d)|thuis|(?:fiets)?koerier|courier"
)
_COLLECTED: Final = re.compile(
    r"(?:zelf)?(?:af|op)ha(?:al|len).*|pickup|collect.*|winkel|store|instore|balie|meegenomen|meenemen|takeaway"
    r"|eatin|dinein|terplaatse|opeten|togo"
)
_FROM_THE_STORE: Final = re.compile(
    r"\b(?:door|vanuit|from|by)\s+(?:de |the |onze |our )?(?:winkel|store)\b", re.IGNORECASE
)
_PLAIN_YES: Final = (["ja"], ["yes"])
_PLAIN_NO: Final = (["nee"], ["no"])
_NEGATIONS: Final = frozenset({"niet", "geen", "no", "not", "without", "zonder"})
_CANCELLED: Final = re.compile(
    r".*(?:geannul|annuler|cancel|refund|terugbetaald|void|mislukt|failed|vervallen|ingetrokken|withdrawn|trash|deleted"
    r"|storn|charge ?back|charged back|gecrediteerd|\bcredit(?:ed| ?nota| ?note| ?memo)?$|reversed"
    r"|teruggedraaid"
    r"|verwyderd|abandoned|rejected|afgewezen|geweigerd|expired|verlopen).*"
)
_DOUBTFUL: Final = re.compile(
    r".*\b(?:concept|draft|quot(?:e|ation)|offerte|(?:on )?hold|in de wacht|wacht(?:end|en)?|pending|unpaid"
    r"|not paid|niet betaald|onbetaald|retour|returned|afgekeurd|declined|blocked|geblokkeerd|fraude?"
    r"|suspended|delivered|(?:af)?geleverd|bezorgd|shipped|verzonden|fulfilled|onderweg|in transit)\b.*"
)
_DONE: Final = re.compile(r"delivered|geleverd|bezorgd|shipped|verzonden|fulfilled")
_NOT_YET: Final = re.compile(r".*\b(?:niet|not|nog|te|to be|wordt|worden|klaar)\b.*")
_NOT_CANCELLED: Final = re.compile(r".*(?:\bpartial|\bgedeeltelyk|\bniet\b|\bnot\b|\bun).*")
_BLANKS: Final = frozenset(
    {
        *("-", "--", "---", "–", "—", ".", "n.v.t.", "nvt", "n.v.t", "n/a", "n.a.", "null", "none", "nil"),  # noqa: RUF001
        *("nan", "geen", "leeg", "(leeg)", "(blank)", "(none)", "niet van toepassing"),
    }
)

_CELL_ERRORS: Final = frozenset(
    {
        *(
            "#N/A",
            "#N/B",
            "#REF!",
            "#VERW!",
            "#VALUE!",
            "#WAARDE!",
            "#DIV/0!",
            "#DEEL/0!",
            "#NAME?",
            "#NAAM?",
        ),
        *(
            "#NUM!",
            "#GETAL!",
            "#NULL!",
            "#LEEG!",
            "#SPILL!",
            "#OVERLOOP!",
            "#CALC!",
            "#BEREKENEN!",
            "#FIELD!",
        ),
        *("#GETTING_DATA", "#####", "########", "#ERR", "#ERROR!", "#FOUT!"),
    }
)
_AMOUNT: Final = re.compile(r"(-?)([0-9][0-9.,' ]{0,19})(?:[eE]([+-]?[0-9]{1,2}))?")
_UNITS: Final = re.compile(
    r"^(?:€|eur|\$|usd|£|gbp)\s*"
    r"|\s*(?:€|eur|euro|\$|usd|£|gbp|min|minuten|minutes|stuks|stks?|st|x|,-"
    r"|krat(?:ten)?|crates?|tas(?:sen)?|bags?|bak(?:ken)?|doos|dozen|box(?:es)?|kist(?:en)?|colli)$",
    re.IGNORECASE,
)
_GRAMS: Final = {
    **dict.fromkeys(("g", "gr", "gram", "grams"), Decimal(1)),
    **dict.fromkeys(("kg", "kgs", "kilo", "kilogram"), Decimal(1000)),
    **dict.fromkeys(("lb", "lbs"), Decimal("453.592")),
    **dict.fromkeys(("oz",), Decimal("28.3495")),
}
_MILLILITRES: Final = {
    **dict.fromkeys(("ml", "cc"), Decimal(1)),
    **dict.fromkeys(("cl",), Decimal(10)),
    **dict.fromkeys(("dl",), Decimal(100)),
    **dict.fromkeys(("l", "lt", "ltr", "liter", "litre", "liters", "litres"), Decimal(1000)),
}
_MEASURED: Final = re.compile(r"(.*?)\s*([a-z]+)\.?", re.IGNORECASE)
_SMALL: Final = frozenset({"g", "gr", "gram", "grams", "ml", "cc"})
"""Units of which nobody writes thousandths: three digits behind a separator are thousands."""

_FEW_DECIMALS: Final = re.compile(r"[0-9]{1,2}[.,][0-9]{1,2}")
_SMALLEST_WITH_DECIMALS: Final = 30
"""Grams and millilitres below which decimals look like kilograms and litres."""

Unit = Literal["g", "kg", "lb", "oz", "ml", "cl", "l"]
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3})*")


class UnreadableError(ValueError):
    """A cell cannot be read.

    Parameters
    ----------
    about
        What was expected: ``number``, ``flag``, ``clock``, ``calendar`` for a date that exists, ``offset``
        from UTC, ``span`` of time, ``temperature``.
    """

    def __init__(self, about: str) -> None:
        super().__init__(about)
        self.about = about


@dataclass(frozen=True, slots=True)
class Answers:
    """Know what means yes, no and cancelled, in two languages and in the store's own words.

    Parameters
    ----------
    yes, no, cancelled
        The store's own words, as :func:`_answer_key` writes them; they win over the program's.
    """

    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    cancelled: frozenset[str] = frozenset()

    @classmethod
    def of(cls, yes: Iterable[str], no: Iterable[str], cancelled: Iterable[str]) -> Self:
        """Take words as people write them."""
        return cls(*(frozenset(map(_answer_key, own)) for own in (yes, no, cancelled)))

    def knows(self, text: str) -> bool:
        """Tell whether a word is one of the store's own."""
        return _answer_key(text) in self.yes | self.no | self.cancelled

    def flag(self, text: str) -> bool:
        """Read yes or no; empty is no."""
        key = _answer_key(text)
        if key in self.yes:
            return True
        return False if key in self.no else flag(text)

    def is_cancelled(self, text: str) -> bool:
        """Tell whether the state of an order says that it is not to be delivered."""
        key = _answer_key(text)
        if key in self.cancelled:
            return True
        if key in self.yes or key in self.no:
            return False
        spaced = " ".join(words(text))
        return bool(_CANCELLED.fullmatch(spaced)) and not _NOT_CANCELLED.fullmatch(spaced)

    def is_doubtful(self, text: str) -> bool:
        """Tell whether the state of an order leaves it open whether it is to be delivered at all."""
        spaced = " ".join(words(text))
        if self.knows(text) or not _DOUBTFUL.fullmatch(spaced):
            return False
        return not (_DONE.search(spaced) and _NOT_YET.fullmatch(spaced))

    def says_cancelled(self, text: str) -> bool:
        """Tell whether a cell under a header such as ``Cancelled at`` says so: anything but a no does."""
        if _answer_key(text) in self.cancelled:
            return True
        if is_blank(text) or _NOT_CANCELLED.fullmatch(" ".join(words(text))):
            return False
        try:
            return self.flag(text)
        except UnreadableError:
            return True


def is_blank(text: str) -> bool:
    """Tell whether a cell says that there is nothing: empty, a dash, ``n.v.t.``, ``null``."""
    return not text or text.casefold() in _BLANKS


def is_cell_error(text: str) -> bool:
    """Tell whether a cell holds a spreadsheet's error instead of a value."""
    return text[:1] == "#" and text.upper() in _CELL_ERRORS


@lru_cache(maxsize=8192)
def amount(text: str, *, money: bool = False, decimal: Decimals = "") -> Decimal:
    """Read a number with a decimal comma or point, with or without thousands and a unit of counting.

    The last of two different separators is the decimal one. A single one before three digits is
    that too (``1,250`` kg), except in money, where it groups thousands. A ``decimal`` sign that is
    known settles it.
    """
    plain = _UNITS.sub("", unicodedata.normalize("NFKC", text).replace("−", "-").strip()).strip()  # noqa: RUF001
    found = _AMOUNT.fullmatch(plain)
    if not found:
        raise UnreadableError("number")
    sign, digits, exponent = found.groups()
    read = _known_digits(digits.strip(), decimal) if decimal else _plain_digits(digits.strip(), money=money)
    value = Decimal(read).scaleb(int(exponent or 0))
    return -value if sign else value


def weight(text: str, unit: Unit, *, decimal: Decimals = "") -> Decimal:
    """Read a weight in grams; a unit in the cell wins over that of its column."""
    return _measured(text, unit, _GRAMS, decimal)


def volume(text: str, unit: Unit, *, decimal: Decimals = "") -> Decimal:
    """Read a volume in millilitres; a unit in the cell wins over that of its column."""
    return _measured(text, unit, _MILLILITRES, decimal)


def is_of_weight(unit: str) -> bool:
    """Tell whether a unit, as anybody may write it, is one of weight."""
    return unit.casefold() in _GRAMS


@lru_cache(maxsize=8192)
def is_guess(text: str, unit: Unit, *, decimal: Decimals = "") -> bool:
    """Tell whether a weight or volume could be meant otherwise than it is read.

    A unit in the cell may contradict that of its column; in small units, where three decimals make no
    sense, a sign before three digits is taken for one between thousands.
    """
    units = _GRAMS if is_of_weight(unit) else _MILLILITRES
    found = _MEASURED.fullmatch(text)
    if found and found[2].casefold() in units:
        return units[found[2].casefold()] != units[unit]
    if unit not in _SMALL:
        return False
    if _FEW_DECIMALS.fullmatch(text) and 0 < float(text.replace(",", ".")) < _SMALLEST_WITH_DECIMALS:
        return not text.rstrip("0").endswith((",", "."))
    return not decimal and _GROUPED.fullmatch(text) is not None


def _measured(text: str, unit: str, units: dict[str, Decimal], decimal: Decimals) -> Decimal:
    found = _MEASURED.fullmatch(text)
    if found and found[2].casefold() in units:
        text, unit = found[1], found[2].casefold()
    return amount(text, money=unit in _SMALL, decimal=decimal) * units[unit]


def _known_digits(digits: str, decimal: str) -> str:
    """Take a number apart where the decimal sign is known."""
    whole, _, fraction = digits.partition(decimal)
    if (not whole.isdigit() and not _GROUPED.fullmatch(whole)) or not (fraction.isdigit() or not fraction):
        raise UnreadableError("number")
    return "".join(filter(str.isdigit, whole)) + (f".{fraction}" if fraction else "")


def _plain_digits(digits: str, *, money: bool) -> str:
    separators = {char for char in digits if not char.isdigit()}
    if not separators:
        return digits
    last = max(separators, key=digits.rfind)
    thousands = money and digits[-4:-3] == last and not digits.startswith("0")
    if len(separators) == 1 and (digits.count(last) > 1 or last in " '" or thousands):
        whole, fraction = digits, ""
    else:
        whole, _, fraction = digits.rpartition(last)
    grouped = any(not char.isdigit() for char in whole)
    if (grouped and not _GROUPED.fullmatch(whole)) or not (fraction.isdigit() or not fraction):
        raise UnreadableError("number")
    return "".join(filter(str.isdigit, whole)) + (f".{fraction}" if fraction else "")


@lru_cache(maxsize=1024)
def flag(text: str) -> bool:
    """Read yes or no; empty is no.

    A way of delivery is an answer too: ``Local delivery`` is yes, ``Afhalen in de winkel`` is no.
    """
    if is_blank(text):
        return False
    if text in _TICKS:
        return True
    word = _answer_key(text)
    if word in _YES or text in {"1.0", "1,0", "+"}:
        return True
    if word in _NO or text in {"0.0", "0,0"}:
        return False
    found = words(_FROM_THE_STORE.sub("", text))
    delivered, collected, negated = _mentioned(found)
    if found[:1] in _PLAIN_NO and (not delivered or set(found[1:]) & _NEGATIONS):
        return False
    delivered |= found[:1] in _PLAIN_YES and not negated
    if delivered is collected or (negated and collected):
        raise UnreadableError("flag")
    return delivered and not negated


def is_answer(text: str) -> bool:
    """Tell whether a cell is a plain yes or no and nothing else."""
    return _answer_key(text) in _ANSWERS


def _mentioned(found: list[str]) -> tuple[bool, bool, bool]:
    """Tell whether words speak of delivering, of collecting, and of not doing so."""
    joined = [*found, *(one + other for one, other in pairwise(found))]
    return (
        any(_DELIVERED.fullmatch(word) for word in joined),
        any(_COLLECTED.fullmatch(word) for word in joined),
        any(word in _NEGATIONS for word in found),
    )


def _answer_key(text: str) -> str:
    return "".join(words(text.replace("+", " plus ")))


def receipt_number(text: str) -> str:
    """Take off the ``.0`` that a number gets when a program has held it as one with decimals."""
    return re.sub(r"^([0-9]+)[.,]0+$", r"\1", text)


def receipt_key(text: str) -> str:
    """Return what stays of a receipt number whatever a program did to it: no ``#``, no zeros in front."""
    return receipt_number(text).replace(" ", "").lstrip("#").lstrip("0").casefold()
