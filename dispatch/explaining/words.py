"""Every sentence of an explanation."""

from collections.abc import Sequence

from dispatch.clock import ceil_minutes, hhmm
from dispatch.explaining.bench import Fit
from dispatch.model import CENT, Binding, Shift, Stop

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def ordinal(number: int) -> str:
    """Write the place of a trip in a route; ``number`` counts from 0."""
    return _ORDINALS[number] if number < len(_ORDINALS) else f"{number + 1}th"


def euros(ticks: int) -> str:
    """Write ticks as euros."""
    sign = "-" if ticks < 0 else ""
    return f"{sign}€{abs(ticks) / CENT / 100:,.2f}"


def sentence(never: bool, code: str, bindings: Sequence[Binding], shifts: Sequence[Shift]) -> str:
    """Say in one sentence why a stop is left behind."""
    if not shifts:
        return "Nobody works on this day."
    first = {binding.shift: binding for binding in reversed(bindings) if binding.code == code}
    details = [first[shift.id].detail for shift in shifts if shift.id in first]
    shown = "; ".join(dict.fromkeys(details[:3])) + ("; …" if len(details) > 3 else "")
    if never:
        return f"Cannot be delivered today by anyone: {shown}."
    if code == "PRICE":
        return f"Costs more than leaving it behind: {shown}."
    return f"No room left today: {shown}."


def room_detail(code: str, shift: Shift, stop: Stop, fit: Fit | None, dearer: int) -> str:
    """Say what keeps a stop out of a route that could serve it on an empty day."""
    who = shift.courier
    if fit is None:
        return f"with {who} it costs {euros(dearer)}, leaving it behind {euros(stop.drop_cents * CENT)}"
    worst = max((v.amount for v in fit.violations), default=0)
    minutes = ceil_minutes(worst)
    trip = f"{who}'s {ordinal(fit.trip)} trip"
    if code == "CAPACITY":
        return f"{trip} is full"
    if code == "RANGE":
        return f"{shift.vehicle.id} would have to go {worst / 1000:.1f} km too far"
    if code == "COLD":
        return f"cold goods in {trip} would be under way {minutes} min too long"
    if code == "WINDOW":
        return f"somebody in {trip} would be served {minutes} min too late"
    if code == "RELEASE":
        return f"{trip} would have to leave before all is packed"
    return _shift_detail(shift, fit)


def _shift_detail(shift: Shift, fit: Fit) -> str:
    causes = {violation.cause: violation for violation in fit.violations}
    if "SHIFT" in causes:
        late = ceil_minutes(causes["SHIFT"].amount)
        return f"{shift.courier} would be back {late} min after the shift ends at {hhmm(shift.hours.latest)}"
    if "TRIPS" in causes:
        return f"{shift.courier} makes {shift.max_trips} trips already"
    return f"{shift.courier} would miss a break"
