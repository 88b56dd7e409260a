"""In the place of every file that is read: a pipe or a device.

Each command says in words what is wrong or does without, and waits for nothing.
"""

import json
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from inprocess import runner
from lane import CONFIG, DAY, Till

BOOK = f"runs/{DAY}/book.jsonl"
RUN = f"runs/{DAY}/v1"
PATIENCE = 60
"""Seconds in which every command is done; whatever waits for a pipe waits for ever."""

OWN = """
[archive]
key_file = "key.txt"
retention_days = 3650
[[zones.own]]
id = "markt"
file = "zone.geojson"
[promise.area]
polygon = "area.geojson"
[serve]
token_file = "token.txt"
"""
INTAKE = 'settle_seconds = 0\nlines = "lines.csv"\narticles = "articles.csv"\nstanding = "standing.csv"'
ESTIMATE = 'source = "estimate"'
LINES = "receipt_id;article;quantity\n101;melk;2\n"
ARTICLES = "article;name;weight_g\nmelk;Melk;1000\n"
STANDING = (
    "vaste_bestelling;weekdag;naam;straat;huisnummer;postcode;plaats\nV1;zo;Klant;Laan;9;2312 AB;Leiden\n"
)
OUTLINE = {
    "type": "Polygon",
    "coordinates": [[[4.4, 52.1], [4.6, 52.1], [4.6, 52.3], [4.4, 52.3], [4.4, 52.1]]],
}
SQUARE = {"type": "Polygon", "coordinates": [[[4.1, 52.9], [4.2, 52.9], [4.2, 53.0], [4.1, 52.9]]]}

PLAN = ("plan", "kassa.csv", "--date", DAY, "--now", "12:30")
SLOTS = ("slots", "Laan 7, 2312 AB Leiden", "--date", DAY, "--now", "13:00")
ON_A_RUN = (
    ("verify", DAY),
    ("sheets", DAY, "--to", "usb"),
    ("report", DAY),
    ("replan", DAY, "--from", "12:30", "--cancel", "101"),
    ("change", "--date", DAY, "--now", "12:30", "cancel", "101"),
    ("day", DAY),
    SLOTS,
    PLAN,
    ("purge",),
    ("whatif", "less.toml", "--workers", "1", "--days", f"{DAY}..{DAY}"),
    ("report", DAY, "--anonymous", "copy"),
)
PLACES: dict[str, tuple[tuple[str, ...], ...]] = {
    "dispatch.toml": (PLAN, ("check", "kassa.csv"), ("day", DAY), SLOTS, ("locate", "Laan 1, 2312 AB Leiden"),
                      ("verify", DAY), ("report", DAY), ("purge",), ("whatif", "less.toml"), ("doctor",),
                      ("map", "status"), ("change", "--date", DAY, "cancel", "101"),
                      ("serve", "--date", DAY)),
    "kassa.csv": (PLAN, ("check", "kassa.csv"), ("verify", DAY, "--input", "kassa.csv"),
                  ("replan", DAY, "--from", "12:30", "--late", "kassa.csv"),
                  ("slots", "--receipt", "kassa.csv", "--date", DAY, "--now", "13:00")),
    "lines.csv": ((*PLAN, "--lines", "lines.csv"), ("check", "kassa.csv", "--lines", "lines.csv")),
    "articles.csv": (PLAN, ("check", "kassa.csv")),
    "standing.csv": (PLAN, ("check", "kassa.csv"), ("doctor",)),
    "rejected.csv": ((*PLAN, "--corrections", "rejected.csv"),
                     ("check", "kassa.csv", "--corrections", "rejected.csv")),
    "addresses.csv": (PLAN, SLOTS, ("locate", "Laan 1, 2312 AB Leiden"),
                      ("locate", "Laan 1, 2312 AB Leiden", "--save", "52.161,4.491")),
    "area.geojson": (PLAN, SLOTS, ("doctor",), ("locate", "Laan 1, 2312 AB Leiden")),
    "zone.geojson": (PLAN, ("doctor",), ("verify", DAY)),
    "key.txt": (PLAN, ("verify", DAY)),
    "token.txt": (("serve", "--date", DAY, "--host", "0.0.0.0"),),
    "changes.csv": (("change", "--date", DAY, "--now", "12:30", "--file", "changes.csv"),),
    "came.csv": (("report", DAY, "--actuals", "came.csv"),),
    "less.toml": (("whatif", "less.toml"),),
    "stores.toml": (("stores", "stores.toml", "--date", DAY), ("report", "--stores", "stores.toml"),
                    ("whatif", "less.toml", "--stores", "stores.toml")),
    "town.osm.pbf": (("map", "build", "town.osm.pbf"),),
    "map/current/map.json": (("map", "status"), ("doctor",), PLAN, ("locate", "Laan 1, 2312 AB Leiden")),
    BOOK: ON_A_RUN,
    **{f"{RUN}/{name}": ON_A_RUN for name in ("plan.json", "manifest.json", "settings.json", "travel.npz")},
    **{f"{RUN}/{name}": ON_A_RUN[:3] for name in ("log.jsonl", "stops.csv", "plan.html", "sheets/all.pdf")},
    f"runs/{DAY}/latest": ON_A_RUN[:5],
    f"runs/{DAY}/actuals.csv": (("report", DAY), ("report", DAY, "--actuals", "came.csv"), ("purge",)),
    "data/local-dispatch/learned.sqlite": (PLAN, ("report", DAY, "--actuals", "came.csv")),
    "cache/local-dispatch/addresses.sqlite": (PLAN, SLOTS, ("locate", "Laan 1, 2312 AB Leiden")),
}  # fmt: skip
"""Of each file, who reads it."""

