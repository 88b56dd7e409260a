"""QR codes, read as a scanner reads them."""

import re

import numpy as np
import pytest
import segno
import zxingcpp
from hypothesis import example, given
from hypothesis import strategies as st

from dispatch.sheets.codes import qr_svg


def read(svg: str) -> str:
    """Fill the runs of the drawing module by module, and read the picture."""
    size = int(re.search(r'width="(\d+)"', svg)[1])  # type: ignore[index]
    picture = np.full((size + 8, size + 8), 255, np.uint8)
    for left, top, width, height in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)", svg):
        across, down = 4 + int(left), 4 + int(top)
        picture[down : down + int(height), across : across + int(width)] = 0
    (found,) = zxingcpp.read_barcodes(picture.repeat(4, axis=0).repeat(4, axis=1))
    assert found.ec_level == "M"
    return found.text


@given(st.one_of(st.text("0123456789"), st.text("AZ09 $%*+-./:"), st.text("ab/?=,.", max_size=200)))
@example("26112801000/2")
@example("geo:52.15321,4.48765?q=52.15321,4.48765")
@example("bon-\N{CYRILLIC SMALL LETTER ZHE}1/2")
@example("2\N{SUPERSCRIPT TWO}")
@example("a" * 2331)
def test_a_scanner_reads_what_was_written(text: str) -> None:
    if text:
        assert read(qr_svg(text)) == text


@pytest.mark.parametrize("text", ["geo:52.15321,4.48765?q=52.15321,4.48765", "2611210042/2", "x" * 300])
def test_a_code_is_no_larger_than_another_program_makes_it(text: str) -> None:
    known = segno.make_qr(text, error="m", boost_error=False)
    assert f'width="{len(known.matrix)}"' in qr_svg(text)


def test_what_no_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        qr_svg("a" * 2332)
