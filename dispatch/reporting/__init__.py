"""What deliveries cost and how well promises are kept, from archived runs."""

from dispatch.reporting.actuals import Actual, ActualFigures, Outcome, compare_actuals, read_actuals
from dispatch.reporting.figures import Basket, DayFigures, RouteFigures, figures_of, share_costs
from dispatch.reporting.keeping import from_json, to_json
from dispatch.reporting.learning import LearnedTimes

__all__ = [
    "Actual",
    "ActualFigures",
    "Basket",
    "DayFigures",
    "LearnedTimes",
    "Outcome",
    "RouteFigures",
    "compare_actuals",
    "figures_of",
    "from_json",
    "read_actuals",
    "share_costs",
    "to_json",
]
