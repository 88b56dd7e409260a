"""A study as one page: HTML without a network, and PDF."""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any

from dispatch.ports import Press
from dispatch.reporting.sheet import FigureSheet, set_figures
from dispatch.reporting.tables import Table, language_of
from dispatch.study.answering import Answer, by_store, differences, notes, side_by_side, span_of
from dispatch.study.plots import plots_of
from dispatch.words import Words


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
    plots = [(plot.title, Markup(plot.svg)) for plot in plots_of(answer, say)]  # noqa: S704 - our own
    return page.from_string(template).render(
        language=language_of(say.language),
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
    language = language_of(say.language)
    return {"heads": [c.title(language) for c in table.columns], "rows": table.texts(language)}


def _differences(answer: Answer, say: Words, stores: Sequence[Answer]) -> Iterator[tuple[str, Table]]:
    """Make the tables of each scenario: what differs, and for a chain what it costs at each store."""
    language = language_of(say.language)
    for scenario in answer.others:
        yield say("study.apart", scenario=scenario.name), differences(answer, scenario, language)
        if stores:
            yield say("study.by_store", scenario=scenario.name), by_store(stores, scenario, language)


def as_pdf(answer: Answer, say: Words, press: Press, stores: Sequence[Answer] = ()) -> bytes:
    """Set a study as PDF: tables first, then the plots.

    Parameters
    ----------
    stores
        The answers it is the sum of.

    Raises
    ------
    ConfigError
        If it cannot be set.
    """
    sheet = FigureSheet(
        title=say("study.title"),
        store=answer.store,
        beside=(span_of(answer, say),),
        language=language_of(say.language),
        numbers=(),
        plots=plots_of(answer, say),
        tables=(
            (say("study.means"), _numbered(side_by_side(answer))),
            *_differences(answer, say, stores),
        ),
        notes=(*([say("study.clear")] if answer.others else []), *notes(answer, say)),
        plots_first=False,
    )
    return set_figures(sheet, press)
