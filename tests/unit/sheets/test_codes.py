"""QR codes, held against another program that draws them, and read as a scanner reads them."""

import re

import numpy as np
import pytest
import segno
import zxingcpp
from hypothesis import example, given
from hypothesis import strategies as st

from dispatch.sheets.codes import modules, qr_svg

FULL = {1: 14, 2: 26, 6: 106, 7: 122, 9: 180, 10: 213, 14: 362, 26: 1059, 27: 1125, 32: 1538, 40: 2331}
"""Bytes that fill a version at level M (ISO/IEC 18004, table 7)."""


def read(text: str) -> str:
    picture = np.pad(np.where(modules(text), 0, 255).astype(np.uint8), 4, constant_values=255)
    (found,) = zxingcpp.read_barcodes(picture.repeat(4, axis=0).repeat(4, axis=1))
    return found.text


@pytest.mark.parametrize(("version", "length"), FULL.items())
def test_a_full_code_is_drawn_as_another_program_draws_it(version: int, length: int) -> None:
    # Filled to the last byte: nothing is left to the padding, in which the other is free with zeros.
    text = "".join(chr(97 + place % 26) for place in range(length))
    known = segno.make_qr(text, error="m", mask=3, boost_error=False)
    assert known.version == version
    assert np.array_equal(modules(text), np.array(known.matrix, dtype=bool))


@given(st.one_of(st.text("0123456789"), st.text("AZ09 $%*+-./:"), st.text("ab/?=,.", max_size=200)))
@example("26112801000/2")
@example("geo:52.15321,4.48765?q=52.15321,4.48765")
@example("bon-\N{CYRILLIC SMALL LETTER ZHE}1/2")
@example("2\N{SUPERSCRIPT TWO}")
def test_a_scanner_reads_what_was_written(text: str) -> None:
    if text:
        assert read(text) == text


def test_the_drawing_has_a_run_for_each_run_of_modules() -> None:
    text = "geo:52.15321,4.48765?q=52.15321,4.48765"
    dark = modules(text)
    picture = np.zeros_like(dark)
    x, y = 0, 0
    path = re.search(' d="M0 0.5(.*?)"', qr_svg(text))
    for right, down, length in re.findall(r"(?:m(-?\d+) (\d+))?h(\d+)", path[1] if path else ""):
        x, y = x + int(right or 0), y + int(down or 0)
        picture[y, x : x + int(length)] = True
        x += int(length)
    assert np.array_equal(picture, dark)


def test_what_no_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        modules("a" * (FULL[40] + 1))
