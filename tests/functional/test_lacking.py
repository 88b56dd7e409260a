"""Every command where packages are missing, or what only POSIX systems have, in its worker processes too."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lacking import POSIX, lacking
from osmtown import at, write_town
from program import ROOT, Ended, environment, run
from shop import ARCHIVED, CONFIG, open_question, write_export

CLUSTER = ("distributed", "dask")
SEARCH = ("numba", "llvmlite")
ROUTER = ("osrm", "osrm-bindings")
LACKS: dict[str, tuple[str, ...]] = {
    "numba": SEARCH,
    "distributed": CLUSTER,
    "pikepdf": ("pikepdf",),
    "osrm": ROUTER,
    "posix": (),
    "all": (*SEARCH, *CLUSTER, *ROUTER, "pikepdf"),
}
"""Packages that a machine lacks; ``posix`` and ``all`` lack the modules of POSIX systems besides."""

DAY = ARCHIVED[0]
COMMANDS: dict[tuple[str, ...], set[int]] = {
    ("--help",): {0},
    ("check", f"{DAY}.csv", "--date", DAY): {0, 5},
    ("plan", f"{DAY}.csv", "--date", DAY, "--afresh"): {0, 5},
    ("change", "--date", DAY, "cancel", "242"): {0, 5},
    ("replan", DAY, "--from", "12:30", "--cancel", "241"): {0, 5},
    ("day", DAY): {0},
    ("verify", DAY): {0},
    ("sheets", DAY): {0, 5},
    ("report", "--pdf", "report.pdf"): {0},
    ("whatif", "less.toml", "--workers", "2", "--afresh", "--pdf", "whatif.pdf", "--html", "w.html"): {5},
    ("slots", "--date", DAY, "Kanariestraat 1, 2312 AB Leiden", "--now", "12:30"): {0, 3, 4, 5},
    ("map", "status"): {5},
    ("doctor",): {2, 5},
    ("purge",): {0},
}
"""Commands in the order in which they are given, and how they may end."""

ON_CLUSTER = ("whatif", "less.toml", "--workers", "2", "--cluster", "local", "--afresh")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("shop")
    open_question(home, "dear")
    return home


@pytest.mark.timeout(1200)
@pytest.mark.parametrize(
    "name", [name if name == "all" else pytest.param(name, marks=pytest.mark.nightly) for name in LACKS]
)
def test_every_command_does_without_or_says_what_it_lacks(archive: Path, tmp_path: Path, name: str) -> None:
    home = tmp_path / "home"
    shutil.copytree(archive, home, symlinks=True)
    config = home / "dispatch.toml"
    # The search that numba compiles is asked for; where it is missing, the other one plans.
    text = config.read_text(encoding="utf-8").replace('engine = "ortools"', 'engine = "search"')
    config.write_text(text, encoding="utf-8")
    site = lacking(tmp_path / "site", LACKS[name], POSIX if name in {"posix", "all"} else ())

    def call(*words: str) -> Ended:
        return run(*words, home=home, PYTHONPATH=f"{site}:{ROOT}")

    for words, statuses in COMMANDS.items():
        ended = call(*words)
        assert ended.status in statuses, (words, ended.err, ended.out)
        assert "Traceback" not in ended.err, words
    ended = call(*ON_CLUSTER)
    if set(CLUSTER) & set(LACKS[name]):
        assert ended.status == 2
        assert "A cluster needs Dask, which is not installed." in ended.err
    else:
        assert ended.status == 5, ended.err
    log = (home / "runs" / DAY / "v2" / "log.jsonl").read_text(encoding="utf-8")
    searched = next(line for line in log.splitlines() if '"event": "search"' in line)
    assert ("OR-Tools" in searched) is bool(set(SEARCH) & set(LACKS[name]))


def test_what_is_hidden_is_hidden_in_workers_too(tmp_path: Path) -> None:
    site = lacking(tmp_path / "site", ("numba",), ("fcntl",))
    (tmp_path / "dispatch").mkdir()
    (tmp_path / "dispatch" / "__init__.py").write_text(
        "from importlib.metadata import PackageNotFoundError, version\n"
        "from importlib.util import find_spec\n"
        "def look(_):\n"
        "    found = [find_spec('numba') is not None]\n"
        "    for name in ('numba', 'fcntl'):\n"
        "        try:\n"
        "            __import__(name, globals())\n"
        "            found.append(name)\n"
        "        except ModuleNotFoundError:\n"
        "            pass\n"
        "    try:\n"
        "        found.append(version('numba'))\n"
        "    except PackageNotFoundError:\n"
        "        pass\n"
        "    return found\n",
        encoding="utf-8",
    )
    program = (
        "from concurrent.futures import ProcessPoolExecutor\n"
        "import dispatch, fcntl, multiprocessing\n"
        "if __name__ == '__main__':\n"
        "    with ProcessPoolExecutor(1, multiprocessing.get_context('spawn')) as pool:\n"
        "        print(dispatch.look(0), *pool.map(dispatch.look, [0]))\n"
    )
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "program.py"],
        cwd=tmp_path,
        env={**environment(tmp_path), "PYTHONPATH": f"{site}:{tmp_path}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.split("\n")[0] == "[False] [False]"


def test_without_the_router_a_map_has_addresses_and_everything_says_what_it_lacks(tmp_path: Path) -> None:
    """What else the map is good for stays; with travel times of it as the only source nothing is planned."""
    lat, lon = at(0, 0)
    config = CONFIG.replace("52.16", str(lat)).replace("4.49", str(lon))
    of_map = config.replace('source = "estimate"', 'map = "map"\nsource = "map"')
    (tmp_path / "of-map.toml").write_text(of_map, encoding="utf-8")
    (tmp_path / "dispatch.toml").write_text(
        config.replace('source = "estimate"', 'map = "map"'), encoding="utf-8"
    )
    write_export(tmp_path)
    export = tmp_path / "kassa.csv"
    near = re.sub(r"52\.16\d;4\.49\d", f"{lat};{lon}", export.read_text(encoding="utf-8"))
    export.write_text(near, encoding="utf-8")
    write_town(tmp_path / "town.osm.pbf")
    site = lacking(tmp_path / "site", ROUTER)

    def call(*words: str) -> Ended:
        return run(*words, home=tmp_path, PYTHONPATH=f"{site}:{ROOT}")

    told = "For this system there is no package of the router OSRM"
    ended = call("map", "build", "town.osm.pbf")
    assert (ended.status, "Traceback" in ended.err) == (0, False), ended.err
    assert told in ended.err
    status = call("map", "status", "--json").json
    assert (status["profiles"], told in status["problem"]) == ([], True)
    assert status["addresses"] > 0
    assert told in call("doctor").out
    plan = ("plan", "kassa.csv", "--date", DAY)
    ended = call(*plan)
    assert ended.status == 5, ended.err
    assert "OSRM" in ended.out
    for words in (("verify", "latest"), ("sheets", "latest")):
        assert call(*words).status in {0, 5}
    ended = call(*plan, "--dry-run", "--config", "of-map.toml")
    assert ended.status == 3, ended.err
    assert "OSRM" in ended.err
    # A machine that has the router is told that the map has no roads.
    issues = run(*plan, "--dry-run", "--json", home=tmp_path).json["issues"]
    assert ("TRAVEL_ESTIMATED", "no_roads") in {(one["code"], one["about"]) for one in issues}


def test_no_module_of_one_system_is_imported_at_the_top() -> None:
    beginnings = tuple(f"{word} {name}" for word in ("import", "from") for name in POSIX)
    for path in (*ROOT.glob("dispatch/**/*.py"), *ROOT.glob("dispatch_cli/**/*.py")):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if re.match(rf"({'|'.join(beginnings)})\b", line)], path
