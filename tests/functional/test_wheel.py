"""The wheel holds the program and nothing else, says what it needs, and runs where nothing else is."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from program import ROOT, SAMPLE
from schemas import conforming

from dispatch import __version__

WINDOWS = {"sys_platform": "win32", "platform_release": "11", "extra": ""}
OLD_MAC = {"sys_platform": "darwin", "platform_release": "23.6.0", "extra": ""}
NEW_MAC = {"sys_platform": "darwin", "platform_release": "24.1.0", "extra": ""}
LINUX = {"sys_platform": "linux", "platform_release": "6.8.0", "extra": ""}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("*.whl")
    return path


def metadata_of(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        return message_from_bytes(archive.read(f"local_dispatch-{__version__}.dist-info/METADATA"))


def test_the_wheel_holds_every_file_of_the_program_and_no_other(wheel: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "dispatch", "dispatch_cli"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if tracked.returncode:
        pytest.skip("not a checkout")
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    sample = {f"dispatch/sample/{path.name}" for path in SAMPLE.iterdir()}
    assert {name for name in tracked.stdout.split() if (ROOT / name).is_file()} | sample <= held
    assert not [name for name in held if not name.startswith(("dispatch/", "dispatch_cli/"))]


def test_its_metadata_say_what_it_is_and_where_it_runs(wheel: Path) -> None:
    metadata = metadata_of(wheel)
    assert (metadata["Name"], metadata["Version"]) == ("local-dispatch", __version__)
    assert (metadata["License-Expression"], metadata["Requires-Python"]) == ("MIT", ">=3.12")
    assert metadata["Description-Content-Type"] == "text/markdown"
    wishes = [Requirement(text) for text in metadata.get_all("Requires-Dist", [])]
    osrm = next(wish for wish in wishes if wish.name == "osrm-bindings")
    assert isinstance(osrm.marker, Marker)
    needed = [osrm.marker.evaluate(system) for system in (LINUX, NEW_MAC, OLD_MAC, WINDOWS)]
    assert needed == [True, True, False, False]
    assert all(wish.specifier for wish in wishes), "a dependency without a version"


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_the_wheel_plans_in_an_environment_of_its_own(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    programs = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = [programs / "python", "-m", "pip", "install", "--quiet", "--constraint", ROOT / "constraints.txt"]
    subprocess.run([*pip, wheel], check=True)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DISPATCH"))}
    clean["HOME"] = str(tmp_path)

    def dispatch(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [programs / "dispatch", *arguments],
            cwd=tmp_path,
            env=clean,
            capture_output=True,
            text=True,
            check=False,
        )

    assert dispatch("--version").stdout == f"local-dispatch {__version__}\n"
    assert dispatch("init", "winkel", "--sample").returncode == 0
    planned = dispatch("plan", "--sample", "--iterations", "50", "--json")
    assert planned.returncode == 5, planned.stderr
    assert conforming(["plan"], json.loads(planned.stdout))["accounts"]["planned"] > 90
    assert dispatch("verify", "latest").returncode == 0
