"""A study as one page: HTML without a network, and PDF."""

import io
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from dispatch.reporting.tables import Table
from dispatch.study.answering import Answer, differences, notes, side_by_side, span_of
from dispatch.study.plots import (
    MAIN,
    SOFT,
    as_svg,
    curves_of,
    draw_curve,
    draw_forest,
    draw_scatter,
    language_of,
    styled,
)
from dispatch.words import Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_A4: Final = (8.27, 11.69)
_LINE: Final = 0.0165
_LEFT: Final = 0.07
_TABLE_TOP: Final = 0.9


def as_html(answer: Answer, say: Words) -> str:
    """Write a study as one page in one file."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    template = files("dispatch.study").joinpath("page.html.j2").read_text(encoding="utf-8")
    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    with styled():
        plots = [(title, Markup(as_svg(figure))) for title, figure in _plots(answer, say)]  # noqa: S704 - our own
    language = language_of(say)
    return page.from_string(template).render(
        language=language,
        store=answer.store,
        say=say,
        span=span_of(answer, say),
        means=_shown(side_by_side(answer), say),
        scenarios=[
            (say("study.apart", scenario=scenario.name), _shown(differences(answer, scenario, language), say))
            for scenario in answer.others
        ],
        plots=plots,
        notes=notes(answer, say),
    )


def _shown(table: Table, say: Words) -> dict[str, Any]:
    language = language_of(say)
    return {"heads": [c.title(language) for c in table.columns], "rows": table.texts(language)}


def _plots(answer: Answer, say: Words) -> "list[tuple[str, Figure]]":
    made = [(say("study.curve", vehicle=v), draw_curve(answer, v, say)) for v in curves_of(answer)]
    made.append((say("study.forest"), draw_forest(answer, say)))
    made.append((say("study.scatter"), draw_scatter(answer, say)))
    return made


def as_pdf(answer: Answer, say: Words) -> bytes:
    """Draw a study as PDF: tables first, then the plots, a page each."""
    from matplotlib.backends.backend_pdf import PdfPages

    out, language = io.BytesIO(), language_of(say)
    tables = [(say("study.means"), side_by_side(answer))]
    tables += [
        (say("study.apart", scenario=one.name), differences(answer, one, language)) for one in answer.others
    ]
    tables = [(title, table) for title, table in tables if table.rows]
    with styled(), PdfPages(out, metadata={"CreationDate": None, "Title": say("study.title")}) as pages:
        for figure in _table_pages(answer, tables, say):
            pages.savefig(figure)
        for title, figure in _plots(answer, say):
            figure.suptitle(title, x=0.02, ha="left", fontsize=10, weight="bold", parse_math=False)
            pages.savefig(figure)
    return out.getvalue()


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
    count = max(2, len(rows[0]))
    ends = [_LEFT, *(0.36 + place * (0.57 / (count - 1)) for place in range(1, count))]
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
