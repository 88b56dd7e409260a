"""A report names the robots and drones that had no permit."""

from dataclasses import replace

from daymaker import make_vehicle
from smallday import small_day

from dispatch.reporting import figures_of, trial_notes
from dispatch.words import words


def figures(*, trial: bool):
    day = small_day()
    vehicle = make_vehicle("drone-1", kind="drone", max_stops=1, trial=trial)
    first, *others = day.plan.routes
    changed = replace(
        first, shift=replace(first.shift, vehicle=replace(vehicle, profile=first.shift.vehicle.profile))
    )
    planned = replace(day, plan=replace(day.plan, routes=(changed, *others)))
    return figures_of(planned, emissions={}, margin=0.25)


def test_a_trial_is_named_under_the_report() -> None:
    assert trial_notes([figures(trial=True)], words("en")) == ["Trials, without a permit: drone-1."]
    assert trial_notes([figures(trial=True)], words("nl")) == ["Proef, zonder vergunning: drone-1."]


def test_with_a_permit_it_is_as_any_other() -> None:
    assert trial_notes([figures(trial=False)], words("en")) == []