KINDS = ("pipe", "device")


def put(kind: str, path: Path) -> None:
    """Put something into the place of a file that is no such file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")


@contextmanager
def patience() -> Iterator[None]:
    """Fail where something waits for ever."""

    def lost(*_: object) -> None:
        raise TimeoutError("it waits")

    before = signal.signal(signal.SIGALRM, lost)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plan the day of a store that has every kind of file."""
    home = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        till = Till(home, runner(home, patch))
        for name, text in {
            "dispatch.toml": CONFIG.replace("settle_seconds = 0", INTAKE).replace(
                ESTIMATE, f'{ESTIMATE}\nmap = "map"'
            )
            + OWN,
            "lines.csv": LINES,
            "articles.csv": ARTICLES,
            "standing.csv": STANDING,
            "area.geojson": json.dumps(OUTLINE),
            "zone.geojson": json.dumps(SQUARE),
            "key.txt": "k" * 40,
            "token.txt": "t" * 40,
            "less.toml": 'name = "dear"\n[promise]\nminimum_basket = 45\n',
            "stores.toml": '[[store]]\nfolder = "."\n',
            "came.csv": "receipt_id;arrived_at;outcome\n101;17:42;delivered\n",
        }.items():
            (home / name).write_text(text, encoding="utf-8")
        for n in range(1, 4):
            till.buy(100 + n, n, van="16:00", tot="18:00")
        till.plan_all("12:00")
    return home


def _give(store: Path, tmp_path: Path, place: str, kind: str, commands: tuple[tuple[str, ...], ...]) -> None:
    for number, command in enumerate(commands):
        home = tmp_path / str(number)
        shutil.copytree(store, home, symlinks=True)
        put(kind, home / place)
        with patience(), pytest.MonkeyPatch.context() as patch:
            ended = runner(home, patch)(*command)
        told = (command, ended.status, ended.err[-2000:], ended.out[-500:])
        assert "Traceback" not in ended.err, told
        assert ended.status in {0, 2, 3, 5} or (command[0], ended.status) == ("verify", 1), told
        if ended.status in {2, 3}:
            assert len(ended.err.split()) > 4, told
        shutil.rmtree(home)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_not_the_file_it_should_be_is_told_and_not_waited_for(
    store: Path, tmp_path: Path, place: str, kind: str
) -> None:
    _give(store, tmp_path, place, kind, PLACES[place][:1])
