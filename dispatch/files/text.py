"""Turn bytes of any usual encoding into UTF-8, and cells into plain printable text."""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from dispatch.errors import InputError
from dispatch.files.legacy import WINDOWS, decode_legacy, likeliest_encoding

MAX_CELL: Final = 1000
"""Characters of a cell that are kept."""

_CHUNK: Final = 1 << 20
_LONGEST_ZEROS: Final = bytes(8)
_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ESCAPES: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_GUARD: Final = re.compile(r"""\A'(?=[\t\r])|((?:\A\s*"|[;,|\t\r\n])[\s"]*)'(?=[=+\-@])""")
_FORCED_TEXT: Final = re.compile(r'="(.*)"')
_KEPT_FORMATS: Final = frozenset("\u200c\u200d")
"""Joiners that some scripts and emoji need."""
_TELLING: Final = 9
"""Digits at the end of a phone number."""

_FROM_WINDOWS: Final = {char: bytes([byte]) for byte, char in enumerate(WINDOWS) if byte > 127}
_TWICE: Final = re.compile(f"[{re.escape(''.join(_FROM_WINDOWS))}]{{2,}}")
_CTRL_Z: Final = re.compile(rb"\x1a[\x00\x1a\s]*\Z")
"""How programs of DOS end a text file."""
_WORDS: Final = re.compile(r"[a-z0-9]+")
_APOSTROPHES: Final = str.maketrans("", "", "'`´‘’ʼ")  # noqa: RUF001
_LETTERS: Final = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})


@dataclass(frozen=True, slots=True)
class Encoded:
    """Hold a text file as UTF-8 with the name of what it was.

    Parameters
    ----------
    data
        UTF-8 without a byte order mark.
    encoding
        What it was read as.
    odd_line
        First line in another encoding than the lines around it; None if all agree.
    """

    data: bytes
    encoding: str
    odd_line: int | None = None

    @property
    def codec(self) -> str:
        """What Python calls the encoding that more text for the same file is to be written in."""
        return self.encoding.partition(",")[0]


def to_utf8(name: str, data: bytes) -> Encoded:
    """Find out the encoding: byte order mark, valid UTF-8, else one of a byte a letter, line by line.

    Raises
    ------
    InputError
        If it is no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Encoded(_recode(data[len(mark) :], encoding), encoding.upper())
    data = data.removeprefix(codecs.BOM_UTF8)
    data = _CTRL_Z.sub(b"", data)
    unmarked = _unmarked_utf16(data)
    if unmarked:
        return Encoded(_recode(data, unmarked), unmarked.upper())
    if _LONGEST_ZEROS in data or data.count(0) * 100 > len(data):
        line = data.count(b"\n", 0, data.index(0)) + 1
        raise InputError(
            "{name} is damaged or is not a text file: zero bytes from line {line} on.",
            "Export it again, as .csv or .xlsx.",
            name=name,
            line=line,
        )
    if not _is_utf8(data):
        return _from_legacy(data)
    if b"\xc3\x83" in data or b"\xc3\xa2" in data or b"\xc3\x82" in data:
        undone = _encoded_twice(data.decode()).encode()
        if undone != data:
            return Encoded(undone, "UTF-8, twice")
    return Encoded(data, "UTF-8")


def clean(text: str) -> str:
    """Make a cell harmless and tidy: no control characters, no escape codes, single spaces.

    Line breaks become `` / ``, so that a note of several lines stays legible in one.
    An apostrophe that spreadsheets (and this program) put before ``= + - @`` or a digit is taken off again.
    """
    if "'" in text:
        text = _GUARD.sub(r"\1", text)
    if text.isascii() and text.isprintable():
        plain = " ".join(text.split()) if "  " in text else text.strip()
    elif text.isprintable():
        plain = " ".join(unicodedata.normalize("NFC", text).split())
    else:
        lines = (_printable(line) for line in _ESCAPES.sub("", text).splitlines())
        plain = " / ".join(line for line in lines if line)
    if plain[:1] == "'" and (plain[1:2] in {"=", "+", "-", "@"} or plain[1:2].isdecimal()):
        plain = plain[1:]
    forced = _FORCED_TEXT.fullmatch(plain)
    return forced[1].strip() if forced else plain


def plain(text: str) -> str:
    """Make a text of a map or a service harmless: :func:`clean`, and nothing that begins like a formula."""
    return clean(text).lstrip("=+-@ ")


def has_controls(text: str) -> bool:
    """Tell whether a cell holds characters that :func:`clean` removes and nobody can see."""
    return not text.isprintable() and any(
        unicodedata.category(char) in {"Cc", "Co", "Cs"} and char not in "\t\r\n" for char in text
    )


def fold(text: str) -> str:
    """Reduce a text to plain small letters: no accents, no apostrophes, ``ij`` written ``y``."""
    if text.isascii():  # has no accents, and is most of what is ever folded
        return text.lower().translate(_APOSTROPHES).replace("ij", "y")
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS).translate(_APOSTROPHES)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return plain.replace("ij", "y")


def words(text: str) -> list[str]:
    """Split a text into folded words of letters and digits."""
    return _WORDS.findall(fold(text))


def _printable(line: str) -> str:
    kept = (
        " " if unicodedata.category(char) in {"Zs", "Zl", "Zp"} or char == "\t" else char
        for char in unicodedata.normalize("NFC", line)
        if char == "\t" or char in _KEPT_FORMATS or not unicodedata.category(char).startswith("C")
    )
    return " ".join("".join(kept).split())


def _recode(data: bytes, encoding: str) -> bytes:
    return data.decode(encoding, "replace").encode("utf-8", "replace")


def _unmarked_utf16(data: bytes) -> str:
    sample = data[:2000]
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) > 0.4 * half and sample[::2].count(0) == 0:
        return "utf-16-le"
    if sample[::2].count(0) > 0.4 * half and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return ""


def _is_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(view[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _from_legacy(data: bytes) -> Encoded:
    """Decode each line as UTF-8 if it is that and in an encoding of one byte a letter otherwise.

    A till that appends to a file of another program mixes the two.
    """
    lines = data.splitlines(keepends=True)
    legacy = likeliest_encoding(b"".join(line for line in lines if not _is_utf8(line)))
    recoded: list[bytes] = []
    first = {"UTF-8": 0, legacy: 0}
    for number, line in enumerate(lines, 1):
        if line.isascii():
            recoded.append(line)
            continue
        kind = "UTF-8" if _is_utf8(line) else legacy
        recoded.append(line if kind == "UTF-8" else decode_legacy(line, legacy).encode())
        first[kind] = first[kind] or number
    mixed = all(first.values())
    return Encoded(b"".join(recoded), legacy, max(first.values()) if mixed else None)


def _encoded_twice(text: str) -> str:
    """Undo UTF-8 that was taken for Windows-1252 and encoded again: ``ZoÃ«`` was ``Zoë``."""

    def undone(found: re.Match[str]) -> str:
        try:
            return b"".join(_FROM_WINDOWS[char] for char in found[0]).decode()
        except UnicodeDecodeError:
            return found[0]

    return _TWICE.sub(undone, text)


def phone_key(phone: str) -> str:
    """Return the last nine digits, which tell a phone number from others however its beginning is written.

    Empty where there are fewer.
    """
    digits = "".join(sign for sign in phone if sign.isascii() and sign.isdigit())
    return digits[-_TELLING:] if len(digits) >= _TELLING else ""
