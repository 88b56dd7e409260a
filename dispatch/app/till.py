"""What the till's files say that the day's book does not have yet."""

from dataclasses import replace
from typing import Any

from dispatch.app.request import TillFiles
from dispatch.config import IntakeSection
from dispatch.day import DayState, news
from dispatch.intake.goods import add_basket_lines
from dispatch.model import Issue
from dispatch.pipeline.till import baskets_as_news, export_as_news, goods_as_news, goods_of


def told_by_till(
    state: DayState, files: TillFiles, section: IntakeSection
) -> tuple[list[news.News], tuple[Issue, ...]]:
    """Return what the till's files say that the book does not have, and what there is to say of that.

    Parameters
    ----------
    state
        What the book says.
    files
        As they were read.
    section
        How to read.
    """
    if files.export.events is not None:
        return _told_by_baskets(state, files, section)
    said: list[news.News] = []
    export = export_as_news(files.export, files.sha256("purchases"))
    if state.export is None or not _alike(state.export, export):
        said.append(export)
    if files.goods is not None:
        goods = goods_as_news("lines", files.sha256("lines"), files.goods)
        if goods.goods != state.goods:
            said.append(goods)
    return said, ()


def _told_by_baskets(
    state: DayState, files: TillFiles, section: IntakeSection
) -> tuple[list[news.News], tuple[Issue, ...]]:
    """Return what events are new, and what was bought by those."""
    sha256 = files.sha256("purchases")
    export, baskets = baskets_as_news(files.export, sha256, state, section)
    bought = add_basket_lines(files.export.name, baskets.lines, section, files.assortment)
    goods = goods_as_news("lines", sha256, {**goods_of(state), **(files.goods or {}), **bought.goods})
    # What was bought stands first: of two lines a crash may keep one, and the events are not read again.
    said: list[news.News] = [goods] if goods.goods != state.goods else []
    said += [] if export is None else [export]
    unknown = [] if files.baskets is None else files.baskets.unknown
    told = replace(baskets, unknown=tuple(one for one in unknown if one.event.receipt not in state.receipts))
    return said, (*told.issues(), *bought.issues)


def _alike(one: news.ExportRead, other: news.ExportRead) -> bool:
    """Tell whether two exports say the same, whatever the order of their rows."""

    def contents(export: news.ExportRead) -> Any:
        return (
            sorted((row.receipt, row.cells, row.unclosed, row.unfinished) for row in export.rows),
            sorted(export.unflagged),
            export.headers,
        )

    return bool(contents(one) == contents(other))
