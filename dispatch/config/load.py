"""Read ``dispatch.toml`` with the environment on top, and say clearly what is wrong with it."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dispatch.clock import HOUR
from dispatch.config.sections import Config, CourierSection, Travel
from dispatch.config.unmanned import DRONE, ROBOT, vehicle_mistakes
from dispatch.config.values import Kind
from dispatch.errors import ConfigError, DispatchError
from dispatch.files.source import read_text
from dispatch.phrases import Detail, FaultError, Phrase, did_you_mean

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
    "greater_than": "should be more than {gt}",
    "greater_than_equal": "should be at least {ge}",
    "less_than": "should be less than {lt}",
    "less_than_equal": "should be at most {le}",
    "literal_error": "should be {expected}",
    "enum": "should be {expected}",
    "too_short": "should have at least {min_length} of them",
    "too_long": "should have at most {max_length} of them",
    "string_too_short": "should not be empty",
    "string_too_long": "should have at most {max_length} characters",
    "finite_number": "should be a finite number",
    "date_type": "should be a date such as 2026-11-24",
    "date_parsing": "should be a date such as 2026-11-24",
    "date_from_datetime_parsing": "should be a date such as 2026-11-24",
    "dict_type": "should be a section of its own",
    "list_type": "should be a list between [ and ]",
    "path_type": "should be a path between quotes",
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


def stated_language(path: Path | None) -> str:
    """Return the language that a configuration asks for, whatever else is wrong with it; empty if none."""
    try:
        stated = _read(path)["store"]["language"] if path else ""
    except (DispatchError, KeyError, TypeError):
        return ""
    return stated if isinstance(stated, str) else ""


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
        raise _faulty(path.name, _explain(error)) from None
    config = _absolute(config, path.resolve().parent)
    _cross_check(config, path.name)
    return config


def laid_over(environment: Mapping[str, str], overrides: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the keys that environment and flags lay over a file, such as ``solver.seconds``."""
    return tuple(sorted({*_from_environment(environment), *overrides}))


def _read(path: Path) -> dict[str, Any]:
    absent = ConfigError(
        "There is no configuration {path}.",
        "Make one with 'dispatch init DIR', or name it with --config.",
        path=path,
    )
    try:
        return tomllib.loads(read_text(path, _MAX_MB, refusal=ConfigError, absent=absent))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(
            "{file} is not valid TOML: {why}.",
            "Correct that line and run again.",
            file=path.name,
            why=str(error),
        ) from None


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name, value in environment.items():
        section, _, key = name.removeprefix(_ENVIRONMENT).lower().partition("_")
        field = Config.model_fields.get(section)
        if name.startswith(_ENVIRONMENT) and key and field is not None and isinstance(field.annotation, type):
            if key not in field.annotation.model_fields:
                near = did_you_mean(key, field.annotation.model_fields)
                raise ConfigError("The environment variable {name} sets nothing{near}.", name=name, near=near)
            found[f"{section}.{key}"] = value
    if environment.get(_LANGUAGE):
        found["store.language"] = environment[_LANGUAGE]
    return found


def _put(raw: dict[str, Any], dotted: str, value: Any) -> None:
    *sections, key = dotted.split(".")
    for section in sections:
        raw = raw.setdefault(section, {})
        if not isinstance(raw, dict):
            raise ConfigError("[{section}] should be a section.", section=section)
    raw[key] = value


def _faulty(file: str, mistakes: Iterable[Phrase]) -> ConfigError:
    return ConfigError(
        "{file}: {mistakes}.", "Correct the file and run again.", file=file, mistakes=tuple(mistakes)
    )


def _explain(error: ValidationError) -> Iterator[Phrase]:
    for problem in error.errors():
        where = _where(problem["loc"])
        if problem["type"] == "extra_forbidden":
            near = did_you_mean(str(problem["loc"][-1]), _known_keys(problem["loc"][:-1]))
            yield Phrase("{where} is not a known key{near}", {"where": where, "near": near})
        elif problem["type"] == "missing":
            yield Phrase("{where} is missing", {"where": where})
        else:
            yield Phrase("{where}: {said}", {"where": where, "said": _said(problem)})


