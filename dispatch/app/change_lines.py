"""A line of ``dispatch change`` as it is typed or stands in a file: its words, its flags, its names."""

import csv
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from dispatch.app.desk import DayDesk
from dispatch.app.names import unknown
from dispatch.app.request import named_moment
from dispatch.errors import InputError, UsageError
from dispatch.files.source import read_text
from dispatch.files.text import clean

_MOST_LINES: Final = 2000
_MOST_MB: Final = 4


class Words:
    """Take the words of one line: names first, then flags with or without a value."""

    def __init__(self, line: Sequence[str], desk: DayDesk, now: int | None) -> None:
        self.desk = desk
        self.now = now
        self._line = " ".join(line)
        self.names: list[str] = []
        self.flags: dict[str, str] = {}
        flag = ""
        for word in line[1:]:
            if word.startswith("--"):
                flag, equals, value = word[2:].partition("=")
                if flag in self.flags:
                    raise UsageError(
                        "--{flag} stands twice in '{line}'; nothing was written.", flag=flag, line=self._line
                    )
                self.flags[flag] = value
                flag = "" if equals or flag in _BARE else flag
            elif flag:
                self.flags[flag] = word
                flag = ""
            else:
                self.names.append(word)

    def only(self, *flags: str) -> None:
        """Refuse flags that the line does not know."""
        for flag in self.flags:
            if flag not in flags:
                raise unknown("flag", f"--{flag}", [f"--{one}" for one in flags])

    def some(self) -> list[str]:
        """Return at least one name."""
        if not self.names:
            raise self.wrong()
        return self.names

    def two(self) -> tuple[str, str]:
        """Return a name and the text behind it."""
        if len(self.names) < 2:
            raise self.wrong()
        return self.names[0], " ".join(self.names[1:])

    def one(self) -> str:
        """Return the only name."""
        if len(self.names) != 1:
            raise self.wrong()
        return self.names[0]

    def moment(self, flag: str) -> int | None:
        """Return the time of a flag; None where it has none."""
        return named_moment(self.flags[flag], flag) if self.flags.get(flag) else None

    def wrong(self) -> UsageError:
        """Say that the line is incomplete or says too much."""
        verb = self._line.split(" ", 1)[0]
        return UsageError(
            "'{line}' says too little or too much; nothing was written.",
            "Write it like: dispatch change {example}",
            line=self._line,
            example=EXAMPLES.get(verb, ""),
        )


_BARE: Final = frozenset({"first", "last", "new"})
"""Flags without a value; those of ``--out`` and ``--back`` may be left out."""


EXAMPLES: Final = {
    "cancel": "cancel 2611210042",
    "restore": "restore 2611210042",
    "window": "window 2611210042 18:00-19:00",
    "at": "at 2611210042 18:00",
    "address": 'address 2611210042 "Rapenburg 70, 2311 EZ Leiden"',
    "note": 'note 2611210042 "bell is broken, call"',
    "give": "give 2611210042 --to Tijn --first",
    "keep": "keep 2611210042 --from Tijn",
    "together": "together 2611210042 2611210043",
    "drop": "drop 2611210042 --until 2026-11-24",
    "lock": "lock R2.1",
    "unlock": "unlock R2.1",
    "courier": "courier Samira --out 17:10 --crates-back 17:30",
    "vehicle": "vehicle fiets-A --out 17:10",
    "store": "store --closes 19:15",
    "done": "done 2611210042 17:42 --outcome delivered",
}
"""One of each line."""


def read_lines(path: Path) -> Iterator[list[str]]:
    """Read a file with a change a line: as on the command line, or with cells between ``;``, ``,`` or tabs.

    Raises
    ------
    InputError
        If it cannot be read.
    """
    lines = read_text(path, _MOST_MB).splitlines()
    if len(lines) > _MOST_LINES:
        raise InputError(
            "{name} has more than {most} lines.",
            "Is it a list of changes?",
            name=path.name,
            most=_MOST_LINES,
        )
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield _split(line.strip(), path.name, number)


def _split(line: str, name: str, number: int) -> list[str]:
    first = line.split(maxsplit=1)[0]
    verb = next((word for word in (*EXAMPLES, "change") if first.casefold().startswith(word)), "")
    mark = first[len(verb) : len(verb) + 1] if verb else ""
    try:
        cells = mark in {";", ",", "\t"}
        words = next(csv.reader([line], delimiter=mark)) if cells else shlex.split(line)
    except (ValueError, csv.Error):
        raise InputError(
            "{name}, line {number}: a quotation mark is not closed.",
            "Close the quotation mark.",
            name=name,
            number=number,
        ) from None
    return [clean(word) for word in words if word.strip()]
