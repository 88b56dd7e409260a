"""Basket events as a till writes them, and what a plan counts of them."""

import json
from pathlib import Path
from typing import Any

from inprocess import Ended
from issueinputs import DAY, POSITION


def paid(receipt: str, **says: Any) -> dict[str, Any]:
    """Return a payment at noon."""
    event = {"event": "paid", "home_delivery": True, "name": "Q. Kanarie", **POSITION}
    return {**event, "receipt_id": receipt, "at": f"{DAY}T12:00:00+01:00", **says}


def add(path: Path, *events: dict[str, Any]) -> Path:
    """Add events to a file."""
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(event) + "\n" for event in events)
    return path


def accounts(ended: Ended) -> tuple[int, int, int]:
    """Return how many rows were read, not for delivery, and planned."""
    found = ended.json["accounts"]
    return found["read"], found["not_flagged"], found["planned"]
