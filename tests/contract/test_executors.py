"""What holds for every executor: each job once, also when a worker dies."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from daskcluster import DaskOnLoopback, free_port

from dispatch.cores import cores
from dispatch.errors import ResourceError, UsageError
from dispatch.executing import Here, Processes
from dispatch.executing.cluster import Cluster, refuse_other_versions
from dispatch.ports import Job

ROOT = Path(__file__).resolve().parents[2]


def add(common, task):
    """Add up: what every executor is asked to do here."""
    return common[0] + task


def die_once(common, task):
    """Kill this worker at the third task, the first time it comes."""
    if task == 3 and not common.exists():
        common.write_text("died")
        os.kill(os.getpid(), signal.SIGKILL)
    return task * task


def die(common, task):
    """Kill this worker."""
    os.kill(os.getpid(), signal.SIGKILL)


def fail(common, task):
    """Raise what work may raise."""
    raise UsageError(f"no {task}")


def cores_here(common, task):
    """Tell how many cores the work may keep busy."""
    return cores()


def slowly(common, task):
    """Take a moment, and tell who did it."""
    time.sleep(0.1)
    return os.getpid()


def ready():
    """Prepare nothing."""


@pytest.fixture(params=["here", "processes"])
def executor(request):
    return Here() if request.param == "here" else Processes(2)


def test_each_job_comes_back_once(executor):
    common = (100,)
    results = list(executor.run(add, (Job(f"job {n}", common, n) for n in range(12))))
    assert sorted(results) == sorted((f"job {n}", 100 + n) for n in range(12))


def test_no_jobs_give_no_results(executor):
    assert list(executor.run(add, ())) == []


def test_what_the_work_raises_is_raised_as_it_is(executor):
    with pytest.raises(UsageError, match="no 7"):
        list(executor.run(fail, [Job("a", None, 7)]))


def test_jobs_of_a_process_that_dies_are_done_again(tmp_path):
    jobs = (Job(str(n), tmp_path / "died", n) for n in range(8))
    results = list(Processes(2).run(die_once, jobs))
    assert (tmp_path / "died").exists()
    assert sorted(results) == sorted((str(n), n * n) for n in range(8))


@pytest.mark.parametrize(("workers", "share"), [(1, 8), (2, 4), (3, 2), (9, 1)])
def test_processes_divide_the_cores(monkeypatch, workers, share):
    monkeypatch.setenv("PYTHON_CPU_COUNT", "8")
    assert [told for _, told in Processes(workers).run(cores_here, [Job("a", None, 1)])] == [share]
    assert cores() == 8


def test_there_is_a_process_a_core(monkeypatch):
    monkeypatch.setenv("PYTHON_CPU_COUNT", "3")
    assert Processes().workers == 3


def test_a_job_at_which_processes_always_die_is_given_up():
    with pytest.raises(ResourceError, match="works on deadly"):
        list(Processes(1).run(die, [Job("deadly", None, 1)]))


def test_jobs_are_drawn_as_workers_come_free():
    drawn = []

    def jobs():
        for n in range(20):
            drawn.append(n)
            yield Job(str(n), (0,), n)

    results = Processes(1).run(add, jobs())
    next(results)
    assert len(drawn) < 6
    results.close()


@pytest.fixture
def loopback(tmp_path):
    """Run a scheduler and two workers as processes of their own, and end them."""
    with DaskOnLoopback(tmp_path, ROOT / "tests" / "contract") as cluster:
        yield cluster


@pytest.mark.filterwarnings("default")
def test_a_cluster_that_loses_a_worker_brings_each_job_once(loopback):
    sys.path.insert(0, str(Path(__file__).parent))
    import test_executors as module

    cluster, workers = Cluster(loopback.address, module.ready), loopback.workers
    results, done = [], cluster.run(module.slowly, (Job(str(n), None, n) for n in range(30)))
    for key, worker in done:
        results.append((key, worker))
        if len(results) == 12:
            workers[0].kill()
    assert sorted(int(key) for key, _ in results) == list(range(30))
    assert {worker for _, worker in results} == {process.pid for process in workers}
    assert {worker for _, worker in results[-5:]} == {workers[1].pid}


def test_workers_of_other_versions_are_refused():
    here = {"local-dispatch": "0.1.0", "numba": "0.63"}
    refuse_other_versions({"tcp://a:1": here}, here)
    with pytest.raises(UsageError, match=r"tcp://b:1 has other versions: numba 0.62 \(here 0.63\)"):
        refuse_other_versions({"tcp://a:1": here, "tcp://b:1": here | {"numba": "0.62"}}, here)
    with pytest.raises(UsageError, match=r"tcp://c:1 has other versions: ortools 9.15 \(here none\)"):
        refuse_other_versions({"tcp://c:1": here | {"ortools": "9.15"}}, here)


def test_a_scheduler_that_is_not_there_is_told():
    cluster = Cluster(f"tcp://127.0.0.1:{free_port()}", ready, patience=0.5)
    with pytest.raises(ResourceError, match="cannot be reached"):
        list(cluster.run(add, [Job("a", (1,), 1)]))
