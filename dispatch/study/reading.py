"""Read scenarios: overlays of ``dispatch.toml``, and what no key of it says."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dispatch.config import Config, Weekday, make_config
from dispatch.errors import ConfigError
from dispatch.files.source import read_text
from dispatch.phrases import Phrase, did_you_mean
from dispatch.study.fleet import add_couriers, add_vehicles, count_alike, remove_couriers, remove_vehicles
from dispatch.study.scenario import Demand, Scenario, Windows

_MAX_MB: Final = 1
_MINUTE: Final = 60
_CHANGE: Final = re.compile(r"([+-])\s*(\d{0,3})\s*(\S.*)")
_SPAN: Final = re.compile(r"([+-]?\d{1,3})\s*\.\.\s*([+-]?\d{1,3})\s+(\S.*)")


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class _Windows(_Strict):
    width_minutes: Annotated[int, Field(gt=0, le=1440)] | None = None
    later_minutes: Annotated[int, Field(ge=-1440, le=1440)] = 0


_Share = Annotated[float, Field(ge=0, le=1)]


class _Consent(_Strict):
    robot: _Share = 0
    drone: _Share = 0


class _Extra(_Strict):
    """Keys of a scenario that are none of ``dispatch.toml``."""

    name: Annotated[str, Field(max_length=40)] = ""
    vehicles: tuple[str, ...] | str = ()
    couriers: tuple[str, ...] | str = ()
    windows: _Windows = _Windows()
    consent: _Consent = _Consent()
    volume: Annotated[float, Field(gt=0, le=100)] = 1.0
    demand: Weekday | None = None
    paid: Literal["work", "shift"] | None = None


_EXTRA: Final = frozenset(_Extra.model_fields)
_LISTS: Final = {"vehicle": "id", "courier": "name"}
"""Sections that are lists, and the key by which an overlay finds an entry."""

_IDLE: Final = ("archive", "notify", "sheets", "geocoding", "air", "cluster", "serve")
_MEASURED: Final = ("source", "map", "map_url", "osrm_urls")


@dataclass(frozen=True, slots=True)
class _Curve:
    """Count vehicles from so many less to so many more."""

    first: int
    last: int
    vehicle: str


def read_scenarios(path: Path, base: Config, *, paid_shift: bool = False) -> tuple[Scenario, ...]:
    """Read a file: one scenario, or one for each point of a curve.

    Parameters
    ----------
    path
        A TOML file; relative paths in it count from its folder.
    base
        The store's configuration.
    paid_shift
        Whether couriers are paid for their whole shift where the file does not say.

    Raises
    ------
    ConfigError
        If the file cannot be read or holds something wrong.
    """
    absent = ConfigError("There is no scenario {path}.", "Name a TOML file; see docs/whatif.md.", path=path)
    try:
        raw = tomllib.loads(read_text(path, _MAX_MB, refusal=ConfigError, absent=absent))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(
            "{file} is not valid TOML: {why}.", "Correct that line.", file=path.name, why=str(error)
        ) from None
    extra = _extra(raw, path)
    _refuse_unknown(raw, path)
    _refuse_idle(raw, path)
    overlay = {key: value for key, value in raw.items() if key not in _EXTRA}
    if extra.paid is not None:
        paid_shift = extra.paid == "shift"
    return tuple(_scenarios(path, base, overlay, extra, paid_shift=paid_shift))


def _extra(raw: dict[str, Any], path: Path) -> _Extra:
    try:
        return _Extra.model_validate({key: value for key, value in raw.items() if key in _EXTRA})
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False)
        told = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg'].lower()}" for fault in faults)
        raise ConfigError("{file}: {told}.", "See docs/whatif.md.", file=path.name, told=told) from None


def _refuse_unknown(raw: dict[str, Any], path: Path) -> None:
    """Refuse a key that neither scenarios nor configurations have; say in which section it would stand."""
    for key, value in raw.items():
        change = key in _LISTS and isinstance(value, str)
        if not change and (key in _EXTRA or key in Config.model_fields):
            continue
        meant = (
            [f"{key}s"]
            if change
            else [
                f"{name}.{key}" for name, field in Config.model_fields.items() if _has(field.annotation, key)
            ]
        )
        near = did_you_mean(meant[0], meant) if meant else did_you_mean(key, _known_keys())
        raise ConfigError(
            "{file}: {mistakes}.",
            "See docs/whatif.md.",
            file=path.name,
            mistakes=Phrase("{where} is not a known key{near}", {"where": key, "near": near}),
        )


def _has(section: Any, key: str) -> bool:
    return isinstance(section, type) and issubclass(section, BaseModel) and key in section.model_fields


def _known_keys() -> list[str]:
    """Return what may stand at the top of a scenario."""
    return [*_EXTRA, *(key for key in Config.model_fields if key not in (*_IDLE, "solver"))]


def _refuse_idle(raw: dict[str, Any], path: Path) -> None:
    """Refuse what would seem to change something and does not, or makes scenarios incomparable."""
    if "solver" in raw:
        raise ConfigError(
            "{file}: every scenario searches as long as the others.",
            "Leave [solver] out; --iterations, --time-limit and --seed hold for all of them.",
            file=path.name,
        )
    travel = raw.get("travel")
    idle = [f"[{section}]" for section in _IDLE if section in raw]
    intake = raw.get("intake")
    idle += [f"intake.{key}" for key in intake if key != "bags_per_crate"] if isinstance(intake, dict) else []
    idle += [f"travel.{key}" for key in _MEASURED if isinstance(travel, dict) and key in travel]
    if idle:
        raise ConfigError(
            "{file}: {idle} changes nothing here: orders are found, and travel is measured, "
            "once for all scenarios.",
            "Leave it out.",
            file=path.name,
            idle=", ".join(idle),
        )


def _scenarios(
    path: Path, base: Config, overlay: dict[str, Any], extra: _Extra, *, paid_shift: bool
) -> Iterator[Scenario]:
    name = extra.name or path.stem
    plain = Scenario(
        name,
        base,
        Windows(
            None if extra.windows.width_minutes is None else extra.windows.width_minutes * _MINUTE,
            extra.windows.later_minutes * _MINUTE,
        ),
        Demand(extra.volume, extra.demand),
        paid_shift,
        tuple((kind, share) for kind, share in extra.consent.model_dump().items() if share),
    )
    curve = _curve(extra.vehicles, path)
    if curve is None:
        yield replace(plain, config=_changed(path, base, overlay, extra, _each(extra.vehicles)))
        return
    for step in range(curve.first, curve.last + 1):
        vehicles = (f"{step:+d} {curve.vehicle}",) if step else ()
        raw = base.model_dump(mode="json")
        _lay_over(raw, overlay)
        yield replace(
            plain,
            name=f"{name} {step:+d}" if step else f"{name} 0",
            config=_changed(path, base, overlay, extra, vehicles),
            curve=curve.vehicle,
            count=count_alike(raw, curve.vehicle, path.name) + step,
        )


def _changed(
    path: Path, base: Config, overlay: dict[str, Any], extra: _Extra, vehicles: tuple[str, ...]
) -> Config:
    raw = base.model_dump(mode="json")
    _lay_over(raw, overlay)
    _change(raw, vehicles, path, "vehicles")
    _change(raw, _each(extra.couriers), path, "couriers")
    return make_config(raw, path)


def _curve(vehicles: tuple[str, ...] | str, path: Path) -> _Curve | None:
    given = _each(vehicles)
    spans = [found for text in given if (found := _SPAN.fullmatch(text))]
    if not spans:
        return None
    first, last = int(spans[0][1]), int(spans[0][2])
    if len(given) > 1 or first > last or last - first > 50:
        raise ConfigError(
            "{file}: vehicles: a curve is one span such as '-1..+2 bakfiets-1', of at most 50 steps.",
            "Write one file for each curve.",
            file=path.name,
        )
    return _Curve(first, last, spans[0][3])


def _each(given: tuple[str, ...] | str) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else given


def _lay_over(raw: dict[str, Any], overlay: dict[str, Any]) -> None:
    """Lay an overlay over a configuration: sections key by key, vehicles and couriers one by one."""
    for key, value in overlay.items():
        there = raw.get(key)
        if key in _LISTS and isinstance(value, list):
            for entry in value:
                _lay_over_entry(raw.setdefault(key, []), entry, _LISTS[key])
        elif isinstance(value, dict) and isinstance(there, dict):
            _lay_over(there, value)
        else:
            raw[key] = value


def _lay_over_entry(entries: list[dict[str, Any]], entry: Any, by: str) -> None:
    """Change the entry that an overlay names, or add it."""
    known = next((one for one in entries if isinstance(entry, dict) and one[by] == entry.get(by)), None)
    if known is None:
        entries.append(entry)
    else:
        _lay_over(known, entry)


def _change(raw: dict[str, Any], changes: tuple[str, ...], path: Path, what: str) -> None:
    """Carry out changes such as ``+1 bakfiets-1``; those that take away come first."""
    more, fewer = (add_vehicles, remove_vehicles) if what == "vehicles" else (add_couriers, remove_couriers)
    read = [_read_change(text, path, what) for text in changes]
    for count, name in sorted(read, key=lambda change: change[0] > 0):
        (more if count > 0 else fewer)(raw, name, abs(count), path.name)


def _read_change(text: str, path: Path, what: str) -> tuple[int, str]:
    found = _CHANGE.fullmatch(text.strip())
    if found is None or found[2] == "0":
        raise ConfigError(
            "{file}: {what}: '{text}' is no change.",
            "Write '+1 NAME', '-NAME' or '-1..+2 NAME'.",
            file=path.name,
            what=what,
            text=text,
        )
    return int(f"{found[1]}{found[2] or 1}"), found[3].strip()
