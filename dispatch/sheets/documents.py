"""All documents of a day, made from one analysis of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from dispatch.model import PlannedDay
from dispatch.sheets.marks import HEAVY_GRAMS
from dispatch.sheets.sheetday import SheetDay


class DocumentWriter(Protocol):
    """Write one kind of document.

    Errors: :class:`dispatch.errors.ResourceError` when the folder cannot be written.
    """

    def write(self, day: SheetDay, folder: Path) -> tuple[Path, ...]:
        """Write the files and return their paths."""
        ...


class Documents:
    """Write every document of a day, one writer after the other.

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

    def write(self, day: PlannedDay, folder: Path) -> tuple[Path, ...]:
        """Write all files and return their paths.

        Raises
        ------
        ResourceError
            If the folder cannot be written.
        """
        sheet = SheetDay.of(day, self._heavy_grams)
        return tuple(path for writer in self._writers for path in writer.write(sheet, folder))
