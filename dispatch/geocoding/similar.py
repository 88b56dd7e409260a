"""Measure how alike two street names, towns or postcodes are, with typing errors in mind."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from dispatch.address_keys import street_key
from dispatch.files.text import words

_SHORTEST: Final = 8
"""One wrong letter in a name shorter than this counts as in a name of this length."""

_CONTAINED: Final = 0.8
_GUESSED: Final = 0.99

_AMBIGUOUS_TITLES: Final = {
    "pr": ("prins", "prinses"),
    "kon": ("koning", "koningin"),
    "b": ("burg",),
    "mgr": ("mgr", "monseigneur"),
}
_AMBIGUOUS_ENDINGS: Final = {
    "pl": ("plein", "plaats", "plantsoen"),
    "gr": ("gracht",),
    "st": ("straat",),
    "hf": ("hof",),
    "pd": ("pad",),
    "dk": ("dyk",),
    "sg": ("singel", "steeg"),
    "kde": ("kade",),
    "l": ("laan",),
    "w": ("weg",),
    "s": ("singel", "straat"),
}


@lru_cache(maxsize=4_096)
def readings(street: str) -> tuple[str, ...]:
    """Return the keys that a typed street may stand for, the plain one first.

    ``Pr. Beatrixlaan`` may be Prins or Prinses, ``Stationspl.`` plein, plaats or plantsoen.
    """
    parts = words(street)
    plain = street_key(street)
    if not parts:
        return (plain,)
    firsts = _AMBIGUOUS_TITLES.get(parts[0], (parts[0],)) if len(parts) > 1 else (parts[0],)
    lasts = [parts[-1]]
    dotted = street.rstrip().endswith(".")
    for short, full in _AMBIGUOUS_ENDINGS.items():
        if (
            parts[-1].endswith(short)
            and (dotted or len(short) > 1)
            and (len(parts) > 1 or parts[-1] != short)
        ):
            lasts += [parts[-1].removesuffix(short) + ending for ending in full]
    middle = parts[1:-1]
    keys = {plain: None}
    for first in firsts:
        for last in lasts:
            whole = [first, *middle, last] if len(parts) > 1 else [last]
            keys[street_key(" ".join(whole))] = None
    return tuple(keys)


def likeness(typed: str, name: str) -> float:
    """Return how alike two keys are, from 0 to 1; 1 only if they are equal.

    The distance is optimal string alignment (a doubled, missing, wrong or transposed letter is one
    step), over the longer length. A name that is a good part of the other counts as
    ``0.8`` at least: people leave first names, titles and ``straat`` out.
    """
    if typed == name:
        return 1.0
    from rapidfuzz.distance import OSA

    longest = max(len(typed), len(name), _SHORTEST)
    alike = 1.0 - float(OSA.distance(typed, name)) / longest
    short, long = sorted((typed, name), key=len)
    if len(short) >= 5 and 2 * len(short) >= len(long) and short in long:
        alike = max(alike, _CONTAINED)
    return max(alike, 0.0)


def street_likeness(typed: str, name_key: str) -> float:
    """Return how alike a typed street is to a key, in the best of its readings."""
    plain, *others = readings(typed)
    return max(likeness(plain, name_key), *(_GUESSED * likeness(key, name_key) for key in others), 0.0)


def nearest_streets(typed: str, keys: Sequence[str], limit: int = 12) -> list[tuple[str, float]]:
    """Return the keys most like a typed street, best first, with how alike they are."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found: dict[str, float] = {}
    for reading in readings(typed):
        if not reading:
            continue
        close = process.extract(
            reading, keys, scorer=OSA.normalized_similarity, score_cutoff=0.55, limit=limit
        )
        found |= {key: 0.0 for key, _, _ in close}
        if len(reading) >= 5:
            found |= {key: 0.0 for key in keys if reading in key or (len(key) >= 5 and key in reading)}
    scored = [(key, street_likeness(typed, key)) for key in found]
    return sorted(scored, key=lambda item: (-item[1], item[0]))[:limit]


def nearest_postcodes(typed: str, keys: Sequence[str], limit: int = 30) -> list[str]:
    """Return the postcodes at most one step (or two neighbours swapped) from a typed one."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    close = process.extract(typed, keys, scorer=OSA.distance, score_cutoff=1, limit=limit)
    return [key for key, _, _ in close]


def steps(one: str, other: str) -> int:
    """Count the letters that are wrong, missing, doubled or transposed."""
    from rapidfuzz.distance import OSA

    return int(OSA.distance(one, other))
