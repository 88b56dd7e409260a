"""The configuration a run was made with, kept beside its plan, so that its sheets can be made again."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dispatch.app.files import Setting
from dispatch.config import Config, load_config, make_config
from dispatch.errors import InputError

SETTINGS = "settings.json"


def keep_settings(config: Config, folder: Path) -> Path:
    """Write the configuration into the folder of a run."""
    path = folder / SETTINGS
    path.write_text(config.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return path


def setting_of_run(
    folder: Path,
    named: Path | None,
    environment: Mapping[str, str],
    overrides: Mapping[str, Any] | None = None,
) -> Setting:
    """Return the configuration to use with a run: the one named, else the one it was made with.

    Flags (``overrides``) win over the environment, and that over both.

    Raises
    ------
    InputError
        If the run's own configuration is missing or damaged and none is named.
    ConfigError
        If the one named, the environment or a flag holds something wrong.
    """
    if named is not None:
        return Setting(load_config(named, environment, overrides), named)
    path = folder / SETTINGS
    try:
        raw = json.loads(path.read_bytes())
        Config.model_validate(raw)
    except (OSError, ValueError, RecursionError):
        raise InputError(
            f"{folder.name}/{SETTINGS} is missing or damaged.", "Name the configuration with --config."
        ) from None
    return Setting(make_config(raw, path, environment, overrides), path)
