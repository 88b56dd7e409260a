"""What a server of OSRM says over HTTP, held to its shape: what answers may be another program, or lie."""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Final, NotRequired, TypedDict

from pydantic import Field, TypeAdapter

from dispatch.model import Leg
from dispatch.travel.polyline import decode_polyline

_MOST: Final = 1e9
"""Seconds or metres that no way on earth takes."""

type _Number = Annotated[float, Field(ge=0, le=_MOST)]


class _Snapped(TypedDict):
    distance: _Number


class _Table(TypedDict):
    durations: list[list[_Number | None]]
    distances: list[list[_Number | None]]
    sources: list[_Snapped]
    destinations: list[_Snapped]


class _Step(TypedDict):
    geometry: str
    name: str
    distance: _Number
    ref: NotRequired[str | None]


class _Way(TypedDict):
    steps: list[_Step]


class _Route(TypedDict):
    legs: list[_Way]


class _Routes(TypedDict):
    routes: Annotated[list[_Route], Field(min_length=1)]


def table_of(answer: object, origins: int, destinations: int) -> _Table:
    """Return a table, as large as it was asked for.

    Raises
    ------
    ValueError
        If it is none.
    """
    table: _Table = _reader(_Table)(answer)
    rows = (*table["durations"], *table["distances"])
    if (
        not len(table["durations"]) == len(table["distances"]) == len(table["sources"]) == origins
        or len(table["destinations"]) != destinations
        or any(len(row) != destinations for row in rows)
    ):
        raise ValueError("the table has another size than was asked")
    return table


def route_of(answer: object, legs: int) -> _Route:
    """Return the first of some ways, with as many legs as it was asked for, that lie on the globe.

    Raises
    ------
    ValueError
        If it is none.
    """
    routes: _Routes = _reader(_Routes)(answer)
    route = routes["routes"][0]
    if len(route["legs"]) != legs:
        raise ValueError("the way has other legs than was asked")
    for leg in route["legs"]:
        lines = [Leg(decode_polyline(step["geometry"])).line for step in leg["steps"]]
        if not any(lines):
            raise ValueError("a leg leads nowhere")
    return route


@cache
def _reader(shape: Any) -> Callable[[object], Any]:
    return TypeAdapter(shape).validate_python
