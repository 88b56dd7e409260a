"""Tell encodings of one byte a letter apart by what the text would say in each."""

from typing import Final

_CODECS: Final = {
    "Windows-1252": "cp1252",
    "ISO-8859-15": "iso8859-15",
    "CP850": "cp850",
    "Macintosh": "mac_roman",
}
"""The usual one first: it is taken unless another one makes clearly more sense."""

_USUAL: Final = frozenset("éèëêïîíìóöôòüûúùáàäâçñÉÈËÏÖÜÄÇ")
_RARE: Final = frozenset("åøæßœõãšžýÿÅØÆŠŽÓÁÍÚÂÊÔÛÑ")
_SIGNS: Final = frozenset("€°½£§²·")
_TYPOGRAPHY: Final = frozenset("‘’“”–—…´")  # noqa: RUF001
_CLEARLY: Final = 0.5
_NO_DOUBT: Final = bytes((*range(0x80), *range(0xC0, 0x100)))
"""Bytes that speak for no other encoding than the usual one.

From 0xC0 on it has letters, and ISO-8859-15 the same; DOS and the Macintosh have their small letters below.
"""


def _table(codec: str) -> tuple[str, ...]:
    """Map all bytes; those that an encoding leaves open stay the control characters that they are."""
    return tuple(_decoded(byte, codec) for byte in range(256))


def _decoded(byte: int, codec: str) -> str:
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)


_TABLES: Final = {name: _table(codec) for name, codec in _CODECS.items()}
WINDOWS: Final = _TABLES["Windows-1252"]
"""What each byte is in Windows-1252."""


def likeliest_encoding(data: bytes) -> str:
    """Return the name of the encoding in which the bytes beyond ASCII make the most sense."""
    usual = next(iter(_TABLES))
    if not data.translate(None, _NO_DOUBT):
        return usual
    scores = {name: _score(data, table) for name, table in _TABLES.items()}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > max(scores[usual] + _CLEARLY, 0.0) else usual


def decode_legacy(data: bytes, encoding: str) -> str:
    """Decode bytes; one that stands for nothing becomes the replacement character."""
    text = "".join(map(_TABLES[encoding].__getitem__, data))
    return "".join("\ufffd" if "\x80" <= char <= "\x9f" else char for char in text)


def _score(data: bytes, table: tuple[str, ...]) -> float:
    """Weigh each character beyond ASCII: letters in words speak for an encoding, signs there against it."""
    text = f" {''.join(map(table.__getitem__, data))} "
    return sum(
        _weigh(char, text[index - 1], text[index + 1])
        for index, char in enumerate(text)
        if not char.isascii()
    )


def _weigh(char: str, before: str, after: str) -> float:
    if char in _USUAL or char in _RARE:
        if not (before.isalpha() or after.isalpha()):
            return 0.1
        shouted = char.isupper() and before.islower()
        return -1.0 if shouted else (1.0 if char in _USUAL else 0.5)
    within = before.isalpha() and after.isalpha()
    if char in _SIGNS:
        return -1.0 if within else 0.75
    if char in _TYPOGRAPHY:
        return -0.5 if within and char not in "’´" else 0.25  # noqa: RUF001
    return -1.0
