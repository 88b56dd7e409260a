"""The vocabulary: frozen values of the standard library that check themselves.

Units: integer seconds since local midnight of the service day, metres, grams, euro cents
(costs in ticks, see :data:`CENT`). Coordinates are (lat, lon) in WGS 84 degrees. Both ends of a
time window are inclusive.
"""

from dispatch.model.causes import Barrier, Breach, Cause, Help, Obstacle
from dispatch.model.codes import Code
from dispatch.model.day import (
    Accounts,
    Again,
    Amended,
    InputFile,
    Moved,
    Outcome,
    PlannedDay,
    Provenance,
    Spot,
    Tell,
    Told,
    TooLate,
    TripShape,
)
from dispatch.model.facts import Fact, Kind
from dispatch.model.fleet import Break, BreakAt, Depot, FixedTrip, Shift, Vehicle
from dispatch.model.orders import Intake, Issue, LocatedOrder, Order, Rejected, Severity, Spare, warned
from dispatch.model.places import Address, Confidence, Place, Suggestion
from dispatch.model.plan import (
    Binding,
    Pause,
    Plan,
    Remedy,
    Route,
    Totals,
    Trip,
    Unassigned,
    Violation,
    Visit,
    Where,
)
from dispatch.model.problem import Affinity, Problem, Restriction, Stop, ToldWindow
from dispatch.model.solution import RouteSequence, SearchReport, Solution
from dispatch.model.summary import NEEDS_LOOK, NOTHING_PLANNED, PLANNED, TIGHT_SECONDS, RunSummary
from dispatch.model.travel import Leg, Point, Snap, Spokes, TravelMatrix, TravelProfile
from dispatch.model.values import CENT, UNREACHABLE, Cost, Load, Temperature, TimeWindow, to_cents

__all__ = [
    "CENT",
    "NEEDS_LOOK",
    "NOTHING_PLANNED",
    "PLANNED",
    "TIGHT_SECONDS",
    "UNREACHABLE",
    "Accounts",
    "Address",
    "Affinity",
    "Again",
    "Amended",
    "Barrier",
    "Binding",
    "Breach",
    "Break",
    "BreakAt",
    "Cause",
    "Code",
    "Confidence",
    "Cost",
    "Depot",
    "Fact",
    "FixedTrip",
    "Help",
    "InputFile",
    "Intake",
    "Issue",
    "Kind",
    "Leg",
    "Load",
    "LocatedOrder",
    "Moved",
    "Obstacle",
    "Order",
    "Outcome",
    "Pause",
    "Place",
    "Plan",
    "PlannedDay",
    "Point",
    "Problem",
    "Provenance",
    "Rejected",
    "Remedy",
    "Restriction",
    "Route",
    "RouteSequence",
    "RunSummary",
    "SearchReport",
    "Severity",
    "Shift",
    "Snap",
    "Solution",
    "Spare",
    "Spokes",
    "Spot",
    "Stop",
    "Suggestion",
    "Tell",
    "Temperature",
    "TimeWindow",
    "Told",
    "ToldWindow",
    "TooLate",
    "Totals",
    "TravelMatrix",
    "TravelProfile",
    "Trip",
    "TripShape",
    "Unassigned",
    "Vehicle",
    "Violation",
    "Visit",
    "Where",
    "to_cents",
    "warned",
]
