"""``dispatch check --learn``: write into ``dispatch.toml`` what the store's till means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from dispatch.app.files import find_setting
from dispatch.config import DateFormat
from dispatch.errors import ConfigError, UsageError
from dispatch.files.disk import replace_file
from dispatch.files.source import read_bytes
from dispatch.intake import check_renames
from dispatch.intake.profiles import PROFILES

MEANINGS: Final = ("yes", "no", "cancelled")
"""What a word of the till may mean."""

_MAX_MB: Final = 4


@dataclass(slots=True)
class Learned:
    """Hold what a store says of its till.

    Parameters
    ----------
    columns
        Header → column of the program.
    values
        Word → one of :data:`MEANINGS`.
    keys
        Key of ``[intake]`` → its value.
    """

    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    keys: dict[str, Any] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many answers there are."""
        return len(self.columns) + len(self.values) + len(self.keys)


def read_learned(
    columns: tuple[str, ...], values: tuple[str, ...], keys: Mapping[str, str | None]
) -> Learned:
    """Read answers that were given as flags.

    Raises
    ------
    UsageError
        If one is not of its form.
    """
    learned = Learned(_pairs(columns), _pairs(values))
    for word, meaning in learned.values.items():
        if meaning not in MEANINGS:
            raise UsageError(
                "'{word}' cannot mean '{meaning}'.",
                "Say yes, no or cancelled.",
                word=word,
                meaning=meaning,
            )
    for key, text in keys.items():
        if text is not None:
            learned.keys[key] = checked_key(key, text)
    return learned


def checked_key(key: str, text: str) -> Any:
    """Check an answer to a key of ``[intake]``, and return it as it is written down.

    Raises
    ------
    UsageError
        If the key cannot have it.
    """
    if key == "sheet":
        return [part.strip() for part in text.split(";") if part.strip()]
    allowed = {
        "dates": tuple(map(str, DateFormat)),
        "decimal": (",", "."),
        "profile": tuple(PROFILES),
    }[key]
    if text not in allowed:
        choices = ", ".join(allowed)
        raise UsageError(
            "[intake] {key} cannot be '{text}'.",
            "It is one of: {choices}.",
            key=key,
            text=text,
            choices=choices,
        )
    return text


def _pairs(texts: tuple[str, ...]) -> dict[str, str]:
    """Read ``Header=column`` and ``word=meaning``; what stands in front may hold the sign itself."""
    answers = {}
    for text in texts:
        header, sign, column = text.rpartition("=")
        if not (sign and header.strip() and column.strip()):
            raise UsageError(
                "'{text}' is not like 'Header=column'.", "Use - for a column that is none of ours.", text=text
            )
        answers[header.strip().strip('"')] = column.strip().strip('"')
    return answers


def learn(
    learned: Learned,
    config: Path | None,
    purchases: Path | None,
    environment: Mapping[str, str],
    overrides: Mapping[str, Any],
) -> Path:
    """Write answers into ``[intake]`` of the store's configuration and return the file.

    Its comments are kept.

    Raises
    ------
    UsageError
        If only the bundled sample is there to be written to.
    ConfigError
        If an answer names no column, or the file is not what it should be.
    """
    setting = find_setting(config, purchases, environment, overrides)
    if setting.sample:
        raise UsageError("The bundled sample learns nothing.", "Make a store with 'dispatch init' first.")
    check_renames(learned.columns)
    replace_file(setting.file, _with_answers(setting.file, learned))
    return setting.file


def _with_answers(file: Path, learned: Learned) -> bytes:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(read_bytes(file, _MAX_MB).decode("utf-8-sig"))
        intake = document.setdefault("intake", tomlkit.table())
        for key, value in learned.keys.items():
            intake[key] = value
        if learned.columns:
            columns = intake.setdefault("columns", tomlkit.table())
            for header, column in learned.columns.items():
                columns[header] = column
        if learned.values:
            values = intake.setdefault("values", tomlkit.table())
            for word, meaning in learned.values.items():
                values[meaning] = [*values.get(meaning, []), word]
    except (TOMLKitError, UnicodeDecodeError, AttributeError, TypeError) as error:
        raise ConfigError(
            "{file} cannot be written to: {why}.", "Correct it by hand.", file=file.name, why=str(error)
        ) from None
    return tomlkit.dumps(document).encode()
