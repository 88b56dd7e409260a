"""A drawn month: the same answer to the byte, whoever plans it."""

import subprocess
import sys
from pathlib import Path

import pytest
from program import ROOT, environment, run

pytestmark = [pytest.mark.nightly, pytest.mark.timeout(3600)]

SCENARIOS = ("bikes.toml", "hour.toml", "growth.toml")
QUESTION = ("whatif", *SCENARIOS, "--iterations", "300")
WAYS = {
    "one": ("--workers", "1"),
    "two": ("--workers", "2"),
    "three": ("--workers", "3"),
    "dask": ("--cluster", "local", "--workers", "2"),
}
FILES = ("csv", "html", "pdf")


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Draw the store of the documents' worked example, and thirty days of a few orders each."""
    home = tmp_path_factory.mktemp("month")
    script = ROOT / "benchmarks" / "archive.py"
    command = [sys.executable, str(script), "store", "--days", "30", "--orders", "10"]
    done = subprocess.run(
        command, cwd=home, env=environment(home), capture_output=True, text=True, timeout=1800, check=False
    )
    assert done.returncode == 0, done.stderr
    return home / "store"


def answered(month: Path, way: str, cache: Path) -> dict[str, bytes]:
    """Ask one way, all of it anew, and return all that is answered."""
    files = [part for kind in FILES for part in (f"--{kind}", f"answer.{kind}")]
    asked = (*QUESTION, *WAYS[way])
    told = {}
    for form in ((), ("--json",)):
        ended = run(*asked, *files, *form, home=month, timeout=1800, XDG_CACHE_HOME=str(cache), COLUMNS="100")
        assert ended.status == 5, ended.err  # travel is an estimate
        told["json" if form else "table"] = ended.out.encode()
    assert len(list((cache / "local-dispatch" / "whatif").rglob("*.json"))) == 6 * 30
    return told | {kind: (month / f"answer.{kind}").read_bytes() for kind in FILES}


def test_a_month_is_answered_the_same_to_the_byte_by_every_way(month: Path, tmp_path: Path) -> None:
    first, *others = ((way, answered(month, way, tmp_path / way)) for way in WAYS)
    for way, told in others:
        assert [part for part in told if told[part] != first[1][part]] == [], way
