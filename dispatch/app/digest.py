"""What decides a plan, as one digest: where it is as before, nothing is planned anew."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from dispatch import __version__
from dispatch.app.adapters import map_root
from dispatch.app.desk import DayDesk
from dispatch.app.settings import OWN_SECTIONS
from dispatch.day import DayState, news
from dispatch.files.source import sha256
from dispatch.roadmap import map_status


def digest_of(state: DayState, desk: DayDesk) -> str:
    """Digest everything that decides a plan but the clock: what the book says, the settings, the map.

    The order of the till's rows and their line numbers decide nothing.
    """
    facts = {
        "program": __version__,
        "config": desk.setting.config.model_dump(mode="json", exclude=set(OWN_SECTIONS)),
        "map": map_status(map_root(desk.setting.config)).id,
        "addresses": _addresses(desk),
        "receipts": [
            (
                receipt.number,
                receipt.listed,
                sorted(row.cells for row in receipt.rows),
                asdict(receipt.wishes),
                receipt.cancelled,
                receipt.withdrawn,
                receipt.phase if receipt.carried_to or receipt.phase == "dropped" else "",
                receipt.waits,
                receipt.crates_back,
            )
            for receipt in sorted(state.receipts.values(), key=lambda one: one.number)
        ],
        "nameless": sorted(row.cells for row in state.nameless),
        "unflagged": sorted(state.unflagged),
        "goods": [asdict(goods) for goods in state.goods],
        "given": sorted((r, c, t) for r, (c, t) in state.given.items()),
        "kept": sorted((r, sorted(names)) for r, names in state.kept.items()),
        "together": sorted(state.together),
        "locks": sorted((lock.shift, lock.trip) for lock in state.locks),
        "fleet": asdict(state.fleet),
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()


_PROMISES: Final = "+"
"""What stands in a digest between what the book says otherwise and the promises."""


_OTHERS: Final = "&"
"""What stands in a digest between what decided a store's own day and that of stores planned with it."""


def with_others(digest: str, others: Sequence[str]) -> str:
    """Let a digest say which days of other stores it was planned together with, by their digests."""
    return digest + _OTHERS + hashlib.sha256(" ".join(others).encode()).hexdigest()


def has_others(digest: str) -> bool:
    """Tell whether a day was planned together with those of other stores."""
    return _OTHERS in digest


def without_others(digest: str) -> str:
    """Return the digest of the store's own day."""
    return digest.partition(_OTHERS)[0]


def promises_digest(promises: Sequence[news.Promise]) -> str:
    """Digest the promises that are held, as an ending of the digest of everything else."""
    if not promises:
        return ""
    told = json.dumps([asdict(promise) for promise in promises], sort_keys=True, default=str)
    return _PROMISES + hashlib.sha256(told.encode()).hexdigest()


def without_its_promises(digest: str) -> str:
    """Return the digest of everything but the promises."""
    return without_others(digest).partition(_PROMISES)[0]


def _addresses(desk: DayDesk) -> str:
    """Return the hash of the store's own list of addresses."""
    path = desk.setting.config.geocoding.addresses
    return sha256(path) if path is not None and path.is_file() else ""
