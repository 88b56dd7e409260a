"""Figures of a few planned days, with or without what came back."""

from dataclasses import replace
from datetime import date, timedelta

from sampledays import planned_day

from dispatch.model import Outcome
from dispatch.reporting import figures_of
from dispatch.reporting.actuals import Actual


def figures_of_days(days=3, couriers=2, margin=0.25, back=False):
    """Return the figures of days in a row from 28 November 2026; whoever is brought anything is there."""
    made = []
    for number in range(days):
        planned = planned_day(14, couriers=couriers, rejected=1, left_behind=1, seed=number, plain=True)
        day = date(2026, 11, 28) + timedelta(days=number)
        planned = replace(planned, day=day, problem=replace(planned.problem, day=day))
        actuals = None
        if back:
            stops = {stop.id: stop for stop in planned.problem.stops}
            actuals = {
                receipt: Actual(visit.arrival + 60, Outcome.DELIVERED)
                for route in planned.plan.routes
                for trip in route.trips
                for visit in trip.visits
                for receipt in stops[visit.stop].receipt_ids
            }
        made.append(figures_of(planned, emissions={}, margin=margin, actuals=actuals))
    return made
