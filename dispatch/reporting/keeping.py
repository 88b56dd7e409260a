"""Figures as JSON: how they outlive the runs they were made from."""

import json
from dataclasses import asdict
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from dispatch.errors import InputError
from dispatch.reporting.figures import DayFigures

FIGURES_FORMAT: Final = 1


def to_json(figures: DayFigures) -> dict[str, Any]:
    """Write a day's figures as JSON types."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(figures), default=str))
    return {"format_version": FIGURES_FORMAT, **plain}


def from_json(plain: Any, where: str) -> DayFigures:
    """Read a day's figures back.

    Raises
    ------
    InputError
        If they are damaged or of a newer format; ``where`` names the file.
    """
    version = plain.get("format_version") if isinstance(plain, dict) else None
    if isinstance(version, int) and version > FIGURES_FORMAT:
        raise InputError(
            "{where} has format_version {version}; this program reads up to {most}.",
            "It was made by a newer version of the program: update this one.",
            where=where,
            version=version,
            most=FIGURES_FORMAT,
        )
    try:
        return _adapter().validate_json(json.dumps(plain), strict=True)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(map(str, fault["loc"]))
        what = f"{place}: {fault['msg']}"
        raise InputError("{where} is damaged: {what}.", where=where, what=what) from None


@cache
def _adapter() -> TypeAdapter[DayFigures]:
    return TypeAdapter(DayFigures)
