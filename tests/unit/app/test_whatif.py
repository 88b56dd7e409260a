"""Who plans the cells of a study."""

import pytest
from wholeroad import configure

from dispatch.app.whatif import executor_for
from dispatch.executing import Here, Processes


@pytest.mark.parametrize("threads", [0, 1, 3])
def test_a_study_uses_every_core_however_many_a_plan_of_the_store_has(monkeypatch, threads):
    monkeypatch.setenv("PYTHON_CPU_COUNT", "4")
    config = configure(solver={"iterations": 10, "workers": threads})
    executor = executor_for(config)
    assert isinstance(executor, Processes)
    assert executor.workers == 4
    assert executor_for(config, workers=2).workers == 2
    assert isinstance(executor_for(config, workers=1), Here)


def test_on_one_core_no_process_is_begun(monkeypatch):
    monkeypatch.setenv("PYTHON_CPU_COUNT", "1")
    assert isinstance(executor_for(configure(solver={"iterations": 10})), Here)
