import sqlite3
from dataclasses import replace
from datetime import date, timedelta

import pytest
from said import english
from sampledays import planned_day

from dispatch.config import Service
from dispatch.errors import ResourceError
from dispatch.model import Outcome
from dispatch.reporting import Actual, LearnedTimes
from dispatch.reporting.learning import observe

DAY = planned_day(6, couriers=1, trips=1, breaks=False, plain=True)
STOPS = {stop.id: stop for stop in DAY.problem.stops}
VISITS = DAY.plan.routes[0].trips[0].visits
SERVICE = Service()


def rule(stop, service=SERVICE):
    orders = [located.order for located in stop.orders]
    return (
        service.per_stop_seconds
        + sum(order.crates + order.bags for order in orders) * service.per_crate_seconds
        + (service.id_check_seconds if any(order.age_check for order in orders) else 0)
        + max(order.climb for order in orders) * service.per_floor_seconds
    )


SINGLE = next(v for v in VISITS if len(STOPS[v.stop].orders) == 1)
DOOR = STOPS[SINGLE.stop]


def came_back(extra, visit=SINGLE):
    began = max(visit.arrival, STOPS[visit.stop].window.earliest)
    departed = began + rule(STOPS[visit.stop]) + extra
    return {STOPS[visit.stop].receipt_ids[0]: Actual(visit.arrival, Outcome.DELIVERED, departed)}


def on(days_later):
    day = DAY.day + timedelta(days=days_later)
    return replace(DAY, day=day, problem=replace(DAY.problem, day=day))


@pytest.fixture
def store(tmp_path):
    return LearnedTimes(tmp_path / "state" / "learned.sqlite")


def test_nothing_known_changes_nothing(store):
    assert store.lookup(SERVICE)(DOOR.orders[0]) is None


def test_two_visits_are_not_enough_and_three_are(store):
    for number, extra in enumerate((90, 120, 600)):
        assert store.lookup(SERVICE)(DOOR.orders[0]) is None
        assert store.learn(on(number), came_back(extra)) == 1
    # median 120 beyond the rule, of which 3 / (3 + 3) counts
    assert store.lookup(SERVICE)(DOOR.orders[0]) == rule(DOOR) + 60


def test_more_visits_are_believed_more(store):
    for number in range(9):
        store.learn(on(number), came_back(120))
    # 9 / (9 + 3) of 120
    assert store.lookup(SERVICE).beyond(DOOR.orders[0]) == 90


def test_one_wild_day_moves_nothing(store):
    for number, extra in enumerate((0, 0, 0, 0, 3000)):
        store.learn(on(number), came_back(extra))
    assert store.lookup(SERVICE)(DOOR.orders[0]) is None


def test_the_same_day_again_counts_once(store):
    for _ in range(5):
        store.learn(DAY, came_back(120))
    assert store.lookup(SERVICE)(DOOR.orders[0]) is None


def test_only_the_last_twenty_visits_count(store):
    for number in range(30):
        store.learn(on(number), came_back(600 if number < 10 else 60))
    # twenty visits of 60: 20 / 23 of 60 = 52
    assert store.lookup(SERVICE).beyond(DOOR.orders[0]) == 52


def test_a_change_of_the_rule_does_not_spoil_what_was_learned(store):
    for number in range(3):
        store.learn(on(number), came_back(120))
    slower = Service(per_stop_seconds=SERVICE.per_stop_seconds + 120)
    assert store.lookup(slower)(DOOR.orders[0]) is None


def test_without_a_departure_the_next_arrival_tells():
    first, second = VISITS[0], VISITS[1]
    arrived = STOPS[first.stop].window.earliest + 60
    actuals = {
        STOPS[first.stop].receipt_ids[0]: Actual(arrived, Outcome.DELIVERED),
        STOPS[second.stop].receipt_ids[0]: Actual(arrived + 200 + second.drive_seconds, Outcome.DELIVERED),
    }
    ((stop, seen),) = observe(DAY, actuals)
    assert (stop.id, seen.seconds) == (first.stop, 200)


def test_a_break_between_two_doors_tells_nothing():
    broken = planned_day(6, couriers=1, trips=1, breaks=True, plain=True)
    (pause,) = broken.plan.routes[0].pauses
    visits = broken.plan.routes[0].trips[pause.trip].visits
    stops = {stop.id: stop for stop in broken.problem.stops}
    here, after = visits[pause.position - 1], visits[pause.position]
    actuals = {stops[v.stop].receipt_ids[0]: Actual(v.arrival, Outcome.DELIVERED) for v in (here, after)}
    assert list(observe(broken, actuals)) == []


@pytest.mark.parametrize("extra", [-10_000, 10_000])
def test_nonsense_is_not_learned(store, extra):
    assert store.learn(DAY, came_back(extra)) == 0


def test_where_it_matters_it_is_told_without_an_address(store):
    for number in range(6):
        store.learn(on(number), came_back(120))
    (notice,) = store.lookup(SERVICE).notices(
        located for stop in DAY.problem.stops for located in stop.orders
    )
    assert (notice.code, notice.receipt_id, notice.value) == ("SERVICE_LEARNED", DOOR.id, "+80")
    assert DOOR.place.address.street not in english(notice)


def test_the_database_holds_no_address(store, tmp_path):
    store.learn(DAY, came_back(120))
    raw = (tmp_path / "state" / "learned.sqlite").read_bytes()
    address = DOOR.place.address
    for secret in (address.street, address.postcode, address.postcode.replace(" ", ""), DOOR.id):
        assert secret.encode() not in raw
    assert (tmp_path / "state" / "learned.sqlite").stat().st_mode & 0o777 == 0o600


def test_two_stores_hash_one_door_differently(tmp_path):
    doors = []
    for name in ("a", "b"):
        path = tmp_path / name
        LearnedTimes(path).learn(DAY, came_back(120))
        with sqlite3.connect(path) as database:
            doors.append(database.execute("SELECT door FROM visit").fetchone()[0])
        database.close()
    assert doors[0] != doors[1]


def test_old_visits_can_be_forgotten(store):
    for number in range(4):
        store.learn(on(number), came_back(120))
    assert store.forget_before((DAY.day + timedelta(days=2)).isoformat()) == 2
    assert store.lookup(SERVICE)(DOOR.orders[0]) is None


def test_a_damaged_database_is_told_with_a_way_out(tmp_path):
    path = tmp_path / "learned.sqlite"
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(ResourceError, match="learned times") as told:
        LearnedTimes(path).lookup(SERVICE)
    assert "learn = false" in told.value.hint


def test_days_are_those_of_the_plan(store):
    store.learn(replace(DAY, day=date(2026, 1, 2)), came_back(120))
    assert store.forget_before("2026-01-03") == 1
