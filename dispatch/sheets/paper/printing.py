"""What all printed documents share: their words, type, logo, and the line that tells where they come from."""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dispatch.config import Sheets, Store
from dispatch.errors import ConfigError, UnsetError
from dispatch.files.disk import write_new, writing
from dispatch.model import PlannedDay
from dispatch.sheets.paper.typesetting import Press, Typesetter, printable, read_logo
from dispatch.words import words


class Paper:
    """Hold what the store wants its paper to look like.

    Parameters
    ----------
    store
        Name, phone and language at the head of each sheet.
    sheets
        Colour, logo, texts, templates.

    Raises
    ------
    ConfigError
        If a text, the logo or the folder of templates does not exist.
    """

    def __init__(self, store: Store, sheets: Sheets) -> None:
        self.say = words(store.language, sheets.texts)
        self.store = store
        self._colour = sheets.colour
        self._logo = read_logo(sheets.logo)
        self._typesetter = Typesetter(sheets.templates)

    @contextmanager
    def printer(self, day: PlannedDay) -> Iterator["Printer"]:
        """Open a printer for the documents of a day."""
        with self._typesetter.press() as press:
            yield Printer(press, self._frame(day), day.provenance.made_at)

    def _frame(self, day: PlannedDay) -> dict[str, Any]:
        """Give what every document of the day may print."""
        say, made = self.say, datetime.fromisoformat(day.provenance.made_at)
        version = say("version", version=day.version)
        replaces = f" ({say('version.replaces', version=day.replaces)})" if day.replaces else ""
        moment = say("made.at", moment=f"{say.short_day(made.date())} {made:%H:%M}")
        sources = dict.fromkeys(map(say.travel, day.problem.travel))
        origin = [
            *([say("travel", source=", ".join(sources))] if sources else []),
            say("program", version=day.provenance.program),
        ]
        return {
            "language": say.language,
            "colour": self._colour,
            "logo": list(self._logo),
            "words": dict(say.texts),
            "store": {"name": printable(self.store.name), "phone": printable(self.store.phone)},
            "day": say.day(day.day),
            "short_day": say.short_day(day.day),
            "version": f"{version}{replaces}, {moment}",
            "short_version": version,
            "origin": " · ".join(origin),
        }


@dataclass(frozen=True, slots=True)
class Document:
    """Say what to print.

    Parameters
    ----------
    template
        Name of the template without its ending.
    title
        Of the PDF; the date is added.
    data
        What the template needs besides what all documents share.
    path
        The file.
    """

    template: str
    title: str
    data: Mapping[str, Any]
    path: Path


class Printer:
    """Print documents of one day; made by :meth:`Paper.printer`."""

    def __init__(self, press: Press, frame: Mapping[str, Any], made_at: str) -> None:
        self._press = press
        self._frame = frame
        self._made_at = made_at

    def print(self, documents: Sequence[Document]) -> tuple[Path, ...]:
        """Set documents side by side, write them, and return their paths in the same order.

        Raises
        ------
        UnsetError
            If some of them cannot be set; the others are written.
        ResourceError
            If a file cannot be written.
        """
        # Typst lets go of the interpreter while it works, so threads do use every core.
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            printed = list(pool.map(self._print, documents))
        written = tuple(path for path in printed if isinstance(path, Path))
        faults = [fault for fault in printed if isinstance(fault, ConfigError)]
        if faults:
            missing = tuple(document.path.name for document in documents if document.path not in written)
            raise UnsetError.because(faults[0], missing, written)
        return written

    def _print(self, document: Document) -> Path | ConfigError:
        """Print a document; return its path, or why it cannot be set."""
        title = f"{document.title} {self._frame['short_day']}"
        data = {**self._frame, "title": title, **document.data}
        try:
            pdf = self._press.pdf(document.template, data, self._made_at)
        except ConfigError as fault:
            return fault
        path = document.path
        with writing(path):
            write_new(path, pdf)
        return path


def total(label: str, value: str, detail: str = "") -> dict[str, str]:
    """Put a sum into the data of a template."""
    return {"label": label, "value": value, "detail": detail}
