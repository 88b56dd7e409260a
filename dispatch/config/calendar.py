"""What the configuration says of a day: its weekday, its hours, who works."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from dispatch.config.sections import CourierSection, Store, Weekday
from dispatch.config.values import Hours
from dispatch.errors import NoPlanError

WEEKDAYS: Final[tuple[Weekday, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def weekday_of(day: date) -> Weekday:
    """Return the weekday as the configuration writes it."""
    return WEEKDAYS[day.weekday()]


def opening_hours(store: Store, weekday: Weekday) -> Hours:
    """Return the opening hours of a weekday."""
    special = store.days.get(weekday)
    return (special and special.opening) or store.opening


def delivery_hours(store: Store, weekday: Weekday) -> Hours | None:
    """Return the delivery hours of a weekday; None if the store does not deliver then."""
    special = store.days.get(weekday)
    if special is None:
        return store.delivery
    return None if special.closed else special.delivery or store.delivery


def require_delivery(store: Store, day: date) -> Hours:
    """Return the delivery hours of a day.

    Raises
    ------
    NoPlanError
        If the store does not deliver on that day.
    """
    hours = delivery_hours(store, weekday_of(day))
    if hours is None:
        raise NoPlanError(
            f"The store does not deliver on {day:%A %d-%m-%Y}.",
            "Name another day with --date, or change [store.days].",
        )
    return hours


def working_on(couriers: Sequence[CourierSection], weekday: Weekday) -> tuple[CourierSection, ...]:
    """Return the couriers who work on a weekday, in the order of the configuration."""
    return tuple(courier for courier in couriers if weekday in courier.days)
