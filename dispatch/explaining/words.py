"""Every sentence of an explanation."""

from collections.abc import Sequence

from dispatch.clock import ceil_minutes, hhmm
from dispatch.explaining.alone import Bar
from dispatch.explaining.trial_insertion import Fit
from dispatch.model import CENT, Shift, Stop, Violation

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

_NEVER = {
    "SKILL": "Nobody can do this today",
    "ZONE": "No vehicle may go there",
    "REACH": "There is no way there",
    "CAPACITY": "Too much for every vehicle",
    "COLD": "Cannot be kept cold",
    "RANGE": "Too far",
    "RELEASE": "Packed too late",
    "SHIFT": "Outside the hours of everybody",
}


def ordinal(number: int) -> str:
    """Write the place of a trip in a route; ``number`` counts from 0."""
    return _ORDINALS[number] if number < len(_ORDINALS) else f"{number + 1}th"


def euros(ticks: int) -> str:
    """Write ticks as euros."""
    sign = "-" if ticks < 0 else ""
    return f"{sign}€{abs(ticks) / CENT / 100:,.2f}"


def never_sentence(code: str, bars: Sequence[Bar]) -> str:
    """Say why a stop can never be delivered today, by what bars it from each shift."""
    if not bars:
        return "Nobody works on this day."
    closest = min(bars, key=lambda bar: bar.amount)
    if closest.amount == 0:  # crates on the road: nobody can, whatever else binds
        return f"{closest.detail[0].upper()}{closest.detail[1:]}."
    if len({bar.code for bar in bars}) == 1:
        return f"{_NEVER[code]}: {closest.detail}."
    details = list(dict.fromkeys(bar.detail for bar in sorted(bars, key=lambda bar: bar.code != code)))
    more = f"; {len(details) - 3} more" if len(details) > 3 else ""
    return f"Nobody can deliver it today: {'; '.join(details[:3])}{more}."


def room_sentence(code: str, detail: str) -> str:
    """Say why there is no room for a stop, by what binds at the place that comes closest."""
    if code == "PRICE":
        return f"It costs more than leaving it behind: {detail}."
    return f"No room left today; what comes closest: {detail}."


def crowd_sentence() -> str:
    """Say why one of very many is left behind."""
    return "No room left today, as for many others: there are far more orders than the couriers can take."


def price_detail(shift: Shift, stop: Stop, dearer: int) -> str:
    """Say what a stop would cost in a route where it fits."""
    return f"with {shift.courier} {euros(dearer)}, left behind {euros(stop.drop_cents * CENT)}"


def room_detail(cause: str, shift: Shift, stop: Stop, fit: Fit) -> str:
    """Say what keeps a stop out of the best place in a route."""
    worst = max((v for v in fit.violations if v.cause == cause), key=lambda v: v.amount)
    minutes = ceil_minutes(worst.amount)
    end = hhmm(shift.hours.latest)
    trip = f"{shift.courier}'s {ordinal(fit.trip)} trip"
    details = {
        "CAPACITY": f"{trip} is full ({_over(worst)} too much)",
        "RANGE": f"{shift.vehicle.id} would go {worst.amount / 1000:.1f} km beyond its range",
        "COLD": f"in {trip} {_who(worst, stop)} would be {minutes} min too long without cooling",
        "WINDOW": f"in {trip} {_who(worst, stop)} would be served {minutes} min too late",
        "RELEASE": f"{trip} would leave before all is packed",
        "SHIFT": f"{shift.courier} would be back {minutes} min after the shift ends at {end}",
        "TRIPS": f"{shift.courier} has no trip left",
        "BREAK": f"{shift.courier} could not take the break in time",
        "REACH": f"there is no way there in {trip}",
    }
    return details.get(cause, f"{shift.courier} cannot take it")


def _over(violation: Violation) -> str:
    what = violation.message.split(" is ")[0]
    if what == "grams":
        return f"{violation.amount / 1000:.1f} kg"
    return f"{violation.amount} {what.removesuffix('s') if violation.amount == 1 else what}"


def _who(violation: Violation, stop: Stop) -> str:
    late = violation.where.rsplit(" stop ", 1)[-1]
    return "it" if late == stop.id else f"receipt {late}"
