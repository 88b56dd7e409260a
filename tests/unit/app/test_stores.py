"""Which status a chain ends with, and a store whose process is killed every time."""

from datetime import UTC, datetime

import pytest

from dispatch.app.stores import Chain, StorePlanned, StoresOptions, plan_stores
from dispatch.errors import JobLostError
from dispatch.ports import Silent


@pytest.mark.parametrize(
    ("statuses", "worst"),
    [((0, 0), 0), ((0, 5), 5), ((5, 4), 4), ((4, 75), 75), ((75, 2), 2), ((2, 3), 3), ((3, 1, 5), 1)],
)
def test_a_chain_ends_with_the_worst_status(statuses, worst):
    assert Chain(tuple(StorePlanned(str(n), status) for n, status in enumerate(statuses))).status == worst


class Losing:
    """Lose one store, and do the others."""

    workers = 1

    def run(self, work, jobs):
        for job in jobs:
            if job.key == "b":
                raise JobLostError("{key} was ended {tries} times.", key="b", tries=3)
            yield job.key, StorePlanned(job.key, 0)


def test_a_store_whose_process_is_killed_every_time_harms_no_other(tmp_path):
    file = tmp_path / "stores.toml"
    file.write_text("".join(f'[[store]]\nfolder = "{name}"\n' for name in "abc"))
    chain = plan_stores(StoresOptions(file), {}, lambda: datetime.now(UTC), Silent(), Losing())
    assert [(store.name, store.status) for store in chain.stores] == [("a", 0), ("b", 3), ("c", 0)]
    assert chain.status == 3
