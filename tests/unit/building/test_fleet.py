"""The configuration becomes depot, vehicles, shifts and the breaks that the law asks for."""

from datetime import date
from typing import Any

import pytest

from dispatch.building.fleet import (
    legal_breaks,
    make_shifts,
    make_vehicles,
)
from dispatch.building.problem import make_depot
from dispatch.config import CourierSection, Hours, Store, VehicleSection
from dispatch.model import Break, Load, TimeWindow

HOUR, MINUTE = 3600, 60
SATURDAY, SUNDAY, MONDAY = date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 23)
PROFILES = {"fiets": "bike", "bus": "van~ze-leiden"}


def vehicle(name: str = "fiets", **values: Any) -> VehicleSection:
    usual = {"id": name, "profile": "van" if name == "bus" else "bike", "crates": 8, "kg": 100}
    return VehicleSection.model_validate(usual | values)


def courier(name: str = "Anna", shift: str = "14:00-18:00", **values: Any) -> CourierSection:
    return CourierSection.model_validate({"name": name, "vehicle": "fiets", "shift": shift, **values})


def store(**values: Any) -> Store:
    usual = {"name": "Winkel", "lat": 52.16, "lon": 4.49, "opening": "08:00-21:00", "delivery": "14:00-22:00"}
    return Store.model_validate(usual | values)


def shifts(*couriers: CourierSection, day: date = SATURDAY, **vehicle_values: Any) -> Any:
    sections = [vehicle(**vehicle_values)]
    return make_shifts(day, couriers, sections, make_vehicles(sections, PROFILES), 3)


@pytest.mark.parametrize(
    ("preset", "shift", "breaks"),
    [
        ("none", "08:00-20:00", ()),
        ("adult", "14:00-19:30", ()),  # 5.5 hours exactly: none is owed
        # 14:00-19:31: begins from an hour in on, before 5.5 hours of work, and half an hour before
        # the last hour of the shift at the latest: 19:31 - 1:00 - 0:30 = 18:01.
        ("adult", "14:00-19:31", ((30, "15:00", "18:01", 5.5),)),
        ("adult", "14:00-22:00", ((30, "15:00", "19:30", 5.5),)),  # 14:00 + 5:30
        ("adult", "08:00-18:00", ((30, "09:00", "13:30", 5.5),)),  # ten hours: still half an hour
        # Over ten hours 45 minutes in two parts; the second from six hours in, owed over ten hours of work.
        ("adult", "08:00-20:00", ((30, "10:00", "13:30", 5.5), (15, "14:00", "18:45", 10))),
        ("16-17", "14:00-18:30", ()),  # 4.5 hours
        ("16-17", "14:00-18:45", ((30, "15:00", "17:15", 4.5),)),  # 18:45 - 1:30
        ("16-17", "13:00-22:00", ((30, "14:00", "17:30", 4.5),)),
    ],
)
def test_breaks_are_what_the_law_asks_for(
    preset: str, shift: str, breaks: tuple[tuple[int, str, str, float], ...]
) -> None:
    def seconds(text: str) -> int:
        hours, minutes = text.split(":")
        return int(hours) * HOUR + int(minutes) * MINUTE

    expected = tuple(
        Break(minutes * MINUTE, TimeWindow(seconds(first), seconds(last)), round(over * HOUR))
        for minutes, first, last, over in breaks
    )
    hours = courier(shift=shift).shift
    assert legal_breaks(hours, preset) == expected


@pytest.mark.parametrize("preset", ["adult", "16-17"])
def test_every_break_that_can_be_owed_fits_into_its_shift(preset: str) -> None:
    for length in range(15 * MINUTE, 12 * HOUR + 1, 15 * MINUTE):
        shift = Hours(8 * HOUR, 8 * HOUR + length)
        for owed in legal_breaks(shift, preset):
            assert owed.window.earliest >= shift.start + HOUR
            assert owed.window.latest + owed.seconds <= shift.end - HOUR


def test_units_are_those_of_the_inside() -> None:
    section = vehicle(
        "bus", kg=650.5, range_km=180.25, cost_per_km="0,22", fixed_cost=24, loading_minutes=7.5, cooled=True,
        chilled_crates=0,
    )  # fmt: skip
    made = make_vehicles([section], PROFILES)["bus"]
    assert made.capacity == Load(8, 650_500, 0, 8)  # no room for chilled, all of it for frozen
    assert (made.kind, made.profile, made.cooled) == ("van", "van~ze-leiden", True)
    assert (made.range_m, made.cents_per_km, made.use_cents, made.loading_seconds) == (180_250, 22, 2400, 450)


def test_couriers_who_share_a_vehicle_share_its_range_by_their_hours() -> None:
    one, other = shifts(courier(), courier("Bram", "18:00-20:00"), range_km=60)
    assert (one.vehicle.range_m, other.vehicle.range_m) == (40_000, 20_000)  # four hours and two


def test_who_does_not_work_today_takes_no_part_of_the_range() -> None:
    (one,) = shifts(courier(), courier("Bram", "18:00-20:00", days=["mon"]), range_km=60)
    assert one.vehicle.range_m == 60_000
    assert [s.id for s in shifts(courier(), courier("Bram", "18:00-20:00", days=["mon"]), day=MONDAY)] == [
        "Anna",
        "Bram",
    ]


def test_if_nobody_is_named_for_ids_every_adult_checks_them() -> None:
    adult, young = shifts(courier(), courier("Bram", "18:00-20:00", breaks="16-17"))
    assert "id_check" in adult.skills
    assert "id_check" not in young.skills
    named, other = shifts(courier(skills=["id_check"]), courier("Bram", "18:00-20:00"))
    assert named.skills == {"id_check"}
    assert other.skills == frozenset()


def test_a_shift_can_do_what_courier_and_vehicle_can() -> None:
    (one,) = shifts(courier(skills=["id_check"], hourly_wage="15.20", max_trips=3), equipment=["lifting"])
    assert one.skills == {"id_check", "lifting"}
    assert (one.cents_per_hour, one.max_trips) == (1520, 3)
    assert one.hours == TimeWindow(14 * HOUR, 18 * HOUR)


def test_the_store_is_the_depot() -> None:
    depot = make_depot(store(address="Nieuwe Rijn 1, Leiden", phone="071 512 34 56"))
    assert (depot.name, depot.lat, depot.lon, depot.phone) == ("Winkel", 52.16, 4.49, "071 512 34 56")
    assert depot.address.one_line() == "Nieuwe Rijn 1, Leiden"


def test_once_sent_out_a_courier_is_paid_for_the_work_the_call_or_the_shift() -> None:
    # Eight hours with a break of half an hour that is not paid; a call of two hours is paid for three.
    asked = (
        ("14:00-22:00", "shift"),
        ("14:00-22:00", "call"),
        ("14:00-22:00", "work"),
        ("14:00-16:00", "call"),
    )
    paid = [shifts(courier(shift=hours, paid=how))[0].least_paid_seconds for hours, how in asked]
    assert paid == [27_000, 10_800, 0, 10_800]


def test_limits_of_a_trip_come_with_the_vehicle() -> None:
    (shift,) = shifts(courier(), max_stops=3, trip_range_km=4.5)
    assert (shift.vehicle.max_stops, shift.vehicle.trip_range_m) == (3, 4500)
