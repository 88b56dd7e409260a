"""How many cores a process may keep busy: what it is told, else what the system lets it use."""

import os

import pytest

from dispatch.cores import cores, take_share


@pytest.mark.parametrize("stated", ["", "0", "-2", "default", "two"])
def test_what_is_no_number_of_cores_leaves_it_to_the_system(monkeypatch, stated):
    monkeypatch.setenv("PYTHON_CPU_COUNT", stated)
    assert 1 <= cores() <= (os.cpu_count() or 1)


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="only Linux binds processes to cores")
def test_a_process_bound_to_some_cores_counts_those(monkeypatch):
    monkeypatch.delenv("PYTHON_CPU_COUNT", raising=False)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {1, 4, 5})
    assert cores() == 3


@pytest.mark.parametrize(("workers", "share"), [(1, 6), (2, 3), (4, 1), (7, 1)])
def test_workers_side_by_side_have_a_share_each(monkeypatch, workers, share):
    monkeypatch.setenv("PYTHON_CPU_COUNT", "6")
    take_share(workers)
    assert cores() == share
    assert os.environ["PYTHON_CPU_COUNT"] == str(share)
