"""What a plan tells of how it was made: contradictions are found, and nothing else is."""

from dataclasses import replace

import pytest
from sampledays import planned_day

from dispatch.checking.records import contradictions
from dispatch.model import InputFile, MoveTally, SearchReport

HASH = "0123456789abcdef" * 4
REPORT = SearchReport(
    "search (numba 0.68.1, ortools 9.15.6755)", 1, 400, 2, 3.0, reproducible=False,
    trace=((0.1, 900_000), (1.5, 800_000), (3.0, 800_000)), moves=(MoveTally("strings", 400, 300, 9),),
)  # fmt: skip
INPUTS = (
    InputFile("purchases", "kassa.csv", HASH, 12),
    InputFile("config", "dispatch.toml", HASH[::-1], 9),
    InputFile("lines", "regels.csv", HASH[1:] + "0", 9),
)


def day_of(report=REPORT, inputs=INPUTS, **more):
    day = planned_day(4, rejected=2)
    timings = more.pop("timings", (("Reading", 0.2), ("Searching", 3.1)))
    versions = more.pop("versions", (("ortools", "9.15.6755"), ("numba", "0.68.1")))
    program = more.pop("program", "0.3.0")
    made = replace(day.provenance, inputs=tuple(inputs), timings=timings, versions=versions, program=program)
    return replace(day, search=report, provenance=made, **more)


def found(day):
    return {one.what for one in contradictions(day)}


def test_a_record_of_one_mind_is_left_alone():
    assert found(day_of()) == set()


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"trace": REPORT.trace[::-1]}, "search.trace"),
        ({"trace": ((0.1, 900_000), (4.0, 800_000))}, "search.trace"),
        ({"trace": ((0.1, 800_000), (1.5, 900_000), (3.0, 700_000))}, "search.trace"),
        ({"trace": ((0.1, 1),)}, "search.trace"),
        ({"workers": 0}, "search.workers"),
        ({"iterations": -1}, "search.iterations"),
        ({"seconds": 9.0}, "search.seconds"),
        ({"moves": (MoveTally("strings", 300, 400, 9),)}, "search.moves"),
    ],
)
def test_a_search_that_cannot_have_gone_so_is_found(changes, what):
    assert what in found(day_of(replace(REPORT, **changes)))


@pytest.mark.parametrize(
    ("inputs", "what"),
    [
        ((replace(INPUTS[0], role="addresses"), INPUTS[1]), "provenance.inputs"),
        ((replace(INPUTS[0], role="config"), INPUTS[1]), "provenance.inputs"),
        ((INPUTS[0], replace(INPUTS[1], role="recipe")), "provenance.inputs"),
        ((replace(INPUTS[0], sha256=HASH + "x"),), "provenance.inputs.sha256"),
    ],
)
def test_files_that_cannot_have_been_read_so_are_found(inputs, what):
    assert what in found(day_of(inputs=inputs))


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"program": "0.3.0x"}, "provenance.program"),
        ({"versions": (("numba", "9.15"), ("numba", "0.68"))}, "provenance.versions"),
        ({"versions": (("numba", "numpy"),)}, "provenance.versions"),
        ({"timings": (("Reading", 0.2), ("Reading", 3.1))}, "provenance.timings"),
        ({"timings": (("Sleeping", 0.2),)}, "provenance.timings"),
        ({"timings": (("Reading", -0.2),)}, "provenance.timings"),
    ],
)
def test_versions_and_durations_that_cannot_be_are_found(changes, what):
    assert what in found(day_of(**changes))


def test_rejected_rows_stand_in_the_order_of_the_file():
    day = day_of()
    assert found(replace(day, rejected=day.rejected[::-1])) == {"rejected"}
    kept = replace(REPORT, seconds=90.0)  # of the version before, whose plan is kept
    assert found(day_of(kept, replaces=1, version=2)) == set()


def test_where_nothing_was_to_be_searched_nobody_searched():
    nothing = SearchReport(
        "none: nothing to search", 1, iterations=0, workers=0, seconds=0.0, reproducible=True
    )
    assert "search.workers" not in found(day_of(nothing))
