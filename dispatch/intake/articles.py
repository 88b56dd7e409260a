"""Group the rows of exports that have a row an article into receipts."""

from dispatch.files.headers import Columns
from dispatch.files.records import Record

_ARTICLE = frozenset({"item_article", "item_code", "item_quantity"})


class Articles:
    """Tell which rows only add an article to a receipt that stands further up.

    Web shops write a row for each article: with the order's own cells on the first row only, or repeated on
    each. A row adds nothing else if each cell of the order is empty or as on the first row, and an article,
    or a cell that the program does not know, differs.

    Parameters
    ----------
    columns
        Of the file.
    """

    def __init__(self, columns: Columns) -> None:
        self._receipt = columns.places["receipt_id"]
        known = set(columns.places.values())
        known |= {place for door in columns.doors for place in door.values()}
        known |= {place for places in columns.spares.values() for place in places}
        self._articles = {place for column, place in columns.places.items() if column in _ARTICLE}
        self._order = sorted(known - self._articles)
        self._width = len(columns.headers)
        self._first: dict[str, Record] = {}
        self._last: Record | None = None

    def belongs(self, record: Record) -> bool:
        """Take a row; return whether it only adds an article to one before."""
        if len(record.cells) < self._width and not self._articles:
            return False
        receipt = record.text(self._receipt)
        first = self._first.get(receipt) if receipt else self._last if self._articles else None
        if first is None or not self._adds(record, first, named=bool(receipt)):
            if receipt:
                self._last = self._first.setdefault(receipt, record)
            return False
        return True

    def _adds(self, record: Record, first: Record, *, named: bool) -> bool:
        for place in self._order:
            text = record.text(place)
            if text and text != first.text(place):
                return False
        others = [place for place in range(self._width) if place not in self._order]
        if not named:
            return any(record.text(place) for place in self._articles)
        return any(record.text(place) != first.text(place) for place in others) and self._same_or_articles(
            record, first
        )

    def _same_or_articles(self, record: Record, first: Record) -> bool:
        """Tell whether empty cells of the order may be left out: only where there are articles."""
        if self._articles:
            return True
        return all(record.text(place) == first.text(place) for place in self._order)
