"""Hours, weekdays and skills, as planner, intake and doctor ask for them."""

from datetime import date
from typing import Any

from dispatch.config import (
    CourierSection,
    Hours,
    Store,
    VehicleSection,
    delivery_hours,
    opening_hours,
    skills_in_use,
    skills_of,
    weekday_of,
    working_on,
)

HOUR = 3600
SATURDAY, SUNDAY, MONDAY = date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 23)


def vehicle(**values: Any) -> VehicleSection:
    return VehicleSection.model_validate({"id": "fiets", "profile": "bike", "crates": 8, "kg": 100} | values)


def courier(name: str = "Anna", **values: Any) -> CourierSection:
    return CourierSection.model_validate({"name": name, "vehicle": "fiets", "shift": "14:00-18:00", **values})


def store(**values: Any) -> Store:
    usual = {"name": "Winkel", "lat": 52.16, "lon": 4.49, "opening": "08:00-21:00", "delivery": "14:00-22:00"}
    return Store.model_validate(usual | values)


def test_the_id_check_is_always_asked_for() -> None:
    assert skills_in_use([courier()], [vehicle()]) == {"id_check"}
    assert skills_in_use([courier(skills=["stairs"])], [vehicle(equipment=["lifting"])]) == {
        "id_check",
        "stairs",
        "lifting",
    }


def test_weekdays_that_differ_have_their_own_hours() -> None:
    made = store(
        days={"sun": {"delivery": "12:00-18:00"}, "mon": {"closed": True}, "sat": {"opening": "09:00-20:00"}}
    )
    assert delivery_hours(made, weekday_of(SATURDAY)) == Hours(14 * HOUR, 22 * HOUR)
    assert delivery_hours(made, weekday_of(SUNDAY)) == Hours(12 * HOUR, 18 * HOUR)
    assert delivery_hours(made, weekday_of(MONDAY)) is None
    assert opening_hours(made, weekday_of(SATURDAY)) == Hours(9 * HOUR, 20 * HOUR)
    assert opening_hours(made, weekday_of(MONDAY)) == Hours(8 * HOUR, 21 * HOUR)


def test_every_adult_checks_ids_until_somebody_is_named_for_it() -> None:
    anna, young = courier(), courier("Bram", breaks="16-17")
    assert skills_of(anna, [anna, young], [vehicle()]) == {"id_check"}
    assert skills_of(young, [anna, young], [vehicle()]) == frozenset()
    named = courier("Chris", skills=["id_check"])
    assert skills_of(anna, [anna, named], [vehicle(equipment=["lifting"])]) == {"lifting"}


def test_couriers_work_on_their_weekdays() -> None:
    anna, bram = courier(days=["sat"]), courier("Bram", days=["sun"])
    assert working_on([anna, bram], weekday_of(SATURDAY)) == (anna,)


def test_a_date_of_its_own_comes_before_its_weekday() -> None:
    from dispatch.config import next_delivery

    store = Store.model_validate(
        {
            "name": "Winkel", "lat": 52.16, "lon": 4.49, "opening": "08:00-21:00", "delivery": "14:00-22:00",
            "days": {"sun": {"closed": True}},
            "date": [
                {"date": "2026-11-23", "closed": True},
                {"date": "2026-11-24", "opening": "09:00-17:00", "delivery": "10:00-17:00"},
            ],
        }
    )  # fmt: skip
    tuesday = date(2026, 11, 24)
    assert delivery_hours(store, MONDAY) is None
    assert delivery_hours(store, "mon") == Hours(14 * HOUR, 22 * HOUR)
    assert delivery_hours(store, tuesday) == Hours(10 * HOUR, 17 * HOUR)
    assert opening_hours(store, tuesday) == Hours(9 * HOUR, 17 * HOUR)
    assert next_delivery(store, SATURDAY) == tuesday


def test_couriers_have_days_off_and_extra_days() -> None:
    anna = courier(days=["mon"], off=["2026-11-23"], extra=["2026-11-24"])
    assert working_on([anna], MONDAY) == ()
    assert working_on([anna], date(2026, 11, 24)) == (anna,)
    assert working_on([anna], date(2026, 11, 30)) == (anna,)
    assert working_on([anna], "mon") == (anna,)
