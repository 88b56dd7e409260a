"""A drawing as SVG, for pages and for paper alike: the same figures give the same bytes.

Lengths are points, measured from the top left.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

INK, SOFT, FAINT, GRID = "#1a1a1a", "#6b6b6b", "#a8a8a8", "#d9d9d9"
GREEN, AMBER, BLUE, RED = "#1f5f3a", "#d98e04", "#b4c6e0", "#b03a2e"
"""Dark, middling and light: told apart in grey too."""

Side = Literal["start", "middle", "end"]

_DOT: Final = 2.0
"""Half of how wide a dot is."""

_LETTER: Final = 0.53
"""Width of a letter, as a share of the size of the type."""


class Drawing:
    """Collect lines, bars, dots and words on an empty surface.

    Parameters
    ----------
    width, height
        Of the surface.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self._parts: list[str] = []
        self._hatches: dict[str, str] = {}

    def line(
        self, points: Sequence[tuple[float, float]], colour: str, width: float = 0.6, *, dashed: bool = False
    ) -> None:
        """Draw a line through points."""
        through = " ".join(f"{_short(x)},{_short(y)}" for x, y in points)
        dashes = ' stroke-dasharray="4 2.5"' if dashed else ""
        self._parts.append(
            f'<polyline points="{through}" fill="none" stroke="{colour}" stroke-width="{width}"{dashes}/>'
        )

    def bar(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """Draw a bar with a white edge, which keeps it apart from its neighbours."""
        self._parts.append(
            f'<rect x="{_short(left)}" y="{_short(top)}" width="{_short(right - left)}" '
            f'height="{_short(bottom - top)}" fill="{self._fill(colour)}" stroke="#fff" stroke-width="0.5"/>'
        )

    def dot(self, x: float, y: float, colour: str, *, square: bool = False, hollow: bool = False) -> None:
        """Draw a dot, or a square, around a point, filled or empty."""
        look = f'fill="{"#fff" if hollow else colour}" stroke="{colour}"'
        if square:
            at = f'x="{_short(x - _DOT)}" y="{_short(y - _DOT)}" width="{2 * _DOT}" height="{2 * _DOT}"'
            self._parts.append(f"<rect {at} {look}/>")
        else:
            self._parts.append(f'<circle cx="{_short(x)}" cy="{_short(y)}" r="{_DOT}" {look}/>')

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """Draw a disc through which others show; bad news is hatched."""
        self._parts.append(
            f'<circle cx="{_short(x)}" cy="{_short(y)}" r="{_short(radius)}" fill="{self._fill(colour)}" '
            f'fill-opacity="0.35" stroke="{colour}"/>'
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        side: Side = "start",
        *,
        size: float = 7.0,
        colour: str = SOFT,
        slant: int = 0,
    ) -> None:
        """Write words on a line at ``y``, from, around or up to ``x``; ``slant`` degrees upwards."""
        turned = f' transform="rotate({-slant} {_short(x)} {_short(y)})"' if slant else ""
        self._parts.append(
            f'<text x="{_short(x)}" y="{_short(y)}" text-anchor="{side}" font-size="{size}" '
            f'fill="{colour}"{turned}>{escape(_clean(words))}</text>'
        )

    def svg(self, label: str) -> str:
        """Return the drawing as an element, which says to those who do not see it what it is."""
        hatches = "".join(self._hatches.values())
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(_clean(label))}" '
            f'viewBox="0 0 {_short(self.width)} {_short(self.height)}" width="{_short(self.width)}pt" '
            f'height="{_short(self.height)}pt" font-family="Fira Sans">'
            f"{f'<defs>{hatches}</defs>' if hatches else ''}{''.join(self._parts)}</svg>"
        )

    def _fill(self, colour: str) -> str:
        """Return what fills a bar: red is hatched, for it is bad news in grey too."""
        if colour != RED:
            return colour
        self._hatches[colour] = (
            f'<pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><rect width="4" height="4" fill="{colour}"/>'
            f'<rect width="1.2" height="4" fill="#fff"/></pattern>'
        )
        return "url(#hatch)"


@dataclass(frozen=True, slots=True)
class Plot:
    """Hold a plot and its words.

    Parameters
    ----------
    title
        Above it.
    alt
        What it shows, for those who do not see it.
    drawing
        The plot without its title.
    """

    title: str
    alt: str
    drawing: Drawing

    @property
    def svg(self) -> str:
        """The drawing as an element."""
        return self.drawing.svg(self.alt)


def width_of(words: str, size: float) -> float:
    """Return about how wide words are."""
    return size * sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else _LETTER for sign in words)


def shortened(text: str, longest: int) -> str:
    """Cut what is too long for its place."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _clean(words: str) -> str:
    """Leave out what XML cannot say."""
    return "".join(sign for sign in words if unicodedata.category(sign) not in ("Cc", "Cs", "Cn"))
