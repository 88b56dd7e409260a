"""The list of a chain's stores: which there are, where each has its configuration, who may load where."""

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dispatch.app.files import CONFIG
from dispatch.app.sharing import ANY_VEHICLE, LoadsAt, groups, known_stores
from dispatch.errors import ConfigError
from dispatch.files.source import read_text

_MAX_MB: Final = 1
_MARKS: Final = frozenset("/#")
"""What stands between a store and its orders or vehicles, where it shares them."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    folder: Annotated[str, Field(min_length=1)]
    name: str = ""
    config: str = CONFIG
    purchases: str = ""
    in_export: str = ""
    may_load_at: tuple[str, ...] | dict[str, tuple[str, ...]] = ()


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    store: Annotated[tuple[_Entry, ...], Field(min_length=1)]
    purchases: str = ""
    lines: str = ""
    together: bool = False


@dataclass(frozen=True, slots=True)
class ChainStore:
    """Name a store of a chain.

    Parameters
    ----------
    name
        As tables call it.
    config
        Its configuration.
    purchases
        Its export; None for ``[intake] purchases`` of its configuration.
    lines
        The lines beside it, where one file has those of all stores.
    in_export
        What an export of all stores calls it; empty if it has an export of its own.
    may_load_at
        Id of a vehicle, or ``ANY_VEHICLE`` → names of other stores where its trips may load.
    shares
        Whether it is one of stores that share couriers.
    """

    name: str
    config: Path
    purchases: Path | None = None
    lines: Path | None = None
    in_export: str = ""
    may_load_at: LoadsAt = field(default_factory=dict)
    shares: bool = False


@dataclass(frozen=True, slots=True)
class ListedChain:
    """Hold the stores of a chain, and whether those that share couriers drive the plan together."""

    stores: tuple[ChainStore, ...]
    together: bool = False


def read_chain(path: Path) -> ListedChain:
    """Read which stores a chain has; paths count from the folder of the file.

    Raises
    ------
    ConfigError
        If the file cannot be read or holds something wrong.
    """
    absent = ConfigError(
        "There is no list of stores {path}.", "Name a TOML file; see docs/stores.md.", path=path
    )
    try:
        raw = tomllib.loads(read_text(path, _MAX_MB, refusal=ConfigError, absent=absent))
        listed = _File.model_validate(raw)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(
            "{file} is not valid TOML: {why}.", "Correct that line.", file=path.name, why=str(error)
        ) from None
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False)
        told = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg'].lower()}" for fault in faults)
        raise ConfigError("{file}: {told}.", "See docs/stores.md.", file=path.name, told=told) from None
    base = path.resolve().parent
    stores = [_store(base, entry, listed) for entry in listed.store]
    names = [store.name for store in stores]
    twins = sorted({name for name in names if names.count(name) > 1})
    if twins:
        raise ConfigError(
            "{file}: there are two stores '{name}'.", "Give each a name.", file=path.name, name=twins[0]
        )
    for name in (one for one in names if _MARKS.intersection(one)):
        raise ConfigError(
            "{file}: the name of store '{name}' holds a / or a #.",
            "Give it a name without.",
            file=path.name,
            name=name,
        )
    loads_at = {
        name: known_stores(path.name, name, _loads_at(entry), names)
        for name, entry in zip(names, listed.store, strict=True)
    }
    sharing = {name for group in groups(loads_at) for name in group}
    return ListedChain(
        tuple(
            replace(store, may_load_at=loads_at[store.name], shares=store.name in sharing) for store in stores
        ),
        listed.together,
    )


def _loads_at(entry: _Entry) -> LoadsAt:
    named = entry.may_load_at
    return named if isinstance(named, dict) else {ANY_VEHICLE: named}


def _store(base: Path, entry: _Entry, listed: _File) -> ChainStore:
    folder = base / Path(entry.folder).expanduser()
    name = entry.name or folder.name
    if entry.purchases or not listed.purchases:
        own = folder / entry.purchases if entry.purchases else None
        return ChainStore(name, folder / entry.config, own)
    return ChainStore(
        name,
        folder / entry.config,
        base / listed.purchases,
        base / listed.lines if listed.lines else None,
        entry.in_export or name,
    )
