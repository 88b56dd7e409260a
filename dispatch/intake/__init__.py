"""Read the till's export and the dispatcher's corrections: files become Orders and Issues."""

from dispatch.intake.article_list import read_articles
from dispatch.intake.assortment import NO_ASSORTMENT, Assortment
from dispatch.intake.baskets import Baskets, days_of_baskets, export_of
from dispatch.intake.corrections import Corrections, read_corrections
from dispatch.intake.eventfiles import event_files, holds_events, read_events
from dispatch.intake.export import Export, make_export, read_export
from dispatch.intake.goods import LineCounts, LinesRead, add_basket_lines, read_lines
from dispatch.intake.headers import check_renames
from dispatch.intake.line_sums import Goods
from dispatch.intake.receipts import Aside, read_rows
from dispatch.intake.service_day import day_of_export, day_turned, days_of_export
from dispatch.intake.standing import Standing, read_standing, taken_by
from dispatch.intake.waiting import wait_until_written

__all__ = [
    "NO_ASSORTMENT",
    "Aside",
    "Assortment",
    "Baskets",
    "Corrections",
    "Export",
    "Goods",
    "LineCounts",
    "LinesRead",
    "Standing",
    "add_basket_lines",
    "check_renames",
    "day_of_export",
    "day_turned",
    "days_of_baskets",
    "days_of_export",
    "event_files",
    "export_of",
    "holds_events",
    "make_export",
    "read_articles",
    "read_corrections",
    "read_events",
    "read_export",
    "read_lines",
    "read_rows",
    "read_standing",
    "taken_by",
    "wait_until_written",
]
