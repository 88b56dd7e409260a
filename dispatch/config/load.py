"""Read ``dispatch.toml`` with the environment on top, and say clearly what is wrong with it."""

import difflib
import tomllib
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from dispatch.config.sections import Config
from dispatch.errors import ConfigError

_ENVIRONMENT = "DISPATCH_"
_MAX_BYTES = 4_000_000


def load_config(
    path: Path, environment: Mapping[str, str] | None = None, overrides: Mapping[str, Any] | None = None
) -> Config:
    """Read a configuration: flags (``overrides``) > environment > file > defaults.

    Parameters
    ----------
    path
        The TOML file; relative paths in it count from its folder.
    environment
        ``DISPATCH_<SECTION>_<KEY>`` variables, such as ``DISPATCH_SOLVER_SECONDS=5``; others are ignored.
    overrides
        ``{"solver.seconds": 5}``.

    Raises
    ------
    ConfigError
        If the file cannot be read, is no TOML, or holds something wrong; every mistake is named at once.
    """
    raw = _read(path)
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
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ConfigError(f"{path.name} is too large to be a configuration.")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(
            f"There is no configuration {path}.",
            "Make one with 'dispatch init DIR', or name it with --config.",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path.name} cannot be read: {error}.") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{path.name} is not valid TOML: {error}.") from None


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
            message = problem["msg"].removeprefix("Value error, ")
            lines.append(f"{where}: {message[:1].lower()}{message[1:]}")
    return "; ".join(lines) + "."


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
        if courier.vehicle not in vehicles:
            mistakes.append(
                f"courier {courier.name!r} drives {courier.vehicle!r}{_nearest(courier.vehicle, vehicles)}"
            )
        longest = 9 if courier.breaks == "16-17" else 12
        if courier.shift.end - courier.shift.start > longest * 3600:
            mistakes.append(
                f"the shift of courier {courier.name!r} is over {longest} hours, which the law forbids"
            )
        if courier.breaks == "16-17" and (courier.shift.end > 23 * 3600 or courier.shift.start < 6 * 3600):
            mistakes.append(f"courier {courier.name!r} is 16 or 17 and may not work between 23:00 and 06:00")
    by_vehicle = sorted(config.courier, key=lambda courier: (courier.vehicle, courier.shift.start))
    for one, next_one in pairwise(by_vehicle):
        same_day = set(one.days) & set(next_one.days)
        if one.vehicle == next_one.vehicle and same_day and next_one.shift.start < one.shift.end:
            mistakes.append(f"{one.name!r} and {next_one.name!r} drive {one.vehicle!r} at the same time")
    mistakes += _timezone_mistakes(config.store.timezone)
    if config.geocoding.nominatim and not config.geocoding.user_agent:
        mistakes.append("geocoding.nominatim needs geocoding.user_agent (who you are, with a contact)")
    if config.travel.source == "osrm" and not config.travel.osrm_urls:
        mistakes.append('travel.source = "osrm" needs travel.osrm_urls')
    if mistakes:
        raise ConfigError(f"{file}: " + "; ".join(mistakes) + ".", "Correct the file and run again.")


def _timezone_mistakes(name: str) -> list[str]:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return [f"store.timezone {name!r} is not a known time zone such as Europe/Amsterdam"]
    return []
