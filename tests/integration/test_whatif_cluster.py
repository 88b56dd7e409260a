"""``dispatch whatif`` on a real scheduler with real workers: the same answer, whatever dies."""

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from daskcluster import DaskOnLoopback
from program import begin, run
from shop import open_question

QUESTION = ("whatif", "less.toml", "--seeds", "8", "--json")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("shop")
    open_question(home, "less")
    return home


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[DaskOnLoopback]:
    with DaskOnLoopback(tmp_path) as running:
        yield running


def kept(cache: Path) -> int:
    return len(list(cache.rglob("whatif/*/*.json")))


def when_kept(cache: Path, count: int, asking: "subprocess.Popen[str]") -> None:
    """Wait until so many cells are kept, while the command still runs."""
    until = time.monotonic() + 120
    while kept(cache) < count:
        assert asking.poll() is None, asking.communicate()
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_worker_that_is_killed_changes_nothing(shop: Path, cluster: DaskOnLoopback, tmp_path: Path) -> None:
    alone = run(*QUESTION, home=shop)
    asking = begin(*QUESTION, "--cluster", cluster.address, home=shop, XDG_CACHE_HOME=str(tmp_path / "mine"))
    when_kept(tmp_path / "mine", 3, asking)
    cluster.workers[0].kill()
    out, err = asking.communicate(timeout=240)
    assert asking.returncode == 5, err  # travel is an estimate
    assert json.loads(out) == alone.json
    assert kept(tmp_path / "mine") == len(alone.json["cells"]) == 32


@pytest.mark.nightly
def test_a_scheduler_that_dies_is_told_and_the_same_command_goes_on(
    shop: Path, cluster: DaskOnLoopback, tmp_path: Path
) -> None:
    question = (*QUESTION, "--cluster", cluster.address)
    asking = begin(*question, home=shop, XDG_CACHE_HOME=str(tmp_path / "mine"))
    when_kept(tmp_path / "mine", 3, asking)
    cluster.scheduler.kill()
    _, err = asking.communicate(timeout=240)
    assert asking.returncode == 3, err
    assert "what is done already is kept" in err
    assert "Traceback" not in err
    done = kept(tmp_path / "mine")
    assert 3 <= done < 32
    for worker in cluster.workers:
        worker.kill()
    cluster.begin_scheduler()
    cluster.begin_worker()
    ended = run(*question, home=shop, XDG_CACHE_HOME=str(tmp_path / "mine"))
    assert ended.status == 5, ended.err
    assert len(ended.json["cells"]) == 32
    assert ended.json == run(*QUESTION, home=shop).json


def test_a_cluster_of_this_machine_s_own_says_the_same(shop: Path, tmp_path: Path) -> None:
    local = run(
        *QUESTION, "--cluster", "local", "--workers", "2", home=shop, XDG_CACHE_HOME=str(tmp_path / "mine")
    )
    assert local.status == 5, local.err
    assert local.json == run(*QUESTION, home=shop).json
    assert "Traceback" not in local.err
