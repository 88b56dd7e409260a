"""Orders become stops: which share a door, and what each stop asks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from dispatch.building.stops import StopRules, join_stop, make_stops, order_load, order_window
from dispatch.config import Cold, Costs, Hours, Promise, Service
from dispatch.model import (
    Address,
    Confidence,
    Issue,
    Load,
    LocatedOrder,
    Order,
    Place,
    Severity,
    Stop,
    TimeWindow,
)

HOUR, MINUTE = 3600, 60
ADDRESS = Address("Breestraat", "12", "A", "2311 CS", "Leiden")
RULES = StopRules(
    delivery=Hours(14 * HOUR, 22 * HOUR),
    promise=Promise(packing_minutes=20),
    service=Service(),
    cold=Cold(),
    costs=Costs(),
    rooms=(Load(10, 100_000, 10, 10), Load(6, 200_000, 6, 6)),
)


@dataclass(frozen=True)
class Learned:
    """So many seconds at every door."""

    seconds: int

    def beyond(self, located: LocatedOrder) -> int:
        return self.seconds

    def notices(self, orders: Iterable[LocatedOrder]) -> tuple[Issue, ...]:
        receipts = [located.order.receipt_id for located in orders]
        return tuple(Issue("SERVICE_LEARNED", Severity.INFO, "", receipt_id=one) for one in receipts)


def order(receipt: str, **values: Any) -> LocatedOrder:
    made = Order(receipt, 2, 10 * HOUR, "Naam", "", ADDRESS)
    place = Place(52.1571, 4.4851, "gazetteer", Confidence.EXACT, ADDRESS)
    return LocatedOrder(replace(made, **values), place)


def at(located: LocatedOrder, **values: Any) -> LocatedOrder:
    return replace(located, place=replace(located.place, **values))


def window(start: float, end: float) -> TimeWindow:
    return TimeWindow(round(start * HOUR), round(end * HOUR))


def groups(*orders: LocatedOrder, rules: StopRules = RULES) -> list[tuple[str, ...]]:
    return [stop.receipt_ids for stop in make_stops(orders, rules).stops]


def only(*orders: LocatedOrder, rules: StopRules = RULES) -> Stop:
    (stop,) = make_stops(orders, rules).stops
    return stop


def test_orders_for_one_door_share_a_stop_in_the_order_of_the_file() -> None:
    other = at(order("C"), address=replace(ADDRESS, house_number="14"), lat=52.158)
    assert groups(order("A"), other, order("B")) == [("A", "B"), ("C",)]


@pytest.mark.parametrize("part", ["house_number", "addition", "street", "postcode"])
def test_another_address_is_another_door(part: str) -> None:
    other = at(order("B"), address=replace(ADDRESS, **{part: "9"}))
    assert groups(order("A"), other) == [("A",), ("B",)]


def test_spelling_does_not_make_another_door() -> None:
    other = at(order("B"), address=Address("BREESTRAAT", "12", "a", "2311cs", "leiden"))
    assert groups(order("A"), other) == [("A", "B")]


def test_in_the_middle_of_a_postcode_only_the_same_typed_address_is_the_same_door() -> None:
    vague = {"confidence": Confidence.APPROXIMATE, "address": Address(postcode="2311 CS")}
    twelve, again = at(order("A"), **vague), at(order("B"), **vague)
    fourteen = at(order("C", address=replace(ADDRESS, house_number="14")), **vague)
    assert groups(twelve, fourteen, again) == [("A", "B"), ("C",)]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (window(16, 18), window(17, 19), True),  # an hour in common
        (window(16, 18), window(17.01, 19), False),  # 59 minutes and 24 seconds
        (window(16, 18), window(17, 17.25), True),  # the narrow one lies within the wide one
        (window(16, 17), window(17, 18), False),  # a single moment in common
        (window(16, 17), window(18, 19), False),
    ],
)
def test_orders_share_a_stop_if_no_promise_suffers(
    one: TimeWindow, other: TimeWindow, together: bool
) -> None:
    made = groups(order("A", window=one), order("B", window=other))
    assert made == ([("A", "B")] if together else [("A",), ("B",)])


def test_the_window_of_a_stop_is_what_all_its_orders_have_in_common() -> None:
    stop = only(order("A", window=window(16, 18)), order("B", window=window(17, 19)))
    assert stop.window == window(17, 18)


def test_an_order_waits_for_no_other_that_is_packed_within_the_last_hour() -> None:
    # Bought at 16:41, packed 20 minutes later at 17:01: less than an hour before 18:00.
    late = order("B", window=window(14, 18), purchased_at=16 * HOUR + 41 * MINUTE)
    assert groups(order("A", window=window(14, 18)), late) == [("A",), ("B",)]
    sooner = replace(late, order=replace(late.order, purchased_at=16 * HOUR + 40 * MINUTE))
    assert groups(order("A", window=window(14, 18)), sooner) == [("A", "B")]


def test_orders_that_fit_in_no_vehicle_together_stay_apart() -> None:
    # Six crates and five are eleven, and the larger vehicle holds ten.
    assert groups(order("A", crates=6), order("B", crates=5)) == [("A",), ("B",)]
    # 120 kg fits the smaller vehicle only, and 7 crates only the larger: no vehicle takes both.
    heavy = order("A", crates=4, grams=120_000)
    assert groups(heavy, order("B", crates=3)) == [("A",), ("B",)]
    assert groups(heavy, order("B", crates=2)) == [("A", "B")]


def test_what_is_left_of_a_stop_stays_one_stop() -> None:
    # A's ten minutes lie in both others, which have 45 minutes in common: with A the three share a stop,
    # yet without A the other two would not have been put together.
    a, b, c = (
        order("A", window=TimeWindow(17 * HOUR + 20 * MINUTE, 17 * HOUR + 30 * MINUTE)),
        order("B", window=window(16, 18)),
        order("C", window=window(17.25, 19)),
    )
    assert groups(a, b, c) == [("A", "B", "C")]
    assert groups(b, c) == [("B",), ("C",)]
    left = join_stop((b, c), RULES)
    assert left.receipt_ids == ("B", "C")
    assert left.window == window(17.25, 18)


@pytest.mark.parametrize(
    ("bags", "spaces"),
    [(0, 2), (1, 3), (3, 3), (4, 4)],  # two crates, and three bags take the room of one
)
def test_bags_take_room(bags: int, spaces: int) -> None:
    measured = order_load(order("A", crates=2, bags=bags, grams=9000, chilled_crates=1).order, 3)
    assert measured == Load(spaces, 9000, 1, 0)


@pytest.mark.parametrize(
    ("within", "purchased", "expected"),
    [
        (None, 10, window(14, 22)),
        (None, 15, window(15 + 1 / 3, 22)),  # packed at 15:20
        (240, 15, window(15 + 1 / 3, 19)),  # four hours from the purchase
        (240, 10, window(14, 18)),  # four hours from the beginning of the delivery hours
        (240, 20, window(20 + 1 / 3, 22)),  # no later than the delivery hours
        (None, 21.9, TimeWindow(22 * HOUR, 22 * HOUR)),  # packed when the day is over
    ],
)
def test_without_a_window_the_promise_of_the_store_holds(
    within: int | None, purchased: float, expected: TimeWindow
) -> None:
    rules = replace(RULES, promise=Promise(packing_minutes=20, within_minutes=within))
    assert order_window(order("A", purchased_at=round(purchased * HOUR)).order, rules) == expected


def test_a_window_is_kept_within_the_delivery_hours() -> None:
    assert order_window(order("A", window=window(12, 15)).order, RULES) == window(14, 15)
    assert order_window(order("A", window=window(21, 24)).order, RULES) == window(21, 22)


def test_lateness_and_release_and_price() -> None:
    rules = replace(RULES, promise=Promise(packing_minutes=20, late_minutes=30), costs=Costs(leave_behind=50))
    stop = only(order("A", window=window(16, 18)), order("B", purchased_at=11 * HOUR), rules=rules)
    assert stop.late_until == 18 * HOUR + 30 * MINUTE
    assert stop.release == 11 * HOUR + 20 * MINUTE  # the later of the two
    assert stop.drop_cents == 2 * 5000


def test_time_at_the_door_adds_up() -> None:
    # 120 at the door, three crates and two bags at 20, third floor at 30, one ID check at 30.
    up = order("A", crates=3, bags=2, notes="3e verdieping", age_check=True)
    assert only(up).service_seconds == 120 + 5 * 20 + 3 * 30 + 30
    # A second order adds its crate; door, stairs and check are done once.
    assert only(up, order("B", age_check=True)).service_seconds == 120 + 6 * 20 + 3 * 30 + 30
    assert only(replace(up, order=replace(up.order, notes="3e verdieping, lift"))).service_seconds == 250


def test_the_receipts_own_time_wins_over_the_rule_and_what_was_learned() -> None:
    # By the rule a crate takes 120 + 20; this door takes a minute longer.
    rules = replace(RULES, door_times=Learned(60))
    assert only(order("A"), rules=rules).service_seconds == 200
    assert only(order("A"), order("B", crates=3), rules=rules).service_seconds == 260
    assert only(order("A"), rules=replace(RULES, door_times=Learned(-500))).service_seconds == 30
    assert only(order("A", service_seconds=60), rules=rules).service_seconds == 60
    assert only(order("A", service_seconds=60), order("B"), rules=rules).service_seconds == 260
    assert only(order("A", service_seconds=60), order("B")).service_seconds == 60 + 120 + 20


def test_what_was_learned_is_told_with_the_stops() -> None:
    assert make_stops([order("A")], RULES).issues == ()
    made = make_stops([order("A"), order("B")], replace(RULES, door_times=Learned(60)))
    assert [(issue.code, issue.receipt_id) for issue in made.issues] == [
        ("SERVICE_LEARNED", "A"),
        ("SERVICE_LEARNED", "B"),
    ]


@pytest.mark.parametrize(("chilled", "frozen", "limit"), [(0, 0, None), (1, 0, 90), (0, 1, 60), (1, 1, 60)])
def test_the_strictest_cold_limit_holds(chilled: int, frozen: int, limit: int | None) -> None:
    stop = only(order("A", crates=2, chilled_crates=chilled, frozen_crates=frozen))
    assert stop.cold_limit == (None if limit is None else limit * MINUTE)


def test_only_skills_that_somebody_has_are_asked_for() -> None:
    heavy = order("A", crates=2, grams=46_001, age_check=True)  # more than twice 23 kg
    assert only(heavy).skills == frozenset()
    rules = replace(RULES, skills_in_use=frozenset({"id_check", "lifting"}))
    assert only(heavy, rules=rules).skills == {"id_check", "lifting"}
    assert only(order("A", crates=2, grams=46_000), rules=rules).skills == frozenset()
    assert only(order("A", crates=0, bags=1, grams=23_001), rules=rules).skills == {"lifting"}


def test_several_windows_of_an_order_are_those_of_its_stop() -> None:
    late = replace(RULES, promise=Promise(packing_minutes=20, late_minutes=10))
    both = order("A", window=window(12, 15), other_windows=(window(18, 20), window(22.5, 23)))
    stop = only(both, rules=late)  # of the delivery hours from 14 to 22
    ends = [(one.window, one.late_until - one.window.latest) for one in stop.alternatives]
    assert ends == [(window(14, 15), 600), (window(18, 20), 600)]
    assert (stop.window, stop.number) == (window(14, 15), 0)
    once = only(order("B", window=window(18, 20)))
    assert (once.alternatives, once.number) == ((), None)


def test_orders_at_a_door_share_the_windows_that_they_have_in_common() -> None:
    a = order("A", window=window(14, 16), other_windows=(window(18, 20),))
    b = order("B", window=window(15, 20))
    assert [one.window for one in only(a, b).alternatives] == [window(15, 16), window(18, 20)]
    stop = only(a, order("C", window=window(18.5, 21)))
    assert (stop.window, stop.alternatives) == (window(18.5, 20), ())
    assert groups(a, order("D", window=window(16.5, 17.5))) == [("A",), ("D",)]
