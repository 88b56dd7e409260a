"""The store as it answers over HTTP, without HTTP: trips that are released, days without delivery."""

import asyncio
import json
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI
from inprocess import runner
from lane import DAY, NEXT, Till, till_of_five

from dispatch.app.files import find_setting
from dispatch.app.liveshop import LiveShop
from dispatch.pipeline.standing import StandingDay
from dispatch.serving import Basket, Refused
from dispatch.serving.api import make_api

HOOK = "import sys, pathlib; pathlib.Path('told').open('a').write(sys.stdin.read())"


@pytest.fixture
def till(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Till:
    made = till_of_five(tmp_path, runner(tmp_path, monkeypatch))
    config = tmp_path / "dispatch.toml"
    text = config.read_text().replace("[promise]", "[promise]\nrelease_minutes = 30")
    hook = json.dumps(["python3", "-c", HOOK])
    config.write_text(text + f"\n[notify]\nreleased = {hook}\n", encoding="utf-8")
    made.plan_all("12:00")
    return made


def shop_at(till: Till, moment: str) -> LiveShop:
    hours, minutes = map(int, moment.split(":"))
    day = datetime.fromisoformat(DAY).replace(hour=hours, minute=minutes, tzinfo=ZoneInfo("Europe/Amsterdam"))
    setting = find_setting(till.folder / "dispatch.toml", None, {}, {})
    return LiveShop(setting, lambda: day)


def told(till: Till) -> list[dict[str, object]]:
    path = till.folder / "told"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def look(till: Till, moment: str) -> list[str]:
    shop = shop_at(till, moment)
    try:
        shop.keep_up()
        shop.tell_released()
        return shop.day()["released"]
    finally:
        shop.close()


def test_its_sheet_is_handed_on_once_and_after_a_restart_not_again(till: Till) -> None:
    leaves = till.routes()[0]["depart"]
    assert "15:45" < leaves < "16:10"
    assert look(till, "15:00") == []
    assert told(till) == []
    assert look(till, "15:40") == ["R1.1"]
    (release,) = told(till)
    assert (release["command"], release["headline"]) == ("release", f"R1.1 {leaves}")
    assert Path(release["details"][0]).is_file()
    assert look(till, "15:42") == ["R1.1"]
    assert len(told(till)) == 1


def test_it_changes_no_more(till: Till) -> None:
    before = till.routes()[0]
    till.buy(201, 3, at="15:10", van="16:00", tot="18:00")
    till.plan_all("15:40")
    assert till.routes()[0]["depart"] == before["depart"]
    assert till.stops()["201"]["trip"] != "1"


def paid(number: int, door: int, at: str, crates: int) -> str:
    address = {"street": "Laan", "house_number": str(door), "postcode": "2312 AB", "city": "Leiden"}
    told = {"event": "paid", "id": f"e{number}", "receipt_id": str(number), "at": f"{DAY}T{at}:00+01:00"}
    basket = {"home_delivery": True, "name": "Klant", "address": address, "crates": str(crates)}
    return json.dumps({**told, **basket, "window_from": "18:00", "window_to": "20:00"})


def test_an_order_that_joins_a_stop_may_be_too_much_for_its_trip(till: Till) -> None:
    for number, door in ((301, 6), (302, 8)):
        till.buy(number, door, at="12:10", van="18:00", tot="20:00", kratten="3")
    till.plan_all("12:30")
    assert {till.stops()[receipt]["trip"] for receipt in ("301", "302")} == {"2"}
    shop = shop_at(till, "16:40")  # the first trip has left; the bike takes six crates
    try:
        assert not shop.buy(paid(303, 6, "16:35", 3), "")["known"]
        shop.keep_up()
        (day,) = shop.ask(Basket(address="Laan 7, 2312 AB Leiden"))["days"]
        assert (day["date"], day["possible"]) == (DAY, True)
    finally:
        shop.close()


def test_a_day_without_delivery_offers_the_next_one(till: Till) -> None:
    config = till.folder / "dispatch.toml"
    config.write_text(config.read_text() + "\n[store.days.tue]\nclosed = true\n", encoding="utf-8")
    shop = shop_at(till, "13:00")
    try:
        shop.keep_up()
        (day,) = shop.ask(Basket(address="Laan 7, 2312 AB Leiden"))["days"]
        assert (day["date"], day["possible"]) == (NEXT, True)
        assert shop.day()["in_force"] == 1
    finally:
        shop.close()


def test_questions_that_wait_ask_the_map_once_and_a_bad_one_spoils_no_other(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three questions come while the thread that answers is busy; one of them says nowhere to go."""
    shop, together, free = shop_at(till, "13:00"), [], Event()
    monkeypatch.setattr(StandingDay, "foresee", lambda _, doors: together.append(len(doors)))
    try:
        shop.keep_up()
        shop._questions._bench.later(lambda _: free.wait(60))
        with ThreadPoolExecutor(3) as customers:
            lanes = ["Laan 7, 2312 AB Leiden", "", "Laan 8, 2312 AB Leiden"]
            told = [customers.submit(shop.ask, Basket.model_construct(address=lane)) for lane in lanes]
            while len(shop._questions._waiting) < 3:
                sleep(0.01)
            free.set()
        assert together == [2]
        assert told[0].result()["days"][0]["possible"]
        with pytest.raises(Refused, match="Where does it go"):
            told[1].result()
        assert told[2].result()["days"][0]["possible"]
    finally:
        free.set()
        shop.close()


async def status_of(api: FastAPI, method: str, path: str, query: str = "", body: str = "") -> int:
    """Ask the application as its server does; return the status of the answer."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body.encode(), "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(dict(message))

    head = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": []}
    await api(head, receive, send)
    return int(sent[0]["status"])


async def crowd(api: FastAPI, free: Event) -> tuple[int, int, list[int]]:
    """Ask once more than may wait, and buy meanwhile; return what is told first, of that, and in all."""
    lane = "address=Laan+7,+2312+AB+Leiden"
    asked = [asyncio.ensure_future(status_of(api, "GET", "/slots", lane)) for _ in range(33)]
    done, _ = await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
    bought = await status_of(api, "POST", "/purchases", body=paid(901, 6, "13:00", 1))
    free.set()
    return done.pop().result(), bought, sorted(await asyncio.gather(*asked))


def test_more_questions_than_may_wait_are_refused_at_once_and_a_purchase_waits_for_none(till: Till) -> None:
    shop, free = shop_at(till, "13:00"), Event()
    try:
        shop.keep_up()
        shop._questions._bench.later(lambda _: free.wait(60))
        over, bought, told = asyncio.run(crowd(make_api(shop, "0"), free))
        assert (over, bought) == (503, 201)
        assert told == [200] * 32 + [503]
    finally:
        free.set()
        shop.close()
