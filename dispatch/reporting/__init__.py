"""What deliveries cost and how well promises are kept, from archived runs."""

from dispatch.reporting.actuals import Actual, ActualFigures, compare_actuals, read_actuals
from dispatch.reporting.figures import Basket, DayFigures, RouteFigures, figures_of
from dispatch.reporting.keeping import from_json, to_json
from dispatch.reporting.learning import Learned, LearnedTimes
from dispatch.reporting.page import Report, draw_report, trial_notes
from dispatch.reporting.sharing import share_costs
from dispatch.reporting.tables import Column, Table, column, days_table, returned, tabulate, unprofitable

__all__ = [
    "Actual",
    "ActualFigures",
    "Basket",
    "Column",
    "DayFigures",
    "Learned",
    "LearnedTimes",
    "Report",
    "RouteFigures",
    "Table",
    "column",
    "compare_actuals",
    "days_table",
    "draw_report",
    "figures_of",
    "from_json",
    "read_actuals",
    "returned",
    "share_costs",
    "tabulate",
    "to_json",
    "trial_notes",
    "unprofitable",
]
