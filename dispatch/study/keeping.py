"""Keep what each cell came to, so that a study that was stopped goes on where it was."""

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict, fields, is_dataclass
from pathlib import Path
from typing import Any, Final

from dispatch.config import Config
from dispatch.errors import InputError, ResourceError
from dispatch.files.ageing import outlived
from dispatch.files.disk import make_folder, replace_file, writing
from dispatch.files.source import read_bytes
from dispatch.study.cell import CellResult
from dispatch.study.figures import CellFigures
from dispatch.study.scenario import CellTask
from dispatch.study.travelling import CommonTravel

_FORMAT: Final = 2
_MAX_MB: Final = 1
_SUFFIX: Final = ".json"
_INDIFFERENT: Final = ("archive", "notify", "sheets", "geocoding", "serve", "cluster")
"""Sections that decide nothing of a plan."""

_ON_PAPER: Final = ("name", "address", "phone", "language")
"""Keys of ``[store]`` that decide nothing of a plan."""

_OF_ORDERS: Final = ("bags_per_crate",)
"""Keys of ``[intake]`` that say something of orders that were read long ago."""


class KeptCells:
    """Hold results of cells by everything that decides them; no person is in them.

    Parameters
    ----------
    folder
        Where; made when the first result is kept.
    max_days, max_bytes
        What :meth:`forget` lets go of: results that no study asked for in so many days, and those asked for
        longest ago beyond this size.
    """

    def __init__(self, folder: Path, *, max_days: float = 90.0, max_bytes: int = 200_000_000) -> None:
        self._folder = folder
        self._max_days = max_days
        self._max_bytes = max_bytes

    def read(self, key: str) -> CellResult | None:
        """Return what a cell came to, or None if it is not known; what is damaged is not known."""
        path = self._path(key)
        try:
            raw = json.loads(read_bytes(path, _MAX_MB))
            if raw["format_version"] != _FORMAT:
                return None
            figures = None if raw["figures"] is None else CellFigures(**raw["figures"])
            result = CellResult(figures, bool(raw["estimated"]))
        except (InputError, ResourceError, ValueError, KeyError, TypeError, RecursionError):
            return None
        with suppress(OSError):  # when it was asked for last
            os.utime(path)
        return result

    def keep(self, key: str, result: CellResult) -> None:
        """Keep what a cell came to, in one step.

        Raises
        ------
        ResourceError
            If it cannot be written.
        """
        plain: dict[str, Any] = {"format_version": _FORMAT, **asdict(result)}
        path = self._path(key)
        with writing(path, "The results of a cell cannot be kept"):
            make_folder(path.parent)
            replace_file(path, json.dumps(plain).encode() + b"\n")

    def forget(self, now: float, *, dry_run: bool = False) -> int:
        """Let go of what no study asked for in a long time; a file that cannot be removed stays.

        Parameters
        ----------
        now
            Seconds since 1970.
        dry_run
            Only count.

        Returns
        -------
        int
            How many results go.
        """
        gone = 0
        found = self._folder.glob("*/*")
        for path in outlived(found, _SUFFIX, now, max_days=self._max_days, max_bytes=self._max_bytes):
            gone += path.suffix == _SUFFIX
            if not dry_run:
                with suppress(OSError):
                    path.unlink(missing_ok=True)
        return gone

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key[2:]}{_SUFFIX}"


def key_of(task: CellTask, travel: CommonTravel, versions: tuple[tuple[str, str], ...]) -> str:
    """Digest everything that decides what a cell comes to.

    The name of its scenario does not, nor what else is planned beside it: of the day's travel only that
    between its own doors counts.

    Parameters
    ----------
    versions
        Of the program and what decides plans.
    """
    scenario = task.scenario
    decisive = {
        "versions": versions,
        "day": task.cell.day,
        "seed": task.cell.seed,
        "config": _decisive(scenario.config),
        "windows": scenario.windows,
        "paid_shift": scenario.paid_shift,
        "consents": scenario.consents,
        "turned_away": task.turned_away,
        "orders": task.orders,
        "zones": task.zones,
        "points": task.points,
        "snaps": {profile.key: travel.snap(profile, task.points) for profile in task.profiles},
    }
    digest = hashlib.sha256(json.dumps(decisive, default=_plain, sort_keys=True).encode())
    for profile in sorted(task.profiles, key=lambda profile: profile.key):
        matrix = travel.matrix(profile, task.points)
        digest.update(profile.key.encode())
        digest.update(matrix.flat_seconds)
        digest.update(matrix.flat_metres)
    return digest.hexdigest()


def _decisive(config: Config) -> dict[str, Any]:
    """Return what of a configuration changes a plan: a heading of the till's file does not."""
    decisive = config.model_dump(mode="json", exclude=set(_INDIFFERENT))
    decisive["store"] = {key: value for key, value in decisive["store"].items() if key not in _ON_PAPER}
    decisive["intake"] = {key: decisive["intake"][key] for key in _OF_ORDERS}
    return decisive


def _plain(value: Any) -> Any:
    """Turn what JSON does not know into what it does; sets are sorted to be the same every time."""
    if is_dataclass(value) and not isinstance(value, type):
        # Not ``asdict``, which copies all that is within: most of what a cell took of the process that asks.
        return {one.name: getattr(value, one.name) for one in fields(value)}
    return sorted(value) if isinstance(value, frozenset) else str(value)
