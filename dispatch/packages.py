"""Which other packages are installed, and in which versions."""

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import Final

DECIDING: Final = ("numba", "numpy", "ortools")
"""Packages whose version may change what a search finds."""


def installed_versions(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the versions of those packages that are installed."""
    return tuple((name, found) for name in names if (found := _version(name)))


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
