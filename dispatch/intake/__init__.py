"""Read the till's export and the dispatcher's corrections: files become Orders and Issues."""

from dispatch.intake.corrections import Corrections, read_corrections
from dispatch.intake.export import Export, make_export, read_export
from dispatch.intake.goods import Goods, read_lines
from dispatch.intake.headers import check_renames
from dispatch.intake.receipts import Aside, read_rows
from dispatch.intake.service_day import day_of_export, day_turned
from dispatch.intake.waiting import wait_until_written

__all__ = [
    "Aside",
    "Corrections",
    "Export",
    "Goods",
    "check_renames",
    "day_of_export",
    "day_turned",
    "make_export",
    "read_corrections",
    "read_export",
    "read_lines",
    "read_rows",
    "wait_until_written",
]
