"""Which courier the till asks for, and what that courier must be able to do."""

import csv
from pathlib import Path

import pytest
from inprocess import runner
from issueinputs import DAY, ESTIMATE, OFFLINE, POSITION, VANS, Shop
from till import table


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    shop = Shop(tmp_path, runner(tmp_path, monkeypatch), tmp_path)
    skilled = VANS.replace('name = "Bram"', 'name = "Bram"\nskills = ["trap_op"]')
    shop.configure(OFFLINE, ESTIMATE, skilled)
    return shop


def couriers(shop: Shop) -> dict[str, str]:
    run = shop.folder / "runs" / DAY / "latest"
    with (run / "routes.csv").open(encoding="utf-8", newline="") as file:
        names = {row["route"]: row["courier"] for row in csv.DictReader(file)}
    with (run / "stops.csv").open(encoding="utf-8", newline="") as file:
        return {row["receipt_id"]: names[row["route"]] for row in csv.DictReader(file)}


def test_the_courier_that_is_asked_for_brings_it(shop: Shop) -> None:
    text = table({**POSITION, "bezorger": "bram"}, {**POSITION, "bezorger": "Anna", "van": "19:00"})
    assert shop.run("plan", str(_export(shop, text)), "--date", DAY, "--quiet").status in {0, 5}
    assert couriers(shop) == {"1001": "Bram", "1002": "Anna"}


def test_a_skill_is_asked_of_who_has_it(shop: Shop) -> None:
    text = table({**POSITION, "vaardigheden": "Trap_op"}, {**POSITION, "vaardigheden": "trap_op + kluis"})
    ended = shop.run("plan", str(_export(shop, text)), "--date", DAY, "--json")
    assert couriers(shop) == {"1001": "Bram"}
    assert ended.json["accounts"]["unassigned"] == 1
    assert [one["code"] for one in ended.json["unassigned"]] == ["SKILL"]


def _export(shop: Shop, text: str) -> Path:
    shop.export(text)
    return shop.folder / "purchases.csv"
