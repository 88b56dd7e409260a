"""Know what the store sells: temperature, weight, volume and age limit of each article by its number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Final, Self

from dispatch.files.text import words
from dispatch.intake.values import receipt_number
from dispatch.model import Issue, Temperature

_SCALE_CODE: Final = re.compile(r"2[0-9]{12}")
_ARTICLE_DIGITS: Final = 7
"""Digits of a bar code from the store's scale that name the article; what was weighed follows."""


@dataclass(frozen=True, slots=True)
class Article:
    """Hold what is known of an article; None for what its row does not say.

    Parameters
    ----------
    name
        As the store calls it.
    temperature
        How it is kept.
    grams, millilitres
        Of one piece, or of a kilogram of what is sold by weight.
    restricted
        Whether it is sold to adults only.
    """

    name: str = ""
    temperature: Temperature | None = None
    grams: Decimal | None = None
    millilitres: Decimal | None = None
    restricted: bool | None = None


@dataclass(frozen=True, slots=True)
class Sold:
    """Hold an article that was sold, and its weight where the bar code of a scale tells it."""

    article: Article
    weighed: Decimal | None = None

    def sizes(self, quantity: Decimal) -> tuple[Decimal, Decimal | None, Decimal | None]:
        """Return pieces, and grams and millilitres of each; of what was weighed as the scale says.

        A till may write kilograms as the quantity of what was weighed: it is one piece.
        """
        article = self.article
        if self.weighed is None:
            return quantity, article.grams, article.millilitres
        pieces = quantity if quantity == int(quantity) else Decimal(1).copy_sign(quantity)
        if not article.grams or not article.millilitres:
            return pieces, self.weighed, None
        return pieces, self.weighed, article.millilitres * self.weighed / article.grams


@dataclass(frozen=True, slots=True)
class ScaleCode:
    """Know one layout of the bar codes that the store's scales print.

    Parameters
    ----------
    prefix
        Digits that it begins with.
    article, weighed
        Where the digits of the article and of the grams stand; the latter is empty where it tells a price.
    """

    prefix: str
    article: slice
    weighed: slice

    @classmethod
    def of(cls, layout: str) -> Self:
        """Read a layout such as ``21AAAAAWWWWWC``."""
        prefix = layout[: len(layout) - len(layout.lstrip("0123456789"))]

        def place(letter: str) -> slice:
            return slice(layout.find(letter), layout.rfind(letter) + 1) if letter in layout else slice(0, 0)

        return cls(prefix, place("A"), place("W"))


@dataclass(frozen=True, slots=True)
class Assortment:
    """Find articles by number or by name.

    Parameters
    ----------
    numbers
        Key of a number → article.
    names
        Key of a name that only one article has → article.
    scale_codes
        Layouts of the bar codes of the store's scales.
    issues
        About the file.
    """

    numbers: Mapping[str, Article] = field(default_factory=dict)
    names: Mapping[str, Article] = field(default_factory=dict)
    scale_codes: tuple[ScaleCode, ...] = ()
    issues: tuple[Issue, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.numbers or self.names)

    def find(self, number: str, name: str) -> Sold | None:
        """Find what was sold by its number, by the bar code of a scale, else by its name."""
        text = receipt_number(number)
        if text:
            listed = self.numbers.get(number_key(text))
            found = self._weighed(text) if listed is None else Sold(listed)
            if found is not None:
                return found
        named = self.names.get(name_key(name)) if name else None
        return None if named is None else Sold(named)

    def _weighed(self, text: str) -> Sold | None:
        if not is_scale_code(text):
            return None
        layout = next((one for one in self.scale_codes if text.startswith(one.prefix)), None)
        own = text[layout.article] if layout else text[2:_ARTICLE_DIGITS]
        keys = (number_key(text[:_ARTICLE_DIGITS]), number_key(own))
        article = next((self.numbers[key] for key in keys if key in self.numbers), None)
        grams = text[layout.weighed] if layout else ""
        return None if article is None else Sold(article, Decimal(grams) if grams.strip("0") else None)


NO_ASSORTMENT: Final = Assortment()
"""What a store knows that has no list of its articles."""


def is_scale_code(text: str) -> bool:
    """Tell whether a number is one that a store gives to what it weighs itself: 13 digits from 2 on."""
    return _SCALE_CODE.fullmatch(text) is not None and check_digit_fits(text)


def number_key(text: str) -> str:
    """Return what stays of an article's number however it was written: leading zeros of a GTIN say nothing.

    The number of what a scale weighs is the same whatever it weighed: zeros stand there in the list.
    """
    plain = re.sub(r"[\s.-]", "", text).casefold()
    if plain.isascii() and plain.isdigit():
        return plain.lstrip("0") or "0"
    return plain


@lru_cache(maxsize=8192)
def name_key(text: str) -> str:
    """Return what stays of an article's name: words without capitals and accents."""
    return " ".join(words(text))


def without_weight(number: str) -> str:
    """Return the digits of the article alone, of a code for what is weighed that stands in a list."""
    weighed = _SCALE_CODE.fullmatch(number) and number[_ARTICLE_DIGITS:-1].strip("0") == ""
    return number[:_ARTICLE_DIGITS] if weighed else number


def check_digit_fits(number: str) -> bool:
    """Tell whether the last digit of a bar code is the one that the others ask for."""
    from stdnum import ean

    return bool(ean.is_valid(number))
