"""Parts of what errors say: an English text with its facts apart, so that every language can say it.

As with gettext, the English text is also the code by which :mod:`dispatch.words` finds the others.
"""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Phrase:
    """Hold a part of a sentence that has its own wording in each language.

    Parameters
    ----------
    text
        In English, with a ``{placeholder}`` for every fact.
    facts
        What the placeholders stand for.
    """

    text: str
    facts: "Mapping[str, Detail]" = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format_map({name: _in_english(fact) for name, fact in self.facts.items()})


type Detail = str | int | Path | date | Phrase | tuple[str | Phrase, ...]
"""A fact of an error; a number is written as the country does, several things with a semicolon between."""


def did_you_mean(name: str, known: Iterable[str]) -> Phrase:
    """Offer the known name that is most like one that is not known, or all of them, in brackets."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    if near:
        return Phrase(" (did you mean '{near}'?)", {"near": near[0]})
    return Phrase(" (known: {known})", {"known": ", ".join(names)}) if names else Phrase("")


def one_after_the_other(sentences: Sequence[Phrase]) -> Phrase:
    """Join whole sentences."""
    return reduce(lambda said, more: Phrase("{said} {more}", {"said": said, "more": more}), sentences)


def without_words(fact: "Detail") -> "Detail":
    """Leave out of a fact what may be a person's: numbers, dates and our own wording stay."""
    if isinstance(fact, Phrase):
        return Phrase(fact.text, {name: without_words(one) for name, one in fact.facts.items()})
    return fact if isinstance(fact, int | date) else "…"


class FaultError(ValueError):
    """Say what is the matter with a value; who knows where it stands says that, and what to do.

    Parameters
    ----------
    text
        In English, with a ``{placeholder}`` for every fact.
    facts
        What the placeholders stand for.
    """

    def __init__(self, text: str, /, **facts: Detail) -> None:
        self.phrase = Phrase(text, facts)
        super().__init__(str(self.phrase))


def _in_english(fact: Detail) -> str:
    if isinstance(fact, tuple):
        return "; ".join(map(str, fact))
    if isinstance(fact, date):
        return f"{fact:%A %d-%m-%Y}"
    return f"{fact:,}" if isinstance(fact, int) else str(fact)
