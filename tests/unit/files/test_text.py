import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.errors import InputError
from dispatch.files.text import clean, fold, has_controls, plain, to_utf8

WORDS = "naam;straat\nLoïs Müller;Bètaplein\n€ 5;'s-Gravendijk\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + WORDS.encode(), "UTF-8"),
        (WORDS.encode("cp1252"), "Windows-1252"),
        (WORDS.encode("utf-16"), "UTF-16-LE"),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "UTF-16-BE"),
        (WORDS.encode("utf-16-le"), "UTF-16-LE"),
        (codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"), "UTF-32-LE"),
    ],
)
def test_every_usual_encoding_is_found_out(data: bytes, encoding: str) -> None:
    found = to_utf8("p.csv", data)
    assert found.data.decode() == WORDS
    assert found.encoding == encoding
    assert found.odd_line is None


def test_lines_of_two_programs_in_one_file() -> None:
    found = to_utf8("p.csv", "a\nLoïs\n".encode() + "Zoë\n".encode("cp1252"))
    assert found.data.decode() == "a\nLoïs\nZoë\n"
    assert found.odd_line == 3


def test_bytes_that_windows_does_not_know_become_marks() -> None:
    assert to_utf8("p.csv", b"a\x81\xe9\n").data.decode() == "a\ufffdé\n"


@pytest.mark.parametrize("data", [b"a;b\n" + bytes(512), b"\x00\x01\x02" * 50, b"naam;\x00\x00\x00;x\n" * 3])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="zero bytes from line"):
        to_utf8("p.csv", data)


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("  a  b ", "a b"),
        ("\x1b[31mrood\x1b[0m", "rood"),
        ("\x1b]0;titel\x07x", "x"),
        ("\x1b]8;;http://x\x1b\\klik\x1b]8;;\x1b\\", "klik"),
        ("a\x00b\x07\x9bc", "abc"),
        ("regel 1\r\nregel 2\n", "regel 1 / regel 2"),
        ("a\tb", "a b"),
        ("\u202eabc\u200b", "abc"),  # right-to-left override, zero-width space
        ("2312\u00a0AB", "2312 AB"),
        ("e\u0301", "é"),
        ("'+31612", "+31612"),
        ("'=1+1", "=1+1"),
        ("'s-Gravenhage", "'s-Gravenhage"),
        ('="00123"', "00123"),
        ("👩\u200d🍳", "👩\u200d🍳"),
    ],
)
def test_cells_come_out_plain(cell: str, plain: str) -> None:
    assert clean(cell) == plain
    assert clean(plain) == plain


def test_only_unseen_characters_are_worth_telling() -> None:
    assert has_controls("a\x1b[1m")
    assert not has_controls("regel 1\r\nregel 2")
    assert not has_controls("Zoë 👍")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Haarlemmer\x07straat", "Haarlemmerstraat"),
        ("Breestraat\u202e\u2066", "Breestraat"),
        ("=HYPERLINK(0)", "HYPERLINK(0)"),
        ("'=1+1", "1+1"),
        (" @-+=Plein", "Plein"),
        ("'s-Gravenhage", "'s-Gravenhage"),
        ("1e Binnenvestgracht", "1e Binnenvestgracht"),
    ],
)
def test_a_text_of_a_map_or_a_service_is_harmless(typed: str, kept: str) -> None:
    assert plain(typed) == kept


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_are_folded_as_they_are_beside_others(text: str) -> None:
    assert fold(text) + "e" == fold(text + "é")
    assert fold("'S-Gravendijk IJ") == "s-gravendyk y"
