"""Read ``dispatch.toml`` with the environment on top, and say clearly what is wrong with it."""

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dispatch.clock import HOUR
from dispatch.config.sections import Config, CourierSection, Kind, Travel
from dispatch.errors import ConfigError
from dispatch.files.source import read_text

_ENVIRONMENT = "DISPATCH_"
_LANGUAGE = "DISPATCH_LANGUAGE"
_MAX_MB = 4
_LONGEST_SHOWN = 60
_SHOULD_BE = {
    "int_type": "should be a whole number",
    "int_parsing": "should be a whole number",
    "int_from_float": "should be a whole number",
    "float_type": "should be a number",
    "float_parsing": "should be a number",
    "bool_type": "should be true or false, without quotes",
    "bool_parsing": "should be true or false, without quotes",
    "string_type": "should be text between quotes",
    "tuple_type": "should be a list between [ and ]",
    "model_type": "should be a section of its own",
}
"""Words of our own where the validator's speak of parsing."""


def load_config(
    path: Path, environment: Mapping[str, str] | None = None, overrides: Mapping[str, Any] | None = None
) -> Config:
    """Read a configuration: flags (``overrides``) > environment > file > defaults.

    Parameters
    ----------
    path
        The TOML file; relative paths in it count from its folder.
    environment
        ``DISPATCH_<SECTION>_<KEY>`` variables, such as ``DISPATCH_SOLVER_SECONDS=5``, and
        ``DISPATCH_LANGUAGE`` for ``store.language``; others are ignored.
    overrides
        ``{"solver.seconds": 5}``.

    Raises
    ------
    ConfigError
        If the file cannot be read, is no TOML, or holds something wrong; every mistake is named at once.
    """
    return make_config(_read(path), path, environment, overrides)


