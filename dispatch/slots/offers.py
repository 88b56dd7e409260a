"""Which windows the store offers on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from dispatch.clock import HOUR
from dispatch.config import Hours, OfferedWindow, Promise, weekday_of
from dispatch.model import TimeWindow

EVERY: Final = "every"
"""The windows of weekdays that have none of their own."""

_USUAL: Final = 2 * HOUR
"""How long windows are where the store names none; a rest of less than half of that joins the last."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Hold a window that a customer may take.

    Parameters
    ----------
    window
        Within the delivery hours of the day.
    price_cents
        What the customer pays for it.
    limit
        Orders that may be promised it; None for as many as fit.
    """

    window: TimeWindow
    price_cents: int = 0
    limit: int | None = None


def offers_on(promise: Promise, hours: Hours, day: date) -> tuple[Offer, ...]:
    """Return the windows of a day in order; those that the delivery hours do not reach are left out."""
    named = promise.windows.get(weekday_of(day), promise.windows.get(EVERY))
    if named is None:
        starts = range(hours.start, max(hours.start + 1, hours.end - _USUAL // 2), _USUAL)
        ends = [*starts[1:], hours.end]
        return tuple(Offer(TimeWindow(*span)) for span in zip(starts, ends, strict=True))
    offers = [offer for one in named if (offer := _within(one, hours)) is not None]
    return tuple(sorted(offers, key=lambda offer: offer.window))


def _within(one: OfferedWindow, hours: Hours) -> Offer | None:
    window = TimeWindow(one.hours.start, one.hours.end).intersect(TimeWindow(hours.start, hours.end))
    if window is None or window.earliest == window.latest:
        return None
    return Offer(window, one.price, one.limit)
