"""Bring what people write about an address into one form, so that equal addresses compare equal.

The keys are for comparing, never for showing. The gazetteer of a map is built with the same keys
that addresses are looked up with. A change here makes installed gazetteers stale, so
``dispatch.mapfiles.MAP_FORMAT`` has to rise with it.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self

from stdnum.exceptions import ValidationError
from stdnum.nl import postcode as nl_postcode

from dispatch.errors import ConfigError
from dispatch.files.text import words

_ORDINALS: Final = (
    *("eerste", "tweede", "derde", "vierde", "vijfde", "zesde"),
    *("zevende", "achtste", "negende", "tiende", "elfde", "twaalfde"),
)
_ORDINAL_WORDS: Final = {word: f"{number}e" for number, word in enumerate(_ORDINALS, 1)}
_POSTCODE_DIGITS: Final = re.compile(r"[1-9]\d{3}")
_POSTCODE_RANGE: Final = re.compile(r"([1-9]\d{3})\s*-\s*([1-9]\d{3})")
_ORDINAL: Final = re.compile(r"([0-9]{1,2})(?:e|de|ste)")

_TITLES: Final = {
    "admiraal": "adm",
    "bgm": "burg",
    "burgem": "burg",
    "burgemeester": "burg",
    "commissaris": "comm",
    "doctor": "dr",
    "dokter": "dr",
    "doktor": "dr",
    "dominee": "ds",
    "gebroeders": "gebr",
    "generaal": "gen",
    "ingenieur": "ir",
    "jonkheer": "jhr",
    "kapitein": "kapt",
    "kardinaal": "kard",
    "kolonel": "kol",
    "luitenant": "lt",
    "meester": "mr",
    "minister": "min",
    "monseigneur": "mgr",
    "pastoor": "past",
    "president": "pres",
    "professor": "prof",
    "sainte": "st",
    "secretaris": "secr",
    "sint": "st",
    "wethouder": "weth",
}
"""Titles in full and the abbreviation that stands for them alone. ``Pr.`` and ``Kon.`` stand for two
titles each, so they are no key but a guess, which is made when looking for near misses."""

_ENDINGS: Final = (
    ("dwstr", "dwarsstraat"),
    ("dwarsstr", "dwarsstraat"),
    ("strt", "straat"),
    ("str", "straat"),
    ("ln", "laan"),
    ("wg", "weg"),
    ("pln", "plein"),
    ("plts", "plaats"),
    ("plnts", "plantsoen"),
    ("sngl", "singel"),
    ("sgl", "singel"),
    ("grcht", "gracht"),
    ("kd", "kade"),
)

_CITIES: Final = {
    "sgravenhage": "denhaag",
    "shertogenbosch": "denbosch",
    "leyden": "leiden",
    "zoeterwoudedorp": "zoeterwoude",
    "zoeterwouderyndyk": "zoeterwoude",
    "katwykaanzee": "katwyk",
    "katwykaanderyn": "katwyk",
    "leidendorp": "leiderdorp",
}
_PROVINCES: Final = frozenset({"zh", "zuidholland", "nl", "nederland", "netherlands", "thenetherlands"})

_ADDITION_WORDS: Final = {
    "HUIS": "HS",
    "ROOD": "RD",
    "ZWART": "ZW",
    "BOVEN": "BOV",
    "BENEDEN": "BEN",
    "TEGENOVER": "TO",
}


@lru_cache(maxsize=65_536)
def street_key(street: str) -> str:
    """Return the key of a street: every usual spelling of one name gives the same.

    ``Lange St. Agnietenstr.`` and ``Lange Sint Agnietenstraat`` are one; so are ``1e`` and ``Eerste``,
    ``v.d.`` and ``van der``, ``dijk`` and ``dyk``, ``Prof.`` and ``Professor``; spaces, hyphens, accents
    and capitals do not count. Empty if there is no letter or digit in it.
    """
    parts = [_street_word(word) for word in words(street)]
    return "".join(_with_particles(parts))


def _street_word(word: str) -> str:
    word = _ORDINAL_WORDS.get(word) or _TITLES.get(word) or word
    ordinal = _ORDINAL.fullmatch(word)
    if ordinal:
        return f"{int(ordinal[1])}e"
    for short, full in _ENDINGS:
        if word.endswith(short):
            return word.removesuffix(short) + full
    return word


def _with_particles(parts: list[str]) -> list[str]:
    """Write ``van der``, ``van den``, ``van de``, ``v.d.`` and ``vd`` as ``vd``, and ``v.`` as ``van``."""
    joined: list[str] = []
    for index, part in enumerate(parts):
        after_van = joined[-1:] == ["van"]
        if after_van and (part in {"der", "den", "de"} or (part == "d" and parts[index - 1] == "v")):
            joined[-1] = "vd"
        elif part == "v" and index + 1 < len(parts):
            joined.append("van")
        else:
            joined.append(part)
    return joined


@lru_cache(maxsize=4_096)
def city_key(city: str) -> str:
    """Return the key of a town: ``Den Haag`` and ``'s-Gravenhage`` are one, ``(ZH)`` does not count."""
    parts = words(city.replace("a/d", "aan de ").replace("A/D", "aan de "))
    while len(parts) > 1 and parts[-1] in _PROVINCES:
        parts.pop()
    key = "".join("de" if part in {"den", "der"} and index else part for index, part in enumerate(parts))
    return _CITIES.get(key, key)


