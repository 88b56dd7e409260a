"""Keep a planned day as ``plan.json`` and ``travel.npz``, and read it back with suspicion.

``plan.json`` holds everything but the matrices: keys in the order of the model, ``format_version``
first. A route names its shift and the plan its unserved stops by id, so that every fact stands once.
"""

import dataclasses
import json
import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from dispatch.archive.matrices import MATRICES, MatrixHead, read_matrices, write_matrices
from dispatch.archive.upgrade import upgrade
from dispatch.errors import InputError
from dispatch.files.disk import write_new
from dispatch.files.source import read_bytes
from dispatch.model import Plan, PlannedDay, Point, Problem, Route, TravelMatrix
from dispatch.phrases import Phrase

PLAN: Final = "plan.json"
PLAN_FORMAT: Final = 2

_MAX_MB = 256
_LINE = 140
_SHOWN = 3
_FLAT = json.JSONEncoder(ensure_ascii=False).encode  # ``dumps`` makes one at every call


@dataclass(frozen=True, slots=True)
class _Format:
    format_version: int


def encode(day: PlannedDay) -> bytes:
    """Write a planned day, without the numbers of its matrices, as readable JSON."""
    document = {"format_version": PLAN_FORMAT, **_object(day)}
    # A lone surrogate cannot be stored; it never stands in text that a person could read.
    return (_pretty(document) + "\n").encode("utf-8", errors="replace")


def write_plan(day: PlannedDay, folder: Path) -> tuple[Path, ...]:
    """Write ``plan.json`` and ``travel.npz`` into a folder that is not published yet."""
    write_new(folder / PLAN, encode(day))
    write_matrices(day.problem.travel, folder / MATRICES)
    return (folder / PLAN, folder / MATRICES)


def read_plan(folder: Path) -> PlannedDay:
    """Read a planned day back from its folder.

    Raises
    ------
    InputError
        If a file is missing, damaged, edited into something that is no plan, or of a newer format;
        it says where. What breaks only constraints of the day is read: finding that is for the checker.
    """
    text = _read(folder / PLAN)
    where = f"{folder.name}/{PLAN}"
    version = _require_format(text, where)
    if version < PLAN_FORMAT:
        text = upgrade(text, version)
    try:
        stored = _adapter().validate_json(text, strict=True)
    except ValidationError as error:
        raise _refuse(where, *_explain(error)) from None
    except (ValueError, RecursionError):
        raise _refuse(where, Phrase("it cannot be read as JSON")) from None
    size = len(stored.problem.stops) + 1 + len(stored.problem.more_depots)
    travel = read_matrices(folder / MATRICES, stored.problem.travel, size)
    return _restore(stored, travel, where)


def read_doors(folder: Path) -> tuple[Point, ...]:
    """Read of a planned day where its stops are, (lat, lon), and nothing else.

    Raises
    ------
    InputError
        If the file is missing or damaged there.
    """
    try:
        places = [stop["place"] for stop in json.loads(_read(folder / PLAN))["problem"]["stops"]]
        return tuple((float(place["lat"]), float(place["lon"])) for place in places)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _refuse(f"{folder.name}/{PLAN}", Phrase("it cannot be read as JSON")) from None


def _read(path: Path) -> bytes:
    absent = InputError(
        "There is no plan in {folder}.",
        "Name the folder of a run, such as runs/2026-11-24/latest.",
        folder=path.parent,
    )
    return read_bytes(path, _MAX_MB, name=f"{path.parent.name}/{path.name}", absent=absent)


def _require_format(text: bytes, where: str) -> int:
    try:
        version = TypeAdapter(_Format).validate_json(text, strict=True).format_version
    except ValidationError as error:
        raise _refuse(where, *_explain(error)) from None
    if version > PLAN_FORMAT:
        raise InputError(
            "{where} has format_version {version}; this program reads up to {most}.",
            "It was made by a newer version of the program: update this one.",
            where=where,
            version=version,
            most=PLAN_FORMAT,
        )
    if version < 1:
        raise _refuse(where, Phrase("format_version {version} never existed", {"version": version}))
    return version


def _refuse(where: str, *what: str | Phrase) -> InputError:
    return InputError(
        "{where} is not a plan: {what}.",
        "Take an untouched copy, or plan the day again with --again.",
        where=where,
        what=what,
    )


