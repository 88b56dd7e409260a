"""The studies of several stores as one."""

from dataclasses import astuple, replace

import pytest
from madedays import drawn_day, store, studied

from dispatch.study.answering import Answer, by_store, side_by_side
from dispatch.study.scenario import Cell, Scenario, Windows
from dispatch.study.together import add_up, left_out

BASE = "as it is"


def scenarios(*names):
    return (Scenario(BASE, store()), *(Scenario(name, store(), Windows(later=1800)) for name in names))


@pytest.fixture
def chain(tmp_path):
    """Study two stores: one of two days, one of the first of them only."""
    days = drawn_day(0, 4), drawn_day(1, 3)
    one = studied(tmp_path, scenarios("later", "sooner"), days)
    other = studied(tmp_path, scenarios("later"), (drawn_day(0, 6),))
    return one, other


def test_the_whole_is_the_sum_of_the_stores_that_delivered_on_a_day(chain):
    one, other = chain
    whole = add_up(chain)
    first, second = (day.day for day in one.study.days)
    assert [day.day for day in whole.study.days] == [first, second]
    for name in (BASE, "later"):
        both = Cell(first, name, 1)
        mine, theirs = one.cells[both], other.cells[both]
        assert astuple(whole.cells[both]) == tuple(
            a + b for a, b in zip(astuple(mine), astuple(theirs), strict=True)
        )
        alone = Cell(second, name, 1)
        assert whole.cells[alone] == one.cells[alone]
    assert whole.cells[Cell(first, BASE, 1)].orders == 10


def test_only_scenarios_that_every_store_has_are_in_the_whole(chain):
    assert [scenario.name for scenario in add_up(chain).study.scenarios] == [BASE, "later"]


def test_a_store_without_a_plan_under_one_scenario_is_out_of_that_day_s_whole(chain):
    one, other = chain
    day = one.study.days[0].day
    del other.cells[Cell(day, "later", 1)]
    whole = add_up(chain)
    assert whole.cells[Cell(day, BASE, 1)] == one.cells[Cell(day, BASE, 1)]
    assert left_out(chain) == 1


def test_rejected_rows_of_all_stores_are_told_of_the_whole(chain):
    one, other = chain
    for studied_store, rejected in ((one, 2), (other, 3)):
        studied_store.study = replace(
            studied_store.study,
            days=tuple(replace(day, rejected=rejected) for day in studied_store.study.days),
        )
    assert [day.rejected for day in add_up(chain).study.days] == [5, 2]


def test_stores_stand_beneath_each_other(chain):
    answers = [Answer(found, name) for found, name in zip(chain, ("Leiden", "Dorp"), strict=True)]
    later = answers[0].others[0]
    table = by_store(answers, later, "en")
    assert [row[0] for row in table.rows] == ["Leiden", "Dorp"]
    sooner = answers[0].others[1]
    assert [row[0] for row in by_store(answers, sooner, "en").rows] == ["Leiden"]
    assert len(side_by_side(answers[0]).rows) == 3
