"""All documents of a day, made from one analysis of it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

from dispatch.cores import cores
from dispatch.errors import MapDrawingError, UnsetError
from dispatch.model import Code, Issue, PlannedDay, Severity
from dispatch.model.facts import written
from dispatch.ports import Written
from dispatch.sheets.marks import HEAVY_GRAMS
from dispatch.sheets.sheetday import SheetDay

_LONGEST: Final = 300


class DocumentWriter(Protocol):
    """Write one kind of document.

    Errors: :class:`dispatch.errors.ResourceError` when the folder cannot be written,
    :class:`dispatch.errors.UnsetError` when a document cannot be made.
    """

    def write(self, day: SheetDay, folder: Path) -> tuple[Path, ...]:
        """Write the files and return their paths."""
        ...


@runtime_checkable
class MapDocumentWriter(DocumentWriter, Protocol):
    """Write a document that has a map in it.

    Errors: :class:`dispatch.errors.MapDrawingError` besides, when the map cannot be drawn on.
    """

    def without_map(self) -> DocumentWriter:
        """Return a writer of the same document that draws on no map."""
        ...


class Documents:
    """Write every document of a day, writers side by side.

    Parameters
    ----------
    writers
        In order.
    heavy_grams
        Weight of an order, or of the mean crate of one, above which it is marked heavy.
    """

    def __init__(self, writers: Sequence[DocumentWriter], heavy_grams: int = HEAVY_GRAMS) -> None:
        self._writers = tuple(writers)
        self._heavy_grams = heavy_grams

    def write(self, day: PlannedDay, folder: Path) -> Written:
        """Write all files; a document that cannot be made is told.

        Raises
        ------
        ResourceError
            If the folder cannot be written.
        """
        sheet = SheetDay.of(day, self._heavy_grams)
        files: list[Path] = []
        issues = []
        # The typesetter lets go of the interpreter, so that pages of the screen are made while it works: a
        # writer of paper mostly waits for it, and leaves its core to another.
        with ThreadPoolExecutor(max_workers=2 * cores()) as pool:
            for made, told in pool.map(lambda writer: _made(writer, sheet, folder), self._writers):
                files += made
                issues += told
        return Written(tuple(files), tuple(dict.fromkeys(issues)))


def _made(writer: DocumentWriter, sheet: SheetDay, folder: Path) -> tuple[tuple[Path, ...], list[Issue]]:
    """Let a writer write; return its files, and what is missing or is not as it should be."""
    try:
        return writer.write(sheet, folder), []
    except UnsetError as fault:
        return fault.written, [_missing(name, fault) for name in fault.names]
    except MapDrawingError as fault:
        if not isinstance(writer, MapDocumentWriter):
            raise
        made, told = _made(writer.without_map(), sheet, folder)
        return made, [_unmapped(fault), *told]


def _unmapped(fault: MapDrawingError) -> Issue:
    """Tell that maps have no ground, and why."""
    facts = (written("why", fault.why[:_LONGEST]),)
    return Issue(Code.BACKGROUND_UNUSABLE, Severity.WARNING, facts=facts, field="travel.map")


def _missing(name: str, fault: UnsetError) -> Issue:
    """Tell which document cannot be made, and why: the first line of what the typesetter says."""
    why = str(fault).splitlines()[0][:_LONGEST]
    return Issue(
        Code.DOCUMENT_MISSING,
        Severity.WARNING,
        facts=(written("document", name), written("why", why)),
        field="sheets",
    )
