"""Commands that write, killed at any moment: what was there stays whole, and the next try just works."""

import random
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from osmtown import at, write_town
from shop import CANARIES, CONFIG, PROGRAM, as_cron, assert_sound, open_shop

from dispatch.day import read_book
from dispatch.geocoding.corrections import read_corrections
from dispatch.roadmap import map_status

DAY = "2026-11-24"
OLD = "2020-01-02"
FEW, MANY = 3, 100
DAILY = ("replan", "locate --save")
"""One that publishes, and one that writes a file."""

ACTUALS = "receipt_id;arrived_at;outcome\n1;17:42;delivered\n2;18:01;not_home\n"
ADDRESSES = "street;house_number;postcode;city;lat;lon\nKanariestraat;1;2312 AB;Leiden;52.161;4.491\n"


@dataclass(frozen=True)
class Loop:
    """Say how a command is killed again and again.

    Parameters
    ----------
    arguments
        The command.
    before
        Puts back what it needs, before each try.
    sound
        Looks whether all is whole, after each kill.
    done
        Looks whether a try that was left alone did its work.
    ends
        The exit statuses of that try.
    """

    arguments: Sequence[str]
    before: Callable[[Path], None]
    sound: Callable[[Path], None]
    done: Callable[[Path], None]
    ends: tuple[int, ...] = (0,)

    def run(self, shop: Path, times: int) -> None:
        rng = random.Random(times)
        homes = {
            f"XDG_{kind}_HOME": str(shop / kind.lower()) for kind in ("DATA", "CACHE", "STATE", "CONFIG")
        }
        self.before(shop)
        began = time.monotonic()
        first = as_cron(shop, *self.arguments, **homes)
        took = time.monotonic() - began
        assert first.returncode in self.ends, first.stderr
        for _ in range(times):
            self.before(shop)
            running = subprocess.Popen(
                [*PROGRAM, *self.arguments],
                cwd=shop,
                env=homes,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(rng.uniform(0.2, 1.1) * took)
            running.kill()
            running.wait()
            self.sound(shop)
        self.before(shop)
        last = as_cron(shop, *self.arguments, **homes)
        assert last.returncode in self.ends, last.stderr
        self.sound(shop)
        self.done(shop)


def nothing(shop: Path) -> None:
    """Put nothing back."""


def _day_sound(shop: Path) -> None:
    assert_sound(shop)


def _replanned(shop: Path) -> None:
    assert "v2" in assert_sound(shop)


def _actuals_sound(shop: Path) -> None:
    read_book(shop / "runs" / DAY)
    kept = shop / "runs" / DAY / "actuals.csv"
    assert not kept.exists() or kept.read_bytes().count(b"\n") >= 2
    learned = shop / "data" / "local-dispatch" / "learned.sqlite"
    if learned.exists():
        with closing(sqlite3.connect(learned)) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _actuals_done(shop: Path) -> None:
    entries = read_book(shop / "runs" / DAY).entries
    told = [entry.news for entry in entries if entry.kind == "done"]
    assert sorted((one.receipt, str(one.outcome)) for one in told) == [("1", "delivered"), ("2", "not_home")]


def _an_old_day(shop: Path) -> None:
    target = shop / "runs" / OLD
    if not (target / "v1").exists():
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(shop / "runs" / DAY, target, symlinks=True)


def _purge_sound(shop: Path) -> None:
    assert_sound(shop)  # the day that is to stay


def _purged(shop: Path) -> None:
    left = [path for path in (shop / "runs" / OLD).rglob("*") if path.is_file()]
    assert [path.name for path in left] == ["figures.json"]
    assert not any(canary in left[0].read_text(encoding="utf-8") for canary in CANARIES)


def _map_sound(shop: Path) -> None:
    status = map_status(shop / "map")
    assert status.folder is not None
    assert all((status.folder / "osrm" / profile).is_dir() for profile in status.profiles)


def _map_gone_stale(shop: Path) -> None:
    if (shop / "map").exists():
        config = shop / "dispatch.toml"
        text = config.read_text(encoding="utf-8")
        reach = f"reach_km = {random.uniform(1, 9):.4f}"
        config.write_text(
            text.split("# reach")[0] + f'# reach\n[travel]\nmap = "map"\n{reach}\n', encoding="utf-8"
        )


def _map_done(shop: Path) -> None:
    assert [
        path.name for path in (shop / "map").iterdir() if path.name.startswith(".") and path.is_dir()
    ] == []


def _book_sound(shop: Path) -> None:
    rows, issues = read_corrections(shop / "addresses.csv")
    assert not issues
    assert rows[0].position == (52.161, 4.491)


def _saved(shop: Path) -> None:
    assert "52.17" in (shop / "addresses.csv").read_text(encoding="utf-8")


LOOPS = {
    "replan": Loop(
        ("replan", "latest", "--from", "15:00", "--cancel", "1"), nothing, _day_sound, _replanned, (5,)
    ),
    "report --actuals": Loop(
        ("report", "latest", "--actuals", "came.csv"), nothing, _actuals_sound, _actuals_done
    ),
    "purge": Loop(("purge",), _an_old_day, _purge_sound, _purged),
    "map build": Loop(("map", "build", "town.osm.pbf"), _map_gone_stale, _map_sound, _map_done),
    "locate --save": Loop(
        ("locate", "Breestraat 1, 2311 CH Leiden", "--save", "52.17,4.5"), nothing, _book_sound, _saved
    ),
}


def _shop(tmp_path: Path, name: str) -> Path:
    shop = open_shop(tmp_path)
    config = CONFIG.replace("offline = true", 'offline = true\naddresses = "addresses.csv"')
    if name == "map build":
        lat, lon = at(0, 0)
        config = config.replace("52.16", str(lat)).replace("4.49", str(lon))
        config = config.replace('[travel]\nsource = "estimate"\n', "") + '# reach\n[travel]\nmap = "map"\n'
        write_town(shop / "town.osm.pbf")
    (shop / "addresses.csv").write_text(ADDRESSES, encoding="utf-8")
    (shop / "dispatch.toml").write_text(config, encoding="utf-8")
    (shop / "came.csv").write_text(ACTUALS, encoding="utf-8")
    if name not in {"map build", "locate --save"}:
        assert as_cron(shop, "plan", "--quiet", "--date", DAY).returncode == 5
    return shop


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in DAILY else pytest.mark.nightly) for name in LOOPS]
)
def test_killed_a_few_times_the_next_try_just_works(tmp_path: Path, name: str) -> None:
    LOOPS[name].run(_shop(tmp_path, name), FEW)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", LOOPS)
def test_killed_a_hundred_times_the_next_try_just_works(tmp_path: Path, name: str) -> None:
    LOOPS[name].run(_shop(tmp_path, name), MANY)
