import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.sheets.filenames import file_stems


def test_plain_names_stay() -> None:
    assert file_stems(["R1", "R2", "ochtend_3"]) == ("R1", "R2", "ochtend_3")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("/absolute", "absolute"),
        ("C:\\x", "C-x"),
        ("..", "route"),
        ("", "route"),
        ("con", "con-route"),
        ("a\x00b", "a-b"),
        ("x" * 300, "x" * 60),
    ],
)
def test_unsafe_names_become_safe(name: str, stem: str) -> None:
    assert file_stems([name]) == (stem,)


def test_names_that_would_fall_together_are_numbered() -> None:
    assert file_stems(["R/1", "r-1", "R 1"]) == ("R-1", "r-1-2", "R-1-3")


@given(st.lists(st.text(max_size=80), max_size=20))
def test_any_names_give_distinct_stems_inside_their_folder(names: list[str]) -> None:
    stems = file_stems(names)
    assert len({stem.lower() for stem in stems}) == len(names)
    assert all(stem and stem.isascii() and not set(stem) & set("/\\.:*?\x00 ") for stem in stems)
