"""Axes around a plot: round numbers, words on both sides, and from values to places on the drawing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self

from dispatch.reporting.drawing import GRID, INK, SOFT, Drawing, shortened, width_of
from dispatch.reporting.tables import Language, show

_TYPE: Final = 7.0
"""Size of the words along axes."""

_LINE: Final = 10.0
_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_MOST_MARKS: Final = 5
_LONGEST: Final = 16
_NEAR: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Scale:
    """Say where an axis begins and ends, and how far its marks are apart.

    Parameters
    ----------
    low, high
        Ends.
    step
        From mark to mark; marks stand at its multiples. Zero for an axis without numbers.
    """

    low: float
    high: float
    step: float

    @classmethod
    def around(cls, values: Sequence[float], *, zero: bool = False, whole: bool = False) -> Self:
        """Choose round numbers around values.

        Parameters
        ----------
        values
            May hold some that are no numbers; they are passed over.
        zero
            Whether zero is on the axis.
        whole
            Whether its marks are whole numbers.
        """
        known = [value for value in values if not math.isnan(value)]
        low, high = min(known, default=0.0), max(known, default=1.0)
        if zero:
            low, high = min(0.0, low), max(0.0, high)
        if low == high:
            apart = abs(low) / 20
            low, high = (low - apart, high + apart) if apart and not zero else (low, low + 1)
        step = round_step((high - low) / _MOST_MARKS, whole=whole)
        return cls(step * math.floor(low / step + _NEAR), step * math.ceil(high / step - _NEAR), step)

    @classmethod
    def of_places(cls, count: int) -> Self:
        """Return the axis of things that stand side by side, at 0, 1, 2 and so on."""
        aside = 0.5 if count > 1 else 1.0
        return cls(-aside, max(0, count - 1) + aside, 0.0)

    def marks(self, language: Language) -> list[tuple[float, str]]:
        """Return each mark and how it reads."""
        if not self.step:
            return []
        first, last = math.ceil(self.low / self.step - _NEAR), math.floor(self.high / self.step + _NEAR)
        decimals = next((n for n in range(6) if math.isclose(round(self.step, n), self.step)), 6)
        return [
            (number * self.step, show(number * self.step, "mean", language, decimals))
            for number in range(first, last + 1)
        ]


def round_step(least: float, *, whole: bool = False) -> float:
    """Return the smallest round step that is not below one."""
    if whole and least <= 1:
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    steps = (power * step for step in _STEPS if not (whole and power * step % 1))
    return next(step for step in steps if step >= least * (1 - _NEAR))


@dataclass(frozen=True, slots=True)
class Area:
    """Hold a part of a drawing: its edges."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Said:
    """Hold the words of a plot.

    Parameters
    ----------
    across, up
        What the axes show.
    labels
        Below the axis across, at 0, 1, 2 and so on, instead of numbers.
    names
        What colours stand for: each name with its colour.
    """

    across: str
    up: str
    labels: Sequence[str] = ()
    names: Sequence[tuple[str, str]] = ()