def _said(problem: ErrorDetails) -> Phrase:
    """Say what a value should be, and what stands there."""
    given, facts = problem["input"], problem.get("ctx", {})
    fault = facts.get("error")
    if isinstance(fault, FaultError):
        return fault.phrase
    form = _SHOULD_BE.get(problem["type"], "{as_said}")
    should_be = Phrase(
        form, {**{name: _plain(fact) for name, fact in facts.items()}, "as_said": problem["msg"]}
    )
    if not isinstance(given, str | int | float) or len(str(given)) > _LONGEST_SHOWN:
        return should_be
    shown = str(given).lower() if isinstance(given, bool) else repr(given)
    return Phrase("{should_be}, not {given}", {"should_be": should_be, "given": shown})


def _plain(fact: Any) -> str:
    return f"{fact:g}" if isinstance(fact, float) else str(fact)


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
    mistakes: list[Phrase] = []
    vehicles = [vehicle.id for vehicle in config.vehicle]
    for form, names in (
        ("there are two vehicles '{name}'", vehicles),
        ("there are two couriers '{name}'", [courier.name for courier in config.courier]),
    ):
        twins = sorted({name for name in names if names.count(name) > 1})
        mistakes += [Phrase(form, {"name": twin}) for twin in twins]
    for vehicle in config.vehicle:
        mistakes += vehicle_mistakes(vehicle)
    for courier in config.courier:
        mistakes += _courier_mistakes(courier, vehicles)
    mistakes += _shared_vehicles(config.courier)
    mistakes += _timezone_mistakes(config.store.timezone)
    if config.geocoding.nominatim and not config.geocoding.user_agent:
        mistakes.append(
            Phrase("geocoding.nominatim needs geocoding.user_agent (who you are, with a contact)")
        )
    promise = config.promise
    if promise.within_minutes is not None and promise.within_minutes <= promise.packing_minutes:
        form = "promise.within_minutes ({within}) leaves no time after promise.packing_minutes ({packing})"
        facts: dict[str, Detail] = {
            "within": str(promise.within_minutes),
            "packing": f"{promise.packing_minutes:g}",
        }
        mistakes.append(Phrase(form, facts))
    driven = {vehicle.profile for vehicle in config.vehicle}
    mistakes += _travel_mistakes(config.travel, driven)
    if mistakes:
        raise _faulty(file, mistakes)


def _courier_mistakes(courier: CourierSection, vehicles: list[str]) -> Iterator[Phrase]:
    name: dict[str, Detail] = {"name": courier.name}
    if courier.vehicle not in vehicles:
        facts: dict[str, Detail] = {
            "vehicle": courier.vehicle,
            "near": did_you_mean(courier.vehicle, vehicles),
        }
        yield Phrase("courier '{name}' drives '{vehicle}'{near}", name | facts)
    longest = 9 if courier.breaks == "16-17" else 12
    if courier.shift.end - courier.shift.start > longest * HOUR:
        yield Phrase(
            "the shift of courier '{name}' is over {longest} hours, which the law forbids",
            name | {"longest": longest},
        )
    if courier.breaks == "16-17" and (courier.shift.end > 23 * HOUR or courier.shift.start < 6 * HOUR):
        yield Phrase("courier '{name}' is 16 or 17 and may not work between 23:00 and 06:00", name)


def _shared_vehicles(couriers: tuple[CourierSection, ...]) -> Iterator[Phrase]:
    for one, other in combinations(couriers, 2):
        overlap = max(one.shift.start, other.shift.start) < min(one.shift.end, other.shift.end)
        if one.vehicle == other.vehicle and overlap and set(one.days) & set(other.days):
            facts = {"one": one.name, "other": other.name, "vehicle": one.vehicle}
            yield Phrase("'{one}' and '{other}' drive '{vehicle}' at the same time", facts)


def _travel_mistakes(travel: Travel, kinds: set[Kind]) -> Iterator[Phrase]:
    if travel.source == "osrm":
        answered = {key.partition("~")[0] for key in travel.osrm_urls}
        asked = {"bike" if kind == ROBOT and ROBOT not in answered else kind for kind in kinds - {DRONE}}
        for kind in sorted(asked - answered):
            yield Phrase('travel.source = "osrm" needs travel.osrm_urls.{kind}', {"kind": kind})
    if travel.snap_warn_metres > travel.snap_max_metres:
        yield Phrase(
            "travel.snap_warn_metres ({warn}) is more than travel.snap_max_metres ({most})",
            {"warn": str(travel.snap_warn_metres), "most": str(travel.snap_max_metres)},
        )


def _timezone_mistakes(name: str) -> list[Phrase]:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return [
            Phrase(
                "store.timezone '{name}' is not a known time zone such as Europe/Amsterdam", {"name": name}
            )
        ]
    return []
