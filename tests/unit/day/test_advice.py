"""What would have helped is told only where it still can be done."""

import pytest
from daymaker import make_shift, make_vehicle

from dispatch.day import Entry, day_state, news
from dispatch.day.telling import possible_help
from dispatch.model import Cause, Help, Remedy, Unassigned

HOUR = 3600


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        (news.CourierOut("Anna", 18 * HOUR), False),
        (news.VehicleOut("fiets", 18 * HOUR), False),
        (news.CourierOut("Bram", 18 * HOUR), True),
        (news.StoreCloses(20 * HOUR), True),
    ],
)
def test_nobody_is_advised_to_work_longer_who_has_stopped_or_has_no_vehicle(said, stands):
    shift = make_shift("Anna", vehicle=make_vehicle("fiets"))
    state = day_state([Entry(1, "2026-11-24T12:00:00+01:00", "test", said)])
    advice = Unassigned("A", never=False, cause=Cause.SHIFT, remedy=Remedy(Help.HOUR_LATER, "Anna"))
    (told,) = possible_help([advice], [shift], state)
    assert (told.remedy is not None) == stands
    other = Unassigned("A", never=False, cause=Cause.SHIFT, remedy=Remedy(Help.OPEN_UNTIL, "Anna"))
    assert possible_help([other], [shift], state) == (other,)
