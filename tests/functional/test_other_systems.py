"""The program starts, checks and plans where the modules of POSIX do not exist."""

import json
import subprocess
import sys
from pathlib import Path

from issueinputs import Shop
from lacking import POSIX
from osmtown import at, write_town
from program import ROOT, environment, run
from till import table

HIDDEN = f"""
import sys
sys.modules.update(dict.fromkeys({POSIX}))
from dispatch_cli import main
main()
"""
WITHOUT_OSRM = """
import sys
from importlib import metadata, util

def spec_of(name, package=None, known=util.find_spec):
    return None if name == "osrm" else known(name, package)

def version_of(name, known=metadata.version):
    if name == "osrm-bindings":
        raise metadata.PackageNotFoundError(name)
    return known(name)

sys.modules["osrm"] = None
util.find_spec, metadata.version = spec_of, version_of
from dispatch_cli import main
main()
"""
CONFIG = """
[store]
name = "Winkel"
lat = 52.1637
lon = 4.4921
opening = "08:00-21:00"
delivery = "13:00-21:00"
[[vehicle]]
id = "fiets"
profile = "bike"
crates = 6
kg = 120
[[courier]]
name = "Tijn"
vehicle = "fiets"
shift = "15:00-21:00"
[travel]
source = "estimate"
"""


COMMANDS = (
    ["--help"],
    ["check", "purchases.csv"],
    ["plan", "purchases.csv", "--dry-run", "--iterations", "20"],
    ["plan", "purchases.csv", "--iterations", "20"],
    ["verify", "latest"],
    ["sheets", "latest"],
    ["report"],
    ["map", "status"],
    ["doctor"],
    ["purge"],
)


def test_a_map_is_no_use_for_travel_without_the_router_and_the_plan_says_so(tmp_path: Path) -> None:
    shop = Shop(tmp_path, run=None, town=tmp_path)
    shop.gazetteer()
    config = CONFIG.replace('source = "estimate"', 'map = "map"')
    (tmp_path / "dispatch.toml").write_text(config, encoding="utf-8")
    (tmp_path / "purchases.csv").write_text(table({"lat": "52.16", "lon": "4.49"}), encoding="utf-8")
    for more, status in ((["--dry-run"], 5), (["--dry-run", "--config", "of-map.toml"], 3)):
        (tmp_path / "of-map.toml").write_text(config.replace('map = "map"', 'map = "map"\nsource = "map"'))
        done = as_without_osrm(tmp_path, "plan", "purchases.csv", "--iterations", "20", *more)
        assert done.returncode == status, done.stderr
        assert "OSRM" in done.stdout + done.stderr


def as_without_osrm(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_OSRM, *arguments],
        cwd=home,
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_without_the_router_a_map_has_addresses_and_everything_says_what_it_lacks(tmp_path: Path) -> None:
    lat, lon = at(0, 0)
    config = CONFIG.replace('source = "estimate"', 'map = "map"')
    config = config.replace("52.1637", str(lat)).replace("4.4921", str(lon))
    (tmp_path / "dispatch.toml").write_text(config, encoding="utf-8")
    (tmp_path / "purchases.csv").write_text(table({"lat": str(lat), "lon": str(lon)}), encoding="utf-8")
    write_town(tmp_path / "town.osm.pbf")
    told = "For this system there is no package of the router OSRM"
    ended = as_without_osrm(tmp_path, "map", "build", "town.osm.pbf")
    assert (ended.returncode, "Traceback" in ended.stderr) == (0, False), ended.stderr
    assert told in ended.stderr
    status = json.loads(as_without_osrm(tmp_path, "map", "status", "--json").stdout)
    assert (status["profiles"], told in status["problem"]) == ([], True)
    assert status["addresses"] > 0
    assert told in as_without_osrm(tmp_path, "doctor").stdout
    plan = ["plan", "purchases.csv", "--iterations", "20"]
    for arguments in (plan, ["verify", "latest"], ["sheets", "latest"]):
        ended = as_without_osrm(tmp_path, *arguments)
        assert ended.returncode in {0, 5}, ended.stderr
    issues = run(*plan, "--dry-run", "--json", home=tmp_path).json["issues"]
    assert ("TRAVEL_ESTIMATED", "no_roads") in {(one["code"], one["about"]) for one in issues}


def test_no_module_of_one_system_is_needed(tmp_path: Path) -> None:
    (tmp_path / "dispatch.toml").write_text(CONFIG)
    (tmp_path / "purchases.csv").write_text(
        table({"lat": "52,1587", "lon": "4,4923"}, {"lat": "52,1601", "lon": "4,4891"})
    )
    for arguments in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-c", HIDDEN, *arguments],
            cwd=tmp_path,
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode in {0, 5}, (arguments, done.stderr)
        assert "Traceback" not in done.stderr
    assert len(list(tmp_path.glob("runs/*/v1/plan.json"))) == 1


def test_no_module_of_one_system_is_imported_at_the_top() -> None:
    for path in (*ROOT.glob("dispatch/**/*.py"), *ROOT.glob("dispatch_cli/**/*.py")):
        lines = path.read_text().splitlines()
        assert not [line for line in lines if line.startswith(tuple(f"import {name}" for name in POSIX))]
        assert not [line for line in lines if line.startswith(tuple(f"from {name} " for name in POSIX))]
