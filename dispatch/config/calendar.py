"""What the configuration says of a day: its weekday, its hours, who works."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from dispatch.config.sections import CourierSection, DayHours, Store
from dispatch.config.values import Hours, Weekday
from dispatch.errors import NoPlanError

WEEKDAYS: Final[tuple[Weekday, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def weekday_of(day: date) -> Weekday:
    """Return the weekday as the configuration writes it."""
    return WEEKDAYS[day.weekday()]


def opening_hours(store: Store, when: date | Weekday) -> Hours:
    """Return the opening hours of a date, or of a weekday."""
    special = _special(store, when)
    return (special and special.opening) or store.opening


def delivery_hours(store: Store, when: date | Weekday) -> Hours | None:
    """Return the delivery hours of a date, or of a weekday; None if the store does not deliver then."""
    special = _special(store, when)
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
    hours = delivery_hours(store, day)
    if hours is None:
        following = next_delivery(store, day)
        if following is None:
            raise NoPlanError(
                "The store does not deliver on {day}.",
                "Name another day with --date, or change [store.days] or [[store.date]].",
                day=day,
            )
        raise NoPlanError(
            "The store does not deliver on {day}.",
            "Plan the next day on which it does, --date {next}, or change [store.days] or [[store.date]].",
            day=day,
            next=following.isoformat(),
        )
    return hours


def next_delivery(store: Store, day: date) -> date | None:
    """Return the next day after another on which the store delivers; None if there is none in two weeks."""
    following = (day + timedelta(days=ahead) for ahead in range(1, 15))
    return next((one for one in following if delivery_hours(store, one) is not None), None)


def last_delivery(store: Store, day: date) -> date | None:
    """Return the last day before another on which the store delivers; None if there is none in two weeks."""
    before = (day - timedelta(days=back) for back in range(1, 15))
    return next((one for one in before if delivery_hours(store, one) is not None), None)


def working_on(couriers: Sequence[CourierSection], when: date | Weekday) -> tuple[CourierSection, ...]:
    """Return the couriers who work on a date, or on a weekday, in the order of the configuration."""
    return tuple(courier for courier in couriers if _works(courier, when))


def _works(courier: CourierSection, when: date | Weekday) -> bool:
    if not isinstance(when, date):
        return when in courier.days
    return when in courier.extra or (weekday_of(when) in courier.days and when not in courier.off)


def _special(store: Store, when: date | Weekday) -> DayHours | None:
    """Return what differs: of the date, else of its weekday."""
    if not isinstance(when, date):
        return store.days.get(when)
    dated = next((one for one in store.date if one.date == when), None)
    return dated or store.days.get(weekday_of(when))
