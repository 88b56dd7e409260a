"""Days of a small store for studies: orders around it, made without any file."""

import random
from datetime import date, timedelta
from pathlib import Path

from dispatch.clock import HOUR
from dispatch.config import Config, make_config
from dispatch.executing import Here
from dispatch.model import Address, Confidence, LocatedOrder, Order, Place, TimeWindow
from dispatch.ports import Silent
from dispatch.study.conducting import Means, Studied, Study, conduct
from dispatch.study.keeping import KeptCells
from dispatch.study.scenario import DayOrders, Scenario
from dispatch.travel import EstimateSource
from dispatch.words import words

FIRST = date(2026, 11, 2)
"""A Monday."""


def vehicle(name: str, **more: object) -> dict[str, object]:
    """Make a bike for ten crates that costs nothing but wages; the rest as in the configuration."""
    return {"id": name, "profile": "bike", "crates": 10, "kg": 200, **more}


def courier(name: str, drives: str, **more: object) -> dict[str, object]:
    """Make a courier from four to nine at 18 euros an hour."""
    return {
        "name": name,
        "vehicle": drives,
        "shift": "16:00-21:00",
        "hourly_wage": 18,
        "breaks": "none",
        **more,
    }


def store(*, bikes: int = 1, **sections: object) -> Config:
    """Make a store with bikes and a courier on each."""
    raw = {
        "store": {
            "name": "Winkel", "lat": 52.16, "lon": 4.49, "opening": "08:00-21:00", "delivery": "16:00-21:00",
            "language": "en",
        },
        "vehicle": [vehicle(f"bike-{n}") for n in range(1, bikes + 1)],
        "courier": [courier(f"Courier {n}", f"bike-{n}") for n in range(1, bikes + 1)],
        "travel": {"source": "estimate"},
        "solver": {"iterations": 60, "workers": 1, "engine": "search"},
        **sections,
    }  # fmt: skip
    return make_config(raw, Path("dispatch.toml"))


def order(
    receipt: str,
    east: float = 0.01,
    north: float = 0.0,
    window: tuple[int, int] | None = None,
    **more: object,
) -> LocatedOrder:
    """Make an order at a door so many degrees from the store."""
    address = Address("Straat", receipt, "", "2311 AA", "Leiden")
    place = Place(52.16 + north, 4.49 + east, "given", Confidence.EXACT, address)
    between = TimeWindow(*window) if window else None
    made = Order(receipt, 2, 12 * HOUR, f"Klant {receipt}", "0612", address, window=between, **more)  # type: ignore[arg-type]
    return LocatedOrder(made, place)


def drawn_day(number: int, orders: int, window: tuple[int, int] | None = None) -> DayOrders:
    """Draw a day of orders around the store."""
    rng = random.Random(number)
    day = FIRST + timedelta(days=number)
    made = tuple(
        order(f"{day:%d}-{n}", rng.uniform(-0.02, 0.02), rng.uniform(-0.015, 0.015), window)
        for n in range(orders)
    )
    return DayOrders(day, made)


def studied(
    folder: Path,
    scenarios: tuple[Scenario, ...],
    days: tuple[DayOrders, ...],
    *,
    seeds: int = 1,
    **means: object,
) -> Studied:
    """Conduct a study in this process."""
    usual = {
        "executor": Here(),
        "kept": KeptCells(folder),
        "versions": (("local-dispatch", "test"),),
    }
    study = Study(scenarios, days, days, tuple(range(1, seeds + 1)), EstimateSource())
    (found,) = conduct((study,), Means(**(usual | means)), words("en"), Silent())  # type: ignore[arg-type]
    return found
