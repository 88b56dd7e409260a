"""What is said of input, travel and changes of the day, in Dutch and English (see ``catalogue.py``)."""

from typing import Final

ISSUE_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    "word.courier": ("een bezorger", "a courier"),
}  # fmt: skip
