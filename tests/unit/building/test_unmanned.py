"""What keeps robots and drones from a stop."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from daymaker import located

from dispatch.building.stops import asked_by
from dispatch.building.unmanned import unmanned_limits, with_limits
from dispatch.clock import HOUR
from dispatch.config import VehicleSection
from dispatch.model import Barrier, Load, Restriction, Stop, TimeWindow

CLOSING = 20 * HOUR


def vehicle(kind: str) -> VehicleSection:
    more = {"trip_range_km": 16} if kind == "drone" else {}
    return VehicleSection.model_validate({"id": kind, "profile": kind, "crates": 2, "kg": 20, **more})


def stop(*orders: Mapping[str, object], window: tuple[int, int] = (14 * HOUR, 16 * HOUR)) -> Stop:
    joined = tuple(located(f"{number}", **order) for number, order in enumerate(orders, start=1))
    span = TimeWindow(*window)
    return Stop("1", joined, joined[0].place, span, span.latest, Load(len(orders)), 120)


def barriers(made: Stop) -> dict[str, Barrier]:
    fleet = [vehicle(kind) for kind in ("bike", "van", "robot", "drone")]
    return {limit.vehicle: limit.kind for limit in unmanned_limits(fleet, [made], CLOSING)}


BOTH = ("robot_ok", "drone_ok")


@pytest.mark.parametrize(
    ("orders", "barred"),
    [
        ([{"skills": BOTH}], {}),
        ([{}], {"robot": Barrier.CONSENT, "drone": Barrier.CONSENT}),
        ([{"skills": ("drone_ok",)}], {"robot": Barrier.CONSENT}),
        ([{"skills": ("Robot mag", "DRONE-akkoord")}], {}),
        ([{"skills": ("robot allowed", "drone toegestaan", "lifting")}], {}),
        ([{"skills": BOTH}, {}], {"robot": Barrier.CONSENT, "drone": Barrier.CONSENT}),
        ([{"skills": BOTH, "age_check": True}], {"robot": Barrier.AGE_CHECK, "drone": Barrier.AGE_CHECK}),
        ([{"skills": BOTH, "notes": "3e verdieping"}], {"robot": Barrier.STAIRS, "drone": Barrier.STAIRS}),
        ([{"skills": BOTH, "notes": "3e verdieping, lift"}], {}),
        ([{"skills": BOTH, "crates": 2, "chilled_crates": 1}], {"drone": Barrier.CRATES}),
        ([{"skills": BOTH, "crates": 1, "chilled_crates": 1}], {}),
    ],
)
def test_what_bars_them(orders: list[dict[str, object]], barred: dict[str, Barrier]) -> None:
    assert barriers(stop(*orders)) == barred


def test_a_robot_is_done_when_the_store_closes() -> None:
    late, later = ((19 * HOUR, 21 * HOUR), (20 * HOUR, 21 * HOUR))
    (limit,) = unmanned_limits([vehicle("robot")], [stop({"skills": BOTH}, window=late)], CLOSING)
    assert (limit.kind, limit.window) == (Barrier.CLOSING, TimeWindow(19 * HOUR, CLOSING - 120))
    (limit,) = unmanned_limits([vehicle("robot")], [stop({"skills": BOTH}, window=later)], CLOSING)
    assert (limit.kind, limit.window) == (Barrier.CLOSING, None)


def test_a_consent_is_asked_of_nobody() -> None:
    assert asked_by(located("1", skills=("lifting", "drone_ok", "Robot mag")).order) == ("lifting",)


def test_of_two_limits_the_stricter_holds() -> None:
    never = Restriction("robot", "1", Barrier.ZONE)
    hours = Restriction("robot", "1", Barrier.ZONE, "markt", TimeWindow(10, 20))
    closing = Restriction("robot", "1", Barrier.CLOSING, window=TimeWindow(15, 30))
    assert with_limits([never], [closing]) == (never,)
    assert with_limits([hours], [closing]) == (replace(closing, window=TimeWindow(15, 20)),)
    apart = replace(closing, window=TimeWindow(25, 30))
    assert with_limits([hours], [apart]) == (replace(apart, window=None),)
    assert with_limits([hours], []) == (hours,)
