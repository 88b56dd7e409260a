"""What a plan can be held against, how much of it was at hand, and what was found."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from dispatch.checking.agreement import Discrepancy, Witness


class Look(StrEnum):
    """Name what a plan can be held against."""

    RULES = "rules"
    HASHES = "hashes"
    SIGNATURE = "signature"
    BOOK = "book"
    AGREEMENT = "agreement"
    SETTINGS = "settings"
    FILES = "files"
    DOCUMENTS = "documents"
    INPUTS = "inputs"
    ORDERS = "orders"
    PLACES = "places"
    TRAVEL = "travel"
    TELLING = "telling"


@dataclass(frozen=True, slots=True)
class Looked:
    """Say whether one thing could be looked at.

    Parameters
    ----------
    look
        Which.
    done
        Whether it could.
    about
        How (``till``, ``book``, ``own``), or why not (``no_key``, ``unsigned``, ``other_program`` …).
    n
        How many it was, where that can be counted.
    """

    look: Look
    done: bool
    about: str = ""
    n: int = 0


@dataclass(slots=True)
class Evidence:
    """Gather what is found, and what could be looked at."""

    found: list[Discrepancy] = field(default_factory=list)
    looked: list[Looked] = field(default_factory=list)

    def note(self, look: Look, about: str = "", *, done: bool = True, n: int = 0) -> None:
        """Write down whether something could be looked at."""
        self.looked.append(Looked(look, done, about, n))

    def tell(self, against: Witness, what: str, where: str = "") -> None:
        """Write down in what the run and a witness differ."""
        self.found.append(Discrepancy(what, where, against))

    def tell_all(self, against: Witness, names: Iterable[str]) -> None:
        """Write down several values or files that a witness has otherwise."""
        for name in names:
            self.tell(against, name)
