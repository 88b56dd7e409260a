"""What programs get of what was typed: figures that point at nobody."""

import pytest

from dispatch_cli.plainly import public


@pytest.mark.parametrize("typed", ["17:30", "2026-11-24T12:00", "24-11-2026", "-2", "12,50", "16:00-18:00"])
def test_dates_times_and_amounts_are_told(typed: str) -> None:
    assert public(typed) == typed


@pytest.mark.parametrize(
    "typed", ["0612345678", "06-12 34 56 78", "+31 6 12345678", "Jansen", "Dorpsstraat 3", ""]
)
def test_what_may_be_a_person_in_the_wrong_column_is_not(typed: str) -> None:
    assert public(typed) == ""
