"""The configuration a run was made with, kept beside its plan, so that its sheets can be made again."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from dispatch.app.files import Setting
from dispatch.config import Config, load_config
from dispatch.errors import InputError

SETTINGS = "settings.json"


def keep_settings(config: Config, folder: Path) -> Path:
    """Write the configuration into the folder of a run."""
    path = folder / SETTINGS
    path.write_text(config.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return path


def setting_of_run(folder: Path, named: Path | None, environment: Mapping[str, str]) -> Setting:
    """Return the configuration to use with a run: the one named, else the one it was made with.

    Raises
    ------
    InputError
        If the run's own configuration is missing or damaged and none is named.
    """
    if named is not None:
        return Setting(load_config(named, environment), named)
    path = folder / SETTINGS
    try:
        return Setting(Config.model_validate_json(path.read_bytes()), path)
    except (OSError, ValidationError):
        raise InputError(
            f"{folder.name}/{SETTINGS} is missing or damaged.", "Name the configuration with --config."
        ) from None
