"""Each remedy in docs/issues.md that names a command is followed, and helps."""

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from chainshops import DAY as SHARED_DAY
from inprocess import Ended, runner
from issueinputs import CASES, DAY, ESTIMATE, OFFLINE, Shop, build_town_by_command
from osmtown import write_town

from dispatch.mapfiles import BACKGROUND, BACKGROUND_SCHEMA, GAZETTEER

ISSUES = Path(__file__).parents[2] / "docs" / "issues.md"
NAMED = {
    match[1]: match[2]
    for match in re.finditer(
        r"^\| `([A-Z_]+)`.*\|([^|]*`(?:dispatch |--)[^|]*)\|$",
        ISSUES.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
}
"""Codes whose remedy is a command or a flag."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("town")
    with pytest.MonkeyPatch.context() as patch:
        yield build_town_by_command(folder, runner(folder, patch))


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, town: Path) -> Shop:
    return Shop(tmp_path, runner(tmp_path, monkeypatch), town)


def install_addresses(shop: Shop) -> Ended:
    """A map brings addresses along; here one that has nothing else, and not this one: so that is said."""
    shop.gazetteer()
    shop.configure(OFFLINE, '[travel]\nsource = "estimate"\nmap = "map"\n')
    return shop.run("check", "purchases.csv", "--json", "--date", DAY)


def install_a_sound_map(shop: Shop) -> Ended:
    (shop.folder / "map" / "current" / GAZETTEER).unlink()
    return shop.locate("Breestraat 60, Leiden")


def draw_on_a_sound_map(shop: Shop) -> Ended:
    path = shop.folder / "map" / "current" / BACKGROUND
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.executescript(BACKGROUND_SCHEMA)
    return shop.run("sheets", DAY, "--json")


def save_address(line: str) -> Callable[[Shop], Ended]:
    def save(shop: Shop) -> Ended:
        shop.configure(
            '[geocoding]\noffline = true\naddresses = "addresses.csv"\n',
            '[travel]\nsource = "estimate"\nmap = "map"\n',
        )
        assert shop.run("locate", line, "--save", "52.161,4.491", "--json").status == 0
        return shop.run("locate", line, "--json")

    return save


def build_map(shop: Shop) -> Ended:
    """The extract is of today, and the zone is known when the map is built."""
    extract = write_town(shop.folder / "town.osm.pbf")
    os.utime(extract)
    toml = shop.folder / "dispatch.toml"
    text = toml.read_text(encoding="utf-8").replace(f'map = "{shop.town}"', 'map = "own"')
    toml.write_text(text.replace('map = "own"', 'map = "own"\nreach_km = 3\nmargin_km = 1'), encoding="utf-8")
    done = shop.run("map", "build", str(extract), "--json")
    assert done.status == 0, done.err
    return shop.run("plan", "purchases.csv", "--json", "--date", DAY, "--dry-run")


def on_the_day_of_purchase(shop: Shop) -> Ended:
    return shop.run("check", "purchases.csv", "--json", "--date", "2026-11-20")


def on_the_next_delivery_day(shop: Shop) -> Ended:
    refused = shop.run("plan", "purchases.csv", "--json", "--date", DAY)
    assert refused.status == 4
    named = re.search(r"--date ([0-9-]+)", refused.json["hint"])
    assert named is not None
    done = shop.run("plan", "purchases.csv", "--json", "--date", named[1])
    assert done.json["accounts"]["planned"] == 1, done.err
    return done


def look_with_check(shop: Shop) -> Ended:
    shop.run("plan", "purchases.csv", "--json", "--date", DAY)
    done = shop.run("check", "purchases.csv", "--json", "--date", DAY)
    assert done.json["understood"]
    return done


def name_the_day(shop: Shop) -> Ended:
    return shop.run("check", "purchases.csv", "--json", "--date", "2021-02-03")


def plan_again(shop: Shop) -> Ended:
    """Verify says that it was edited; planning the day again makes a version that nobody edited."""
    assert shop.run("verify", DAY).status != 0
    done = shop.run("plan", "purchases.csv", "--json", "--date", DAY, "--afresh")
    assert done.status in {0, 5}, done.err
    return shop.run("sheets", DAY, "--json")


def in_the_stores_folder(shop: Shop) -> Ended:
    shop.configure(OFFLINE, ESTIMATE)
    run = next(path.parent for path in sorted(shop.folder.rglob("plan.json")))
    return shop.run("sheets", str(run), "--config", "dispatch.toml", "--json")


def correct_and_write_again(shop: Shop) -> Ended:
    shop.configure(OFFLINE, ESTIMATE)
    return shop.run("sheets", DAY, "--config", "dispatch.toml", "--json")


def restore(shop: Shop) -> Ended:
    said = shop.run("change", "--date", DAY, "--now", "12:20", "--json", "restore", "1003", "--plan")
    assert said.status in {0, 5}, said.err
    assert said.json["plan"]["accounts"]["planned"] == 3
    return said


def another_window(shop: Shop) -> Ended:
    shop.run("plan", "purchases.csv", "--json", "--date", DAY, "--now", "20:30")
    book = shop.run("day", DAY, "--json").json
    for receipt in book["receipts"]:
        said = shop.run(
            *("change", "--date", DAY, "--now", "20:30", "--json", "window", receipt, "20:45-21:45")
        )
        assert said.status == 0, said.err
    return shop.run("plan", "purchases.csv", "--json", "--date", DAY, "--now", "20:31")


def verify_says_why(shop: Shop) -> Ended:
    """The version that was edited is told; the one that was planned anew is sound."""
    assert shop.run("verify", f"runs/{DAY}/v1").status != 0
    shop.run("plan", "purchases.csv", "--json", "--date", DAY, "--now", "12:20")
    return shop.run("verify", DAY, "--json")


def look_at_the_day(shop: Shop) -> Ended:
    """What the crash took is not there; said again, it is."""
    book = shop.run("day", DAY, "--json")
    assert "cancel" not in [line["kind"] for line in book.json["lines"]]
    shop.run("change", "--date", DAY, "--now", "12:20", "cancel", "1003")
    again = shop.run("day", DAY, "--json")
    assert "cancel" in [line["kind"] for line in again.json["lines"]]
    return again


def another_bike(shop: Shop) -> Ended:
    toml = shop.folder / "dispatch.toml"
    bike = '[[vehicle]]\nid = "fiets-2"\nprofile = "bike"\ncrates = 12\nkg = 200\n'
    toml.write_text(toml.read_text(encoding="utf-8") + bike, encoding="utf-8")
    said = shop.run("change", "--date", DAY, "--now", "12:20", "courier", "Bram", "--vehicle", "fiets-2")
    assert said.status == 0, said.err
    return shop.run("plan", "purchases.csv", "--json", "--date", DAY, "--now", "12:20")


def plan_together(shop: Shop) -> Ended:
    done = shop.run("stores", "stores.toml", "--date", SHARED_DAY, "--json")
    assert done.json["together"][0]["driven"]
    return done


REMEDIES: dict[str, Callable[[Shop], Ended]] = {
    "ADDRESS_UNCHECKED": install_addresses,
    "ADDRESS_TWICE": save_address("Topaaslaan 19, 2332 JC Leiden"),
    "ADDRESS_QUESTIONED": save_address("Breestraat 60 ?, 2311 CS Leiden"),
    "ADDRESS_BESIDE": save_address("t/o Breestraat 60, 2311 CS Leiden"),
    "GAZETTEER_UNUSABLE": install_a_sound_map,
    "DATE_OTHER_DAY": on_the_day_of_purchase,
    "NO_DELIVERY_TODAY": on_the_next_delivery_day,
    "COLUMNS_CHANGED": look_with_check,
    "COLUMNS_FIRST": look_with_check,
    "DAY_DOUBTFUL": name_the_day,
    "MAP_OLD": build_map,
    "ZONE_UNMAPPED": build_map,
    "ROBOT_BY_BIKE": build_map,
    "RUN_EDITED": plan_again,
    "SETTINGS_LEFT_OUT": in_the_stores_folder,
    "BACKGROUND_UNUSABLE": draw_on_a_sound_map,
    "DOCUMENT_MISSING": correct_and_write_again,
    "DROPPED": restore,
    "WINDOW_OVER": another_window,
    "HOURS_CUT": another_bike,
    "BASE_UNUSABLE": verify_says_why,
    "BOOK_REPAIRED": look_at_the_day,
    "SHARED_NOT_OFFERED": plan_together,
    "SHARED_CHANGED": plan_together,
}


def test_every_remedy_that_names_a_command_is_tried() -> None:
    assert NAMED.keys() == REMEDIES.keys()


@pytest.mark.parametrize("code", sorted(REMEDIES))
def test_the_remedy_helps(code: str, shop: Shop) -> None:
    assert code in CASES[code](shop).codes
    done = REMEDIES[code](shop)
    assert done.status in {0, 4, 5}, done.err
    assert code not in done.codes
