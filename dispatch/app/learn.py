"""``dispatch check --learn``: write into ``dispatch.toml`` what the columns of the store's till are."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dispatch.app.files import find_setting
from dispatch.errors import ConfigError, UsageError
from dispatch.files.disk import replace_file
from dispatch.files.source import read_bytes
from dispatch.intake import check_renames

_MAX_MB = 4


def read_answers(texts: tuple[str, ...]) -> dict[str, str]:
    """Read ``Header=column`` answers; a header may hold the sign itself.

    Raises
    ------
    UsageError
        If one is not of that form.
    """
    answers = {}
    for text in texts:
        header, sign, column = text.rpartition("=")
        if not (sign and header.strip() and column.strip()):
            raise UsageError(
                "'{text}' is not like 'Header=column'.", "Use - for a column that is none of ours.", text=text
            )
        answers[header.strip().strip('"')] = column.strip().strip('"')
    return answers


def learn_columns(
    answers: Mapping[str, str],
    config: Path | None,
    purchases: Path | None,
    environment: Mapping[str, str],
    overrides: Mapping[str, Any],
) -> Path:
    """Write answers into ``[intake.columns]`` of the store's configuration and return the file.

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
    check_renames(answers)
    replace_file(setting.file, _with_columns(setting.file, answers))
    return setting.file


def _with_columns(file: Path, answers: Mapping[str, str]) -> bytes:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(read_bytes(file, _MAX_MB).decode("utf-8-sig"))
        intake = document.setdefault("intake", tomlkit.table())
        columns = intake.setdefault("columns", tomlkit.table())
        for header, column in answers.items():
            columns[header] = column
    except (TOMLKitError, UnicodeDecodeError, AttributeError, TypeError) as error:
        raise ConfigError(
            "{file} cannot be written to: {why}.", "Correct it by hand.", file=file.name, why=str(error)
        ) from None
    return tomlkit.dumps(document).encode()
