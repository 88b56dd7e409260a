"""A search that could not begin or would never end is refused before it starts."""

import pytest

from dispatch.solving.budget import Budget


@pytest.mark.parametrize(
    "wrong",
    [
        {"seconds": None},
        {"seconds": 0},
        {"seconds": -1.0},
        {"iterations": 0},
        {"workers": -1},
        {"patience": 0},
        {"patience": 1.1},
    ],
)
def test_a_budget_that_makes_no_sense_is_refused(wrong: dict[str, float | None]) -> None:
    with pytest.raises(ValueError, match=r"search|patience"):
        Budget(**wrong)  # type: ignore[arg-type]


def test_iterations_alone_are_an_end() -> None:
    assert Budget(seconds=None, iterations=1, patience=1).iterations == 1
