"""Folders of this user, where each system wants them; on Linux those of the XDG base directories."""

from pathlib import Path

_NAME = "local-dispatch"


def data_folder() -> Path:
    """Return where maps and what was learned are kept."""
    import platformdirs

    return platformdirs.user_data_path(_NAME, appauthor=False)


def cache_folder() -> Path:
    """Return where caches are kept."""
    import platformdirs

    return platformdirs.user_cache_path(_NAME, appauthor=False)


def state_folder() -> Path:
    """Return where logs are kept."""
    import platformdirs

    return platformdirs.user_state_path(_NAME, appauthor=False)