def _explain(error: ValidationError) -> Iterator[str | Phrase]:
    """Name the first few faults by place; the values themselves may be personal and are left out."""
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    for fault in faults[:_SHOWN]:
        where = _where(fault["loc"])
        if fault["type"] == "enum":
            yield Phrase("{where}is none of the values that this program knows", {"where": where})
        else:
            yield f"{where}{fault['msg'].removeprefix('Value error, ')}"
    if len(faults) > _SHOWN:
        yield Phrase("and {n} more", {"n": len(faults) - _SHOWN})


def _where(location: tuple[int | str, ...]) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return f"{text.lstrip('.')}: " if text else ""


def _plain(value: Any) -> Any:
    """Turn a value of the model into what JSON knows; sets are sorted to be the same every time."""
    if dataclasses.is_dataclass(value):
        return _object(value)
    if isinstance(value, frozenset):
        return sorted(_plain(item) for item in value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _object(value: Any) -> dict[str, Any]:
    if isinstance(value, TravelMatrix):
        value = MatrixHead(value.profile, value.source, value.estimated, value.pace, value.ways, value.wind)
    plain = _parts(value)
    if isinstance(value, Route):
        plain["shift"] = value.shift.id
    elif isinstance(value, Plan):
        plain["unserved"] = [stop.id for stop in value.unserved]
    return {name: _plain(part) for name, part in plain.items()}


def _pretty(value: Any, indent: str = "") -> str:
    """Write JSON with everything that fits a line on one line."""
    flat = _FLAT(value) if _small(value) else None
    if flat is not None and len(flat) + len(indent) <= _LINE:
        return flat
    inner = indent + "  "
    if isinstance(value, dict):
        body = [f"{_FLAT(key)}: {_pretty(item, inner)}" for key, item in value.items()]
        return "{\n" + ",\n".join(inner + line for line in body) + f"\n{indent}}}"
    if isinstance(value, list):
        return "[\n" + ",\n".join(inner + _pretty(item, inner) for item in value) + f"\n{indent}]"
    return _FLAT(value)


def _small(value: Any) -> bool:
    """Tell whether writing a value flat is worth a try, without walking through all of it."""
    if isinstance(value, dict | list):
        items: Iterable[Any] = value.values() if isinstance(value, dict) else value
        return len(value) <= _LINE // 2 and not any(isinstance(item, dict | list) and item for item in items)
    return True


@cache
def _adapter() -> TypeAdapter[Any]:
    """Return the reader of a stored day: the model itself, with ids and heads where those are stored."""
    routes = types.GenericAlias(tuple, (_variant(Route, shift=str), ...))
    plan = _variant(Plan, routes=routes, unserved=tuple[str, ...])
    problem = _variant(Problem, travel=tuple[MatrixHead, ...])
    return TypeAdapter(_variant(PlannedDay, problem=problem, plan=plan))


def _variant(kind: Any, **others: Any) -> Any:
    columns = []
    for column in fields(kind):
        default = dataclasses.field(default=column.default, kw_only=True)
        columns.append((column.name, others.get(column.name, column.type), default))
    return dataclasses.make_dataclass(f"Stored{kind.__name__}", columns, frozen=True, slots=True)


def _restore(stored: Any, travel: tuple[TravelMatrix, ...], where: str) -> PlannedDay:
    try:
        problem = Problem(**{**_parts(stored.problem), "travel": travel})
        shifts = {shift.id: shift for shift in problem.shifts}
        stops = {stop.id: stop for stop in problem.stops}
        routes = tuple(Route(**{**_parts(r), "shift": shifts[r.shift]}) for r in stored.plan.routes)
        _require_depots(routes, problem)
        unserved = tuple(stops[stop] for stop in stored.plan.unserved)
        plan = Plan(**{**_parts(stored.plan), "routes": routes, "unserved": unserved})
        return PlannedDay(**{**_parts(stored), "problem": problem, "plan": plan})
    except KeyError as error:
        raise _refuse(
            where, Phrase("the plan names {name}, which the problem does not have", {"name": str(error)})
        ) from None
    except ValueError as error:
        raise _refuse(where, str(error)) from None


def _require_depots(routes: Iterable[Route], problem: Problem) -> None:
    known = range(len(problem.depots))
    for number in (trip.depot for route in routes for trip in route.trips if trip.depot not in known):
        raise KeyError(f"depot {number}")


def _parts(value: Any) -> dict[str, Any]:
    return {column.name: getattr(value, column.name) for column in fields(value)}