@lru_cache(maxsize=16_384)
def addition_key(addition: str) -> str:
    """Return the key of an addition to a house number: capitals without separators; ``huis`` is ``HS``."""
    plain = unicodedata.normalize("NFKD", addition)
    key = "".join(char for char in plain if char.isascii() and char.isalnum()).upper()
    return _ADDITION_WORDS.get(key, key)


@lru_cache(maxsize=65_536)
def postcode_key(postcode: str) -> str:
    """Return a postcode as ``2312AB``; empty if it is none.

    The rules are those of python-stdnum: four digits not beginning with 0, two letters other than
    SA, SD and SS.
    """
    try:
        return str(nl_postcode.validate(postcode)).replace(" ", "")
    except ValidationError:
        return ""


def write_postcode(key: str) -> str:
    """Write ``2312AB`` as people do, ``2312 AB``; anything else as it is."""
    return f"{key[:4]} {key[4:]}" if len(key) == 6 else key


@dataclass(frozen=True, slots=True)
class Postcodes:
    """Hold some of the postcodes that there are.

    Parameters
    ----------
    digits, whole
        Four-digit ones and whole ones; if both are empty, all there are.
    """

    digits: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()

    @classmethod
    def of(cls, rules: Iterable[str], setting: str) -> Self:
        """Read postcodes as configured: ``2311``, ``2311-2318`` or ``2311 AB``.

        Raises
        ------
        ConfigError
            If one cannot be understood; it names the setting.
        """
        digits: set[str] = set()
        whole: set[str] = set()
        for rule in rules:
            text = rule.strip()
            span = _POSTCODE_RANGE.fullmatch(text)
            if span and int(span[1]) <= int(span[2]):
                digits |= {str(number) for number in range(int(span[1]), int(span[2]) + 1)}
            elif _POSTCODE_DIGITS.fullmatch(text):
                digits.add(text)
            elif key := postcode_key(text):
                whole.add(key)
            else:
                raise ConfigError(
                    "{setting}: '{rule}' is not a postcode.",
                    'Write "2311", "2311-2318" or "2311 AB".',
                    setting=setting,
                    rule=rule,
                )
        return cls(frozenset(digits), frozenset(whole))

    def covers(self, postcode: str) -> bool:
        """Tell whether a postcode is among them; one that is none counts as if it were."""
        key = postcode_key(postcode)
        return not key or not (self.digits or self.whole) or key[:4] in self.digits or key in self.whole