class Axes:
    """Draw the axes of a plot, and tell where values stand in it.

    Parameters
    ----------
    drawing
        What is drawn on.
    area
        The part of it that the plot takes with its words.
    across, up
        Both scales; the one that goes up has a grid.
    said
        The words.
    language
        Of numbers.
    grid
        Whether the axis across has a grid too.
    """

    def __init__(
        self,
        drawing: Drawing,
        area: Area,
        across: Scale,
        up: Scale,
        said: Said,
        language: Language,
        *,
        grid: bool = False,
    ) -> None:
        self.drawing = drawing
        self._across, self._up = across, up
        marks = up.marks(language)
        left = area.left + max((width_of(text, _TYPE) for _, text in marks), default=0.0) + 5
        below, slanting = _labels(said.labels, area.right - left)
        below = below if said.labels else across.marks(language)
        deep = max((width_of(text, _TYPE) for _, text in below), default=0.0) / 2 if slanting else 0.0
        right = area.right - (0 if said.labels or not below else width_of(below[-1][1], _TYPE) / 2)
        top = area.top + 4 + _LINE * (bool(said.up) + bool(said.names))
        self.area = Area(left, top, right, area.bottom - deep - _LINE * (1 + bool(said.across)) - 1)
        self._write(area, said)
        self._draw(marks, below, slanting=slanting, grid=grid)

    def x(self, value: float) -> float:
        """Return where a value across stands."""
        scale, area = self._across, self.area
        return area.left + (value - scale.low) / (scale.high - scale.low) * (area.right - area.left)

    def y(self, value: float) -> float:
        """Return how far down a value that goes up stands."""
        scale, area = self._up, self.area
        return area.bottom - (value - scale.low) / (scale.high - scale.low) * (area.bottom - area.top)

    def bar(self, left: float, low: float, right: float, high: float, colour: str) -> None:
        """Draw a bar between values across and values that go up."""
        self.drawing.bar(self.x(left), self.y(high), self.x(right), self.y(low), colour)

    def follow(
        self, points: Sequence[tuple[float, float]], colour: str, width: float, *, dashed: bool = False
    ) -> None:
        """Draw a line through points, broken where a value is no number."""
        for before, after in pairwise(points):
            if not math.isnan(before[1] + after[1]):
                places = [(self.x(x), self.y(y)) for x, y in (before, after)]
                self.drawing.line(places, colour, width, dashed=dashed)

    def dots(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        *,
        square: bool = False,
        hollow: bool = False,
    ) -> None:
        """Draw a dot at each point whose value is a number."""
        for x, y in points:
            if not math.isnan(y):
                self.drawing.dot(self.x(x), self.y(y), colour, square=square, hollow=hollow)

    def _write(self, area: Area, said: Said) -> None:
        """Write what the axes show, and what colours stand for."""
        drawing, y = self.drawing, area.top + 7
        if said.up:
            drawing.text(area.left, y, said.up, size=_TYPE)
            y += _LINE
        if said.across:
            drawing.text(area.right, area.bottom - 2, said.across, "end", size=_TYPE)
        x = self.area.left
        for name, colour in said.names:
            drawing.bar(x, y - 6, x + 7, y + 1, colour)
            drawing.text(x + 9, y, name, size=_TYPE, colour=INK)
            x += 18 + width_of(name, _TYPE)

    def _draw(
        self,
        marks: Sequence[tuple[float, str]],
        below: Sequence[tuple[float, str]],
        *,
        slanting: bool,
        grid: bool,
    ) -> None:
        """Draw the grid, the axis across and what is written along both."""
        drawing, area = self.drawing, self.area
        for value, text in marks:
            y = self.y(value)
            drawing.line([(area.left, y), (area.right, y)], GRID)
            drawing.text(area.left - 4, y + 2.4, text, "end", size=_TYPE)
        for value, text in below:
            x = self.x(value)
            if grid:
                drawing.line([(x, area.top), (x, area.bottom)], GRID)
            drawing.line([(x, area.bottom), (x, area.bottom + 2.5)], SOFT)
            if slanting:
                drawing.text(x + 2, area.bottom + 8, text, "end", size=_TYPE, slant=30)
            else:
                drawing.text(x, area.bottom + 9.5, text, "middle", size=_TYPE)
        foot = area.bottom + 0.9  # below the white edges of bars
        drawing.line([(area.left, foot), (area.right, foot)], SOFT)


def _labels(labels: Sequence[str], room: float) -> tuple[list[tuple[float, str]], bool]:
    """Return as many labels as there is room for with their places, and whether they must slant."""
    longest = max(map(len, labels), default=0)
    step = max(1, -(-len(labels) // (8 if longest > 3 else 16)))
    shown = [(float(place), shortened(labels[place], _LONGEST)) for place in range(0, len(labels), step)]
    widest = max((width_of(text, _TYPE) for _, text in shown), default=0.0)
    return shown, len(shown) > 1 and (widest + 4) * len(shown) > room
