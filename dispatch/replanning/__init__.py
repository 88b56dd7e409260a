"""Plan the rest of a day again, changing as little as possible.

``prepare`` turns a planned day and what has happened since into the problem that is left: trips that
have left the store are facts, everything else may change. ``settle`` finds a solution of it that
weighs every change against its gain. ``changes_between`` tells two plans apart.
"""

from dispatch.replanning.comparing import PlanChanges, changes_between
from dispatch.replanning.preparing import Changes, CourierOut, Prepared, prepare
from dispatch.replanning.settling import ChangePrices, settle

__all__ = [
    "ChangePrices",
    "Changes",
    "CourierOut",
    "PlanChanges",
    "Prepared",
    "changes_between",
    "prepare",
    "settle",
]
