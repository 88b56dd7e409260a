"""A store for the tests of paper, and what is read back from a PDF."""

import re
from functools import cache
from pathlib import Path

from pypdf import PdfReader

from dispatch.config import Sheets, Store


def a_store(language: str = "nl", **changes: object) -> Store:
    """Make a store that says everything."""
    return Store.model_validate(
        {
            "name": "Buurtsuper De Waag",
            "lat": 52.1583,
            "lon": 4.4925,
            "phone": "071 512 34 56",
            "language": language,
            "opening": "08:00-22:00",
            "delivery": "14:00-22:00",
        }
        | changes
    )


def some_sheets(**changes: object) -> Sheets:
    """Make a ``[sheets]`` section."""
    return Sheets.model_validate(changes)


@cache
def page_texts(path: Path) -> tuple[str, ...]:
    """Read the text of each page, without zero-width spaces, line by line."""
    return tuple(page.extract_text().replace("\u200b", "") for page in PdfReader(path).pages)


def flat(text: str) -> str:
    """Put text on one line."""
    return re.sub(r"\s+", " ", text)


def squeezed(text: str) -> str:
    """Leave out all white space, for texts that wrap."""
    return re.sub(r"\s+", "", text)
