"""A study as one page: HTML without a network, and PDF."""

import io
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from dispatch.reporting.drawing import SOFT, styled
from dispatch.reporting.tables import Table
from dispatch.study.answering import Answer, by_store, differences, notes, side_by_side, span_of
from dispatch.study.plots import MAIN, Plot, as_svg, language_of, plots_of
from dispatch.words import Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_A4: Final = (8.27, 11.69)
_LINE: Final = 0.0165
_LEFT: Final = 0.07
_MIDDLE: Final = 0.3
_RIGHT: Final = 0.93
_HEAD: Final = 0.35
"""Inches for the title of a plot."""
_TABLE_TOP: Final = 0.9


def as_html(answer: Answer, say: Words, stores: Sequence[Answer] = ()) -> str:
    """Write a study as one page in one file.

    Parameters
    ----------
    stores
        The answers it is the sum of.
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    template = files("dispatch.study").joinpath("page.html.j2").read_text(encoding="utf-8")
    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    with styled():
        plots = [(plot.title, Markup(as_svg(plot))) for plot in plots_of(answer, say)]  # noqa: S704 - our own
    return page.from_string(template).render(
        language=language_of(say),
        store=answer.store,
        say=say,
        span=span_of(answer, say),
        means=_shown(_numbered(side_by_side(answer)), say),
        scenarios=[(title, _shown(table, say)) for title, table in _differences(answer, say, stores)],
        plots=plots,
        notes=notes(answer, say),
    )


def _numbered(table: Table) -> Table:
    """Put the number of each scenario before its name, as in the plots."""
    return Table(
        table.columns, tuple((f"{number}. {row[0]}", *row[1:]) for number, row in enumerate(table.rows))
    )


def _shown(table: Table, say: Words) -> dict[str, Any]:
    language = language_of(say)
    return {"heads": [c.title(language) for c in table.columns], "rows": table.texts(language)}


def _differences(answer: Answer, say: Words, stores: Sequence[Answer]) -> Iterator[tuple[str, Table]]:
    """Make the tables of each scenario: what differs, and for a chain what it costs at each store."""
    language = language_of(say)
    for scenario in answer.others:
        yield say("study.apart", scenario=scenario.name), differences(answer, scenario, language)
        if stores:
            yield say("study.by_store", scenario=scenario.name), by_store(stores, scenario, language)


def as_pdf(answer: Answer, say: Words, stores: Sequence[Answer] = ()) -> bytes:
    """Draw a study as PDF: tables first, then the plots, a page each.

    Parameters
    ----------
    stores
        The answers it is the sum of.
    """
    from matplotlib.backends.backend_pdf import PdfPages

    out = io.BytesIO()
    tables = [(say("study.means"), _numbered(side_by_side(answer)))]
    tables += _differences(answer, say, stores)
    tables = [(title, table) for title, table in tables if table.rows]
    with styled(), PdfPages(out, metadata={"CreationDate": None, "Title": say("study.title")}) as pages:
        for figure in _table_pages(answer, tables, say):
            pages.savefig(figure)
        for figure in _plot_pages(plots_of(answer, say)):
            pages.savefig(figure)
    return out.getvalue()


def _plot_pages(plots: Sequence[Plot]) -> "list[Figure]":
    """Draw plots below each other, on as many pages as they need."""
    from matplotlib.figure import Figure

    pages: list[list[Plot]] = [[]]
    for plot in plots:
        if pages[-1] and sum(p.height + _HEAD for p in (*pages[-1], plot)) > _A4[1]:
            pages.append([])
        pages[-1].append(plot)
    figures = []
    for page in pages:
        figure = Figure(figsize=_A4)
        heights = [plot.height + _HEAD for plot in page]
        rest = max(0.1, _A4[1] - sum(heights))
        parts = figure.subfigures(len(page) + 1, 1, squeeze=False, height_ratios=[*heights, rest])
        for part, plot in zip(parts[:-1, 0], page, strict=True):
            part.suptitle(plot.title, x=_LEFT, ha="left", fontsize=10, weight="bold", parse_math=False)
            plot.draw(part)
        figures.append(figure)
    return figures


def _table_pages(answer: Answer, tables: list[tuple[str, Table]], say: Words) -> "list[Figure]":
    """Write tables below each other, on as many pages as they need."""
    figures, top = [_page(answer, say)], _TABLE_TOP
    for title, table in tables:
        texts = [[c.title(language_of(say)) for c in table.columns], *table.texts(language_of(say))]
        while texts:
            room = int((top - 0.09) / _LINE) - 2
            if room < min(len(texts), 4):
                figures.append(_page(answer, say))
                top = _TABLE_TOP
                continue
            top = _write(figures[-1], top, title, texts[:room])
            texts = texts[room:]
    for place, line in enumerate(notes(answer, say)):
        figures[-1].text(_LEFT, 0.075 - place * 0.012, line, fontsize=6.5, color=SOFT, parse_math=False)
    return figures


def _page(answer: Answer, say: Words) -> "Figure":
    from matplotlib.figure import Figure

    figure = Figure(figsize=_A4)
    figure.text(_LEFT, 0.955, say("study.title"), fontsize=18, weight="bold", color=MAIN)
    figure.text(_LEFT, 0.935, answer.store, fontsize=10, color=SOFT, parse_math=False)
    figure.text(0.93, 0.957, span_of(answer, say), fontsize=9, ha="right")
    return figure


def _write(figure: "Figure", top: float, title: str, rows: list[Any]) -> float:
    """Write a table from ``top`` down, the first column to the left, and return where it ends."""
    figure.text(_LEFT, top, title, fontsize=9, weight="bold", parse_math=False)
    ends = _ends(rows)
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row):
            figure.text(
                ends[place],
                top - number * _LINE,
                text if len(text) <= 44 else text[:43] + "…",
                fontsize=7.5,
                color=SOFT if number == 1 else "#1a1a1a",
                ha="left" if place == 0 else "right",
                parse_math=False,
            )
    return top - (len(rows) + 2) * _LINE


def _ends(rows: list[Any]) -> list[float]:
    """Return where each column stands: the first begins there, each other ends there, as wide as its text."""
    widths = [max(len(row[column]) for row in rows) + 2 for column in range(1, len(rows[0]))]
    step = (_RIGHT - _MIDDLE) / max(1, sum(widths))
    return [_LEFT, *(_MIDDLE + step * sum(widths[: column + 1]) for column in range(len(widths)))]
