"""Whatever a courier's list or a figures file holds, it is read or refused in words."""

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sampledays import planned_day

from dispatch.errors import InputError
from dispatch.reporting import compare_actuals, figures_of, from_json, read_actuals, to_json
from dispatch.reporting.learning import observe

DAY = planned_day(5, plain=True)
RECEIPTS = [receipt for stop in DAY.problem.stops for receipt in stop.receipt_ids]
CELL = st.one_of(
    st.sampled_from(
        [*RECEIPTS, "17:42", "25:00", "2026-11-21T17:42:00", "delivered", "niet thuis", "", "\ufeff"]
    ),
    st.text(max_size=12),
)
FIGURES = to_json(figures_of(DAY, emissions={}, margin=0.25))


def read(raw):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "actuals.csv"
        path.write_bytes(raw)
        try:
            found, issues = read_actuals(path)
        except InputError as error:
            assert "actuals.csv" in error.message  # noqa: PT017
            return
    assert {issue.code for issue in issues} <= {"ACTUAL_UNREADABLE", "ENCODING_MIXED", "ENCODING_GUESSED"}
    assert all(issue.row for issue in issues if issue.code == "ACTUAL_UNREADABLE")
    back = compare_actuals(DAY, found)
    assert back is None or 0 <= back.on_time <= back.timed <= back.known == sum(
        receipt in found for receipt in RECEIPTS
    )
    list(observe(DAY, found))


@settings(max_examples=300)
@given(st.binary(max_size=400))
def test_any_bytes(raw):
    read(raw)


@settings(max_examples=300)
@given(
    st.lists(st.lists(CELL, max_size=6), max_size=12),
    st.sampled_from(";,\t"),
    st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
def test_any_table(rows, delimiter, encoding):
    head = ["receipt_id", "arrived_at", "outcome", "departed_at"]
    text = "\n".join(delimiter.join(row) for row in [head, *rows])
    read(text.encode(encoding, errors="replace"))


@settings(max_examples=200)
@given(
    st.sampled_from(sorted(FIGURES)),
    st.one_of(
        st.none(), st.integers(), st.text(max_size=5), st.lists(st.integers(), max_size=2), st.booleans()
    ),
)
def test_any_figures(key, odd):
    try:
        from_json(json.loads(json.dumps({**FIGURES, key: odd})), "figures.json")
    except InputError as error:
        assert "figures.json" in error.message  # noqa: PT017
