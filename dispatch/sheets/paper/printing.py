"""What all printed documents share: their words, type, logo, and the line that tells where they come from."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from dispatch.config import Sheets, Store
from dispatch.cores import cores
from dispatch.errors import ConfigError, UnsetError
from dispatch.files.disk import write_new, writing
from dispatch.model import PlannedDay
from dispatch.sheets.paper.joining import can_join, joined
from dispatch.sheets.paper.typesetting import Press, Typesetter, printable, read_logo
from dispatch.words import words

_A_PART: Final = 400
"""Stops, about, of a part of a document that is set in parts."""


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
        moment = f"{say.short_day(made.date())} {made:%H:%M}"
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
            "version": f"{version}{replaces}, {moment if replaces else say('made.at', moment=moment)}",
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
    parts
        Documents that are this one, one after the other: these are set, each once whoever else wants it,
        and joined. Without any, it is set as a whole.
    fronts
        Whether each part begins on the front of a leaf.
    """

    template: str
    title: str
    data: Mapping[str, Any]
    path: Path
    parts: tuple["Document", ...] = ()
    fronts: bool = False


class Printer:
    """Print documents of one day; made by :meth:`Paper.printer`.

    The store's own templates may say of the whole what is in none of its parts, so with them every
    document is set as a whole.
    """

    def __init__(self, press: Press, frame: Mapping[str, Any], made_at: str) -> None:
        self._press = press
        self._frame = frame
        self._made_at = made_at
        self._joins = press.ours and can_join()

    def print(self, documents: Iterable[Document]) -> tuple[Path, ...]:
        """Set documents side by side, write them, and return their paths in the same order.

        Each is set as soon as it is given, and whoever gives them may make the next meanwhile.

        Raises
        ------
        UnsetError
            If some of them cannot be set; the others are written.
        ResourceError
            If a file cannot be written.
        """
        # Typst lets go of the interpreter while it works, so threads do use every core.
        given: list[Document] = []
        with ThreadPoolExecutor(max_workers=cores()) as pool:
            sets: dict[int, Future[bytes]] = {}
            for document in documents:
                given.append(document)
                for leaf in self._leaves(document):
                    if id(leaf) not in sets:
                        sets[id(leaf)] = pool.submit(self._set, leaf)
            # What is joined comes first: each part is added while the next is set.
            printed = {
                document.path: self._print(document, lambda leaf: sets[id(leaf)].result())
                for document in sorted(given, key=lambda document: not document.parts)
            }
        faults = [fault for fault in printed.values() if fault is not None]
        written = tuple(document.path for document in given if printed[document.path] is None)
        if faults:
            missing = tuple(document.path.name for document in given if document.path not in written)
            raise UnsetError.because(faults[0], missing, written)
        return written

    def _leaves(self, document: Document) -> tuple[Document, ...]:
        """Give what is set for a document: itself, or its parts."""
        return document.parts if document.parts and self._joins else (document,)

    def _set(self, document: Document) -> bytes:
        data = {**self._frame, "title": self._title(document), **document.data}
        return self._press.pdf(document.template, data, self._made_at)

    def _print(self, document: Document, made: Callable[[Document], bytes]) -> ConfigError | None:
        """Print a document; return why it cannot be set, if so."""
        first, *_ = leaves = self._leaves(document)
        try:
            if first is document:
                pdf = made(first)
            else:
                pdf = joined(map(made, leaves), self._title(document), fronts=document.fronts)
        except ConfigError as fault:
            return fault
        with writing(document.path):
            write_new(document.path, pdf)
        return None

    def _title(self, document: Document) -> str:
        return f"{document.title} {self._frame['short_day']}"


def total(label: str, value: str, detail: str = "") -> dict[str, str]:
    """Put a sum into the data of a template."""
    return {"label": label, "value": value, "detail": detail}


def listing[T](
    document: Document, key: str, things: Sequence[T], size: Callable[[T], int], *, fronts: bool = False
) -> Document:
    """Return a document that lists things under a key of its data, in parts where they are many.

    Parameters
    ----------
    document
        What it is without them.
    key
        Where its template looks for them.
    things
        Each begins a page.
    size
        Stops of one.
    fronts
        Whether each begins on the front of a leaf.
    """
    cuts, held = [0], 0
    for place, thing in enumerate(things):
        if held >= _A_PART:
            cuts.append(place)
            held = 0
        held += size(thing)
    parts = [
        replace(document, data={**document.data, key: things[begin:end]})
        for begin, end in pairwise((*cuts, len(things)))
    ]
    whole = replace(document, data={**document.data, key: things}, fronts=fronts)
    return replace(whole, parts=tuple(parts)) if len(parts) > 1 else whole
