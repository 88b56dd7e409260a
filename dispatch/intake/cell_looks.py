"""Tell what a column may hold by its cells, where its header says nothing to the program."""

import re
from collections.abc import Sequence
from typing import Final

from dispatch.intake.moments import read_moment
from dispatch.intake.values import UnreadableError, is_mobile, local_phone

_MOST: Final = 200
_SHARE: Final = 0.6
"""Share of the filled cells that must look alike."""
_SPAN: Final = re.compile(
    r"(?=.*[:.uh]|.*[ap]m|.*tot|.*to )[0-9]{1,2}([:.uh][0-9]{2})?\s*(?:u(?:ur)?|am|pm|h)?"
    r"\s*(?:-|–|tot|to|/)\s*[0-9]{1,2}([:.uh][0-9]{2})?\s*(?:u(?:ur)?|am|pm|h)?",  # noqa: RUF001
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"[^\W\d].*[0-9].*\b[1-9][0-9]{3} ?[A-Z]{2}\b.*", re.IGNORECASE)

SERVED_BY: Final = {
    "window": frozenset({"window", "window_from", "window_to"}),
    "phone": frozenset({"phone", "mobile"}),
}
"""Where one of these columns is there, nothing is missing; a second address always is a doubt."""


def looks_by_cells(texts: Sequence[str]) -> str:
    """Return the column of the program that cells look like: a window, a phone, an address; empty if none.

    Parameters
    ----------
    texts
        Filled cells of one column.
    """
    sample = texts[:_MOST]
    for column, fits in (("window", _is_span), ("phone", _is_phone), ("address", _is_address)):
        if sum(map(fits, sample)) > len(sample) * _SHARE:
            return column
    return ""


def _is_span(text: str) -> bool:
    if not _SPAN.fullmatch(text):
        return False
    try:
        read_moment(text, None)
    except UnreadableError:
        return True
    return False  # a date, or one time


def _is_phone(text: str) -> bool:
    return is_mobile(local_phone(text))


def _is_address(text: str) -> bool:
    return _ADDRESS.fullmatch(text) is not None
