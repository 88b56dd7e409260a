"""Names of files made of names of routes: always inside their folder, never two alike."""

import re
from collections.abc import Sequence
from typing import Final

_UNSAFE: Final = re.compile(r"[^0-9A-Za-z_-]+")
_LONGEST: Final = 60
_RESERVED: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))
)


def file_stems(names: Sequence[str]) -> tuple[str, ...]:
    """Give each name a stem that is safe on every file system and unlike the others.

    ``R1`` stays ``R1``; ``../x`` becomes ``x``; what is left with nothing becomes ``route``.
    """
    stems: list[str] = []
    taken: set[str] = set()
    for name in names:
        stem = _UNSAFE.sub("-", name).strip("-")[:_LONGEST] or "route"
        if stem.lower() in _RESERVED:
            stem = f"{stem}-route"
        unique, number = stem, 2
        while unique.lower() in taken:
            unique, number = f"{stem}-{number}", number + 1
        taken.add(unique.lower())
        stems.append(unique)
    return tuple(stems)
