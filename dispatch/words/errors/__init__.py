"""What ends a run, in Dutch: by the English sentence that an error carries (see :mod:`dispatch.errors`)."""

from collections.abc import Mapping
from typing import Final

from dispatch.words.errors.commands import COMMANDS
from dispatch.words.errors.files import FILES
from dispatch.words.errors.services import SERVICES
from dispatch.words.errors.settings import SETTINGS
from dispatch.words.errors.till import TILL
from dispatch.words.issues import ISSUE_TEXTS

_OF_THE_MAP: Final = {
    english: dutch for key, (dutch, english) in ISSUE_TEXTS.items() if key.startswith("map.")
}

IN_DUTCH: Final[Mapping[str, str]] = {**COMMANDS, **FILES, **SERVICES, **SETTINGS, **TILL, **_OF_THE_MAP}
"""English sentence with its placeholders → Dutch, with the same."""

__all__ = ["IN_DUTCH"]
