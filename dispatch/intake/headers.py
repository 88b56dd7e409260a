"""Check what the store says about its headers, and what to do where a file lacks one."""

import difflib
from collections.abc import Mapping
from typing import Final

from dispatch.errors import ConfigError
from dispatch.intake.names import ARTICLE_NAMES, IGNORED, LINE_NAMES, PURCHASE_NAMES

FILE_REMEDY: Final = (
    "Name the file that the till exported, of one day; [intake] has columns for other headers and max_mb "
    "for larger files."
)
COLUMN_REMEDY: Final = "Add it to the export, or name your till's header in [intake.columns]."


def check_renames(renamed: Mapping[str, str]) -> None:
    """Refuse ``[intake.columns]`` that name a column the program does not have.

    Raises
    ------
    ConfigError
        Naming the nearest column.
    """
    known = {*PURCHASE_NAMES, *LINE_NAMES, *ARTICLE_NAMES, IGNORED}
    for header, column in renamed.items():
        if column not in known:
            near = difflib.get_close_matches(column, sorted(known), n=1, cutoff=0.5)
            meant = f" (did you mean {near[0]!r}?)" if near else f" (known: {', '.join(sorted(known))})"
            raise ConfigError(
                f"[intake.columns] maps {header!r} to {column!r}, which is no column{meant}.",
                "Correct the configuration and run again.",
            )
