"""Which stores of a chain share couriers, and what keeps them from being planned together."""

from datetime import UTC, datetime

import pytest

from dispatch.app import sharing
from dispatch.app.sharing import ANY_VEHICLE, Store, groups, known_stores, share
from dispatch.errors import ConfigError
from dispatch.ports import Silent

NAMES = ("leiden", "dorp", "stad", "land")


def loads(**stores: tuple[str, ...]) -> dict[str, dict[str, tuple[str, ...]]]:
    return {name: {ANY_VEHICLE: stores[name]} if name in stores else {} for name in NAMES}


@pytest.mark.parametrize(
    ("may", "expected"),
    [
        (loads(), []),
        (loads(leiden=("dorp",)), [("leiden", "dorp")]),
        (loads(dorp=("leiden",)), [("leiden", "dorp")]),
        (loads(leiden=("dorp",), stad=("dorp",)), [("leiden", "dorp", "stad")]),
        (loads(leiden=("land",), dorp=("stad",)), [("leiden", "land"), ("dorp", "stad")]),
        (loads(leiden=("dorp",), stad=("land",), land=("leiden",)), [NAMES]),
    ],
)
def test_stores_belong_together_through_others_too(may, expected):
    assert groups(may) == expected


def test_a_store_need_not_say_that_its_couriers_load_at_home():
    assert known_stores("stores.toml", "dorp", {ANY_VEHICLE: ("dorp",)}, NAMES) == {}
    both = {"fiets": ("stad", "dorp", "stad"), "bus": ("dorp",)}
    assert known_stores("stores.toml", "dorp", both, NAMES) == {"fiets": ("stad",)}


def test_a_store_that_is_not_listed_is_refused_by_name():
    with pytest.raises(ConfigError, match=r"dorp may load at 'stadt'.*did you mean 'stad'"):
        known_stores("stores.toml", "dorp", {"fiets": ("stadt",)}, NAMES)


def test_a_bug_in_planning_together_is_told_and_leaves_the_stores_their_plans(monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("no such luck")

    monkeypatch.setattr(sharing, "_neighbour", broken)
    together = share([Store(name, None, None, {}) for name in NAMES], lambda: datetime.now(UTC), Silent())
    assert (together.status, together.shared) == (1, None)
    assert "no such luck" in together.bug
    assert list(together.elsewhere) == []


def test_a_store_without_a_plan_keeps_the_others_from_sharing():
    together = share([Store("dorp", None, None, {})], lambda: datetime.now(UTC), Silent())
    assert together.status == 2
    assert "dorp has no plan" in str(together.error)
