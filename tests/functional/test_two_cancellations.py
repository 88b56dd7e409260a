"""After two cancellations in a day of sixty nobody hears anything new, and few get new paper."""

import random
from pathlib import Path

import pytest
from dispatcher import CONFIG, Desk, order
from inprocess import runner

BUSY = CONFIG.replace(
    "[intake]",
    """[[vehicle]]
id = "fiets-C"
profile = "bike"
crates = 8
kg = 120

[[courier]]
name = "Noor"
vehicle = "fiets-C"
shift = "14:00-22:00"

[[courier]]
name = "Ruud"
vehicle = "bus-1"
shift = "14:00-22:00"

[intake]""",
    1,
)


@pytest.mark.parametrize(
    "seed", [1, 2, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(3, 13))]
)
def test_two_cancellations_in_a_day_of_sixty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    rng = random.Random(seed)
    desk = Desk(tmp_path, runner(tmp_path, monkeypatch))
    (tmp_path / "dispatch.toml").write_text(BUSY, encoding="utf-8")
    desk.rows = {}
    for number in range(100, 160):
        since = rng.choice(("14:00", "15:30", "17:00", "18:30"))
        until = f"{int(since[:2]) + 3}:{since[3:]}"
        north, east = rng.randint(-1400, 1400), rng.randint(-1400, 1400)
        desk.rows[str(number)] = order(number, since, until, north, east, kratten=str(rng.randint(1, 2)))
    first = desk.plan("12:00")
    planned = desk.where(1)
    assert len(planned) >= 55, first.err
    off = rng.sample(sorted(planned), 2)
    done = desk.change("12:05", "cancel", *off, "--plan")
    assert done.status in {0, 5}, done.err
    news = {row["receipt_id"]: row["change"] for row in desk.rows_of(2, "messages.csv")}
    assert {number for number, change in news.items() if change == "cancelled"} == set(off)
    # What was left behind for want of room may take theirs; nobody else hears anything.
    taken = desk.where(2).keys() - planned.keys()
    assert {number for number, change in news.items() if change not in {"same", "cancelled"}} <= taken
    couriers = {planned[number][0] for number in off} | {desk.where(2)[number][0] for number in taken}
    after = desk.where(2)
    changed = {who for n, (who, start) in planned.items() if n not in off and after[n] != (who, start)}
    changed |= {after[n][0] for n in changed & after.keys()}
    assert changed <= couriers
    assert desk.run("verify", "latest").status == 0