def make_config(
    raw: dict[str, Any],
    path: Path,
    environment: Mapping[str, str] | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> Config:
    """Make a configuration of what was read from a file; the rest is as in :func:`load_config`.

    Raises
    ------
    ConfigError
        If something is wrong; every mistake is named at once.
    """
    for key, value in _from_environment(environment or {}).items():
        _put(raw, key, value)
    for key, value in (overrides or {}).items():
        _put(raw, key, value)
    try:
        config = Config.model_validate(raw)
    except ValidationError as error:
        raise ConfigError(f"{path.name}: " + _explain(error), "Correct the file and run again.") from None
    config = _absolute(config, path.resolve().parent)
    _cross_check(config, path.name)
    return config


def _read(path: Path) -> dict[str, Any]:
    absent = ConfigError(
        f"There is no configuration {path}.", "Make one with 'dispatch init DIR', or name it with --config."
    )
    try:
        return tomllib.loads(read_text(path, _MAX_MB, refusal=ConfigError, absent=absent))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(
            f"{path.name} is not valid TOML: {error}.", "Correct that line and run again."
        ) from None


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name, value in environment.items():
        section, _, key = name.removeprefix(_ENVIRONMENT).lower().partition("_")
        field = Config.model_fields.get(section)
        if name.startswith(_ENVIRONMENT) and key and field is not None and isinstance(field.annotation, type):
            if key not in field.annotation.model_fields:
                near = _nearest(key, list(field.annotation.model_fields))
                raise ConfigError(f"The environment variable {name} sets nothing{near}.")
            found[f"{section}.{key}"] = value
    if environment.get(_LANGUAGE):
        found["store.language"] = environment[_LANGUAGE]
    return found


def _put(raw: dict[str, Any], dotted: str, value: Any) -> None:
    *sections, key = dotted.split(".")
    for section in sections:
        raw = raw.setdefault(section, {})
        if not isinstance(raw, dict):
            raise ConfigError(f"[{section}] should be a section.")
    raw[key] = value


def _explain(error: ValidationError) -> str:
    lines = []
    for problem in error.errors():
        where = _where(problem["loc"])
        if problem["type"] == "extra_forbidden":
            near = _nearest(str(problem["loc"][-1]), _known_keys(problem["loc"][:-1]))
            lines.append(f"{where} is not a known key{near}")
        elif problem["type"] == "missing":
            lines.append(f"{where} is missing")
        else:
            lines.append(f"{where}: {_said(problem)}")
    return "; ".join(lines) + "."


def _said(problem: ErrorDetails) -> str:
    """Say what a value should be, and what stands there."""
    kind, given = problem["type"], problem["input"]
    message = _SHOULD_BE.get(kind) or problem["msg"].removeprefix("Value error, ")
    message = message[:1].lower() + message[1:]
    stands_there = isinstance(given, str | int | float) and len(str(given)) <= _LONGEST_SHOWN
    if kind == "value_error" or not stands_there:
        return message
    return f"{message}, not {str(given).lower() if isinstance(given, bool) else repr(given)}"


def _where(location: tuple[int | str, ...]) -> str:
    text = ""
    for part in location:
        text += f" number {part + 1}" if isinstance(part, int) else f"{'.' if text else ''}{part}"
    return text


def _known_keys(location: tuple[int | str, ...]) -> list[str]:
    model: Any = Config
    for part in location:
        if isinstance(part, int):
            continue
        if not (isinstance(model, type) and issubclass(model, BaseModel) and part in model.model_fields):
            return []
        model = _inner_model(model.model_fields[part].annotation)
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []


def _inner_model(annotation: Any) -> Any:
    if get_origin(annotation) is None:
        return annotation
    models = [_inner_model(inner) for inner in get_args(annotation)]
    return next((m for m in models if isinstance(m, type) and issubclass(m, BaseModel)), None)


def _nearest(key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    if near:
        return f" (did you mean {near[0]!r}?)"
    return f" (known: {', '.join(sorted(known))})" if known else ""


def _absolute[M: BaseModel](section: M, base: Path) -> M:
    """Make every path in a section absolute, counted from the folder of the file."""
    changes: dict[str, Any] = {}
    for name in type(section).model_fields:
        value = getattr(section, name)
        if isinstance(value, Path):
            changes[name] = base / value.expanduser()
        elif isinstance(value, BaseModel):
            changes[name] = _absolute(value, base)
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            changes[name] = tuple(_absolute(item, base) for item in value)
    return section.model_copy(update=changes)


def _cross_check(config: Config, file: str) -> None:
    """Refuse what each section allows and all together contradict."""
    mistakes: list[str] = []
    vehicles = [vehicle.id for vehicle in config.vehicle]
    for what, names in (("vehicle", vehicles), ("courier", [courier.name for courier in config.courier])):
        twins = sorted({name for name in names if names.count(name) > 1})
        mistakes += [f"there are two {what}s {twin!r}" for twin in twins]
    for courier in config.courier:
        mistakes += _courier_mistakes(courier, vehicles)
    mistakes += _shared_vehicles(config.courier)
    mistakes += _timezone_mistakes(config.store.timezone)
    if config.geocoding.nominatim and not config.geocoding.user_agent:
        mistakes.append("geocoding.nominatim needs geocoding.user_agent (who you are, with a contact)")
    within = config.promise.within_minutes
    if within is not None and within <= config.promise.packing_minutes:
        mistakes.append(
            f"promise.within_minutes ({within}) leaves no time after promise.packing_minutes"
            f" ({config.promise.packing_minutes:g})"
        )
    driven = {vehicle.profile for vehicle in config.vehicle}
    mistakes += _travel_mistakes(config.travel, driven)
    if mistakes:
        raise ConfigError(f"{file}: " + "; ".join(mistakes) + ".", "Correct the file and run again.")


def _courier_mistakes(courier: CourierSection, vehicles: list[str]) -> Iterator[str]:
    if courier.vehicle not in vehicles:
        yield f"courier {courier.name!r} drives {courier.vehicle!r}{_nearest(courier.vehicle, vehicles)}"
    longest = 9 if courier.breaks == "16-17" else 12
    if courier.shift.end - courier.shift.start > longest * HOUR:
        yield f"the shift of courier {courier.name!r} is over {longest} hours, which the law forbids"
    if courier.breaks == "16-17" and (courier.shift.end > 23 * HOUR or courier.shift.start < 6 * HOUR):
        yield f"courier {courier.name!r} is 16 or 17 and may not work between 23:00 and 06:00"


def _shared_vehicles(couriers: tuple[CourierSection, ...]) -> Iterator[str]:
    for one, other in combinations(couriers, 2):
        overlap = max(one.shift.start, other.shift.start) < min(one.shift.end, other.shift.end)
        if one.vehicle == other.vehicle and overlap and set(one.days) & set(other.days):
            yield f"{one.name!r} and {other.name!r} drive {one.vehicle!r} at the same time"


def _travel_mistakes(travel: Travel, kinds: set[Kind]) -> Iterator[str]:
    if travel.source == "osrm":
        answered = {key.partition("~")[0] for key in travel.osrm_urls}
        for kind in sorted(kinds - answered):
            yield f'travel.source = "osrm" needs travel.osrm_urls.{kind}'
    if travel.snap_warn_metres > travel.snap_max_metres:
        yield (
            f"travel.snap_warn_metres ({travel.snap_warn_metres}) is more than"
            f" travel.snap_max_metres ({travel.snap_max_metres})"
        )


def _timezone_mistakes(name: str) -> list[str]:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return [f"store.timezone {name!r} is not a known time zone such as Europe/Amsterdam"]
    return []
