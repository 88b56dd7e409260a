"""Whatever a plan holds comes back; whatever is done to its files is told, never thrown as a bug."""

import contextlib
import json
import random
import tempfile
from pathlib import Path

from daymaker import problems, random_solution
from hypothesis import given, settings
from hypothesis import strategies as st
from sampledays import planned_day

from dispatch.archive import anonymous, compare, read_plan, write_plan
from dispatch.archive.matrices import MATRICES
from dispatch.checking import check
from dispatch.errors import InputError
from dispatch.model import Accounts, PlannedDay, Provenance
from dispatch.reporting import figures_of, from_json, to_json
from dispatch.scheduling import schedule
from dispatch.words import words

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=8),
    st.just([]),
    st.just({}),
    st.lists(st.integers(), max_size=3),
    st.sampled_from(["1e999", "2026-13-01", "frozen", "exact", "error", "\ud800"]),
)


@settings(max_examples=60)
@given(drawn=problems(), seed=st.integers(0, 10**6))
def test_every_plan_comes_back(drawn, seed):
    _, problem = drawn
    solution = random_solution(random.Random(seed), problem)
    plan = schedule(problem, solution)
    orders = sum(len(stop.orders) for stop in problem.stops)
    left = sum(len(stop.orders) for stop in plan.unserved)
    day = PlannedDay(
        day=problem.day,
        version=1,
        problem=problem,
        plan=plan,
        unassigned=(),
        rejected=(),
        issues=(),
        accounts=Accounts(orders, 0, 0, left, orders - left),
        shapes=(),
        extra_columns=(),
        search=solution.report,
        provenance=Provenance("1", "2026-11-24T10:00:00+01:00"),
    )
    with tempfile.TemporaryDirectory() as folder:
        write_plan(day, Path(folder))
        assert read_plan(Path(folder)) == day


def places(value, path=()):
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], (*path, key))
    elif isinstance(value, list):
        for index in range(min(3, len(value))):
            yield from places(value[index], (*path, index))


DAY = planned_day(4, left_behind=1, rejected=1)
with tempfile.TemporaryDirectory() as _folder:
    write_plan(DAY, Path(_folder))
    TEXT = (Path(_folder) / "plan.json").read_text(encoding="utf-8")
    NUMBERS = (Path(_folder) / MATRICES).read_bytes()
PLACES = [path for path in places(json.loads(TEXT)) if path]


def read(text, numbers=NUMBERS):
    """Read a plan from edited files: a day, or an InputError that names the file."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "plan.json").write_bytes(text)
        (Path(folder) / MATRICES).write_bytes(numbers)
        try:
            day = read_plan(Path(folder))
        except InputError as error:
            assert "plan.json" in error.message or MATRICES in error.message  # noqa: PT017
            assert len(error.message) < 1000  # noqa: PT017
        else:
            use(day)


def use(day):
    """Do what the program does with a plan that can be read, however little sense it makes."""
    check(day.problem, day.plan)
    compare(day, DAY).sentences(words("nl"))
    compare(DAY, day).sentences(words("nl"))
    anonymous(day)
    with contextlib.suppress(InputError):
        figures = figures_of(day, emissions={}, margin=0.25)
        assert from_json(to_json(figures), "figures.json") == figures


@settings(max_examples=400)
@given(path=st.sampled_from(PLACES), odd=ODD, remove=st.booleans())
def test_an_edited_plan_is_read_or_refused(path, odd, remove):
    document = json.loads(TEXT)
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    if remove:
        del inner[path[-1]]
    else:
        inner[path[-1]] = odd
    read(json.dumps(document).encode())


@settings(max_examples=150)
@given(at=st.floats(0, 1), junk=st.binary(max_size=6), cut=st.booleans())
def test_a_damaged_plan_is_read_or_refused(at, junk, cut):
    raw = TEXT.encode()
    place = int(at * len(raw))
    read(raw[:place] + junk + (b"" if cut else raw[place + len(junk) :]))


@settings(max_examples=150)
@given(at=st.floats(0, 1), junk=st.binary(min_size=1, max_size=6), cut=st.booleans())
def test_damaged_matrices_are_read_or_refused(at, junk, cut):
    place = int(at * len(NUMBERS))
    read(TEXT.encode(), NUMBERS[:place] + junk + (b"" if cut else NUMBERS[place + len(junk) :]))
