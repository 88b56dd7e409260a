"""How plots and pages of figures look: one typeface, few colours, the same bytes for the same figures."""

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, SOFT, GRID = "#1a1a1a", "#6b6b6b", "#d9d9d9"
GREEN, AMBER, BLUE, RED = "#1f5f3a", "#d98e04", "#5b7db1", "#b03a2e"
LINE: Final = 0.0165
"""Height of a line of a table, as a share of the page."""

_FILES: Final = (
    ("fontpkg_fira_sans", ("files/FiraSans-Regular.ttf", "files/FiraSans-Bold.ttf")),
    (
        "manimgx_fonts",
        (
            "NotoSansArabic[wght].ttf",
            "NotoSansDevanagari[wght].ttf",
            "NotoSansHebrew[wght].ttf",
            "NotoSansThai[wght].ttf",
        ),
    ),
)
"""What is set as on the sheets; names in scripts that Fira lacks come from Noto."""


@contextmanager
def styled() -> Iterator[None]:
    """Draw in the house's type and colours."""
    import matplotlib as mpl

    style: dict[Any, Any] = {
        "font.family": _families(),
        "font.size": 8,
        "text.color": INK,
        "axes.edgecolor": SOFT,
        "axes.labelcolor": SOFT,
        "axes.labelsize": 7,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "pdf.fonttype": 3,  # a TrueType subset would carry the time at which it was made
        "svg.hashsalt": "local-dispatch",
        "svg.fonttype": "path",
    }
    # A name in a script that no font has shows as boxes; that is no news for cron's stderr, and neither is
    # that scripts other than Latin have no bold of their own.
    log = logging.getLogger("matplotlib.font_manager")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        with mpl.rc_context(style), warnings.catch_warnings(action="ignore"):
            yield
    finally:
        log.setLevel(before)


def _families() -> list[str]:
    """Return the names of the typefaces, made known to the library."""
    from matplotlib import font_manager

    manager, found = font_manager.fontManager, []
    for package, names in _FILES:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
            for name in names:
                path = Path(folder) / name
                if not path.is_file():
                    continue
                if not any(entry.fname == str(path) for entry in manager.ttflist):
                    manager.addfont(path)
                found.append(font_manager.FontProperties(fname=path).get_name())
    return list(dict.fromkeys((*found, "DejaVu Sans")))


def title(axes: "Axes", text: str, *, across: str = "", up: str = "") -> None:
    """Write what a plot shows and what its axes are."""
    axes.set_title(text, fontsize=9, loc="left", weight="bold")
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.grid(axis="y", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(colors=SOFT, labelsize=7)


def whole_numbers(axes: "Axes") -> None:
    """Let the axis that goes up count in whole numbers."""
    from matplotlib.ticker import MaxNLocator

    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))


def stack(
    axes: "Axes", labels: Sequence[str], parts: Sequence[Sequence[float]], names: Sequence[str]
) -> None:
    """Draw a bar for each label, its parts on top of each other."""
    base = [0.0] * len(labels)
    for part, name, colour in zip(parts, names, (GREEN, AMBER, BLUE), strict=False):
        axes.bar(range(len(labels)), part, 0.7 if len(labels) > 1 else 0.3, base, color=colour, label=name)
        base = [low + high for low, high in zip(base, part, strict=True)]
    if len(labels) == 1:
        axes.set_xlim(-0.8, 0.8)
    axes.set_ylim(0, max(base, default=1.0) * 1.3 or 1.0)
    if len(parts) > 1:
        axes.legend(frameon=False, fontsize=7, ncols=3, loc="upper left", handlelength=1, columnspacing=1)
    below(axes, labels)


def below(axes: "Axes", labels: Sequence[str]) -> None:
    """Write as many labels below a plot as there is room for, long ones on a slant."""
    longest = max(map(len, labels), default=0)
    step = max(1, -(-len(labels) // (8 if longest > 3 else 16)))
    shown = [shortened(label, 16) for label in labels[::step]]
    slant = longest * len(shown) > 60
    axes.set_xticks(
        range(0, len(labels), step),
        shown,
        fontsize=6.5,
        rotation=30 if slant else 0,
        ha="right" if slant else "center",
        parse_math=False,
    )


def write_table(
    figure: "Figure", top: float, heading: str, rows: Sequence[Sequence[str]], left: Sequence[bool]
) -> float:
    """Write a table from ``top`` down and return where it ends.

    Parameters
    ----------
    rows
        The titles, then the lines.
    left
        For each column whether it is set from the left.
    """
    figure.text(0.07, top, heading, fontsize=9, weight="bold", parse_math=False)
    edges = _edges(rows, left)
    for number, row in enumerate(rows):
        size, colour = (6.5, SOFT) if number == 0 else (7.5, INK)
        for edge, text, from_left in zip(edges, row, left, strict=True):
            side = "left" if from_left else "right"
            y = top - (number + 1.2) * LINE
            # Text from outside may hold a dollar sign, which would begin a formula.
            figure.text(
                edge, y, shortened(text, _LONGEST), ha=side, fontsize=size, color=colour, parse_math=False
            )
    return top - (len(rows) + 1.2) * LINE


_LONGEST: Final = 44
_LETTER, _GAP = 0.0078, 0.018
"""Shares of the width of a page: of a letter, and between columns."""


def _edges(rows: Sequence[Sequence[str]], left: Sequence[bool]) -> list[float]:
    """Return where each column begins, or ends if it is set from the right."""
    widths = [_LETTER * min(_LONGEST, max(len(row[place]) for row in rows)) for place in range(len(left))]
    room, at, edges = 0.86 - sum(widths), 0.07, []
    gap = max(0.006, min(2 * _GAP, room / max(1, len(widths) - 1)))
    for width, from_left in zip(widths, left, strict=True):
        edges.append(at if from_left else at + width)
        at += width + gap
    return edges


def shortened(text: str, longest: int) -> str:
    """Cut what is too long for its place."""
    return text if len(text) <= longest else text[: longest - 1] + "…"
