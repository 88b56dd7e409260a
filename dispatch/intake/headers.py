"""Check what the store says about its headers, and what to do where a file lacks one."""

from collections.abc import Mapping
from typing import Final

from dispatch.errors import ConfigError
from dispatch.intake.names import ARTICLE_NAMES, IGNORED, LINE_NAMES, PURCHASE_NAMES
from dispatch.phrases import did_you_mean

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
            raise ConfigError(
                "[intake.columns] maps '{header}' to '{column}', which is no column{meant}.",
                "Correct the configuration and run again.",
                header=header,
                column=column,
                meant=did_you_mean(column, known),
            )
