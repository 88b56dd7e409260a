"""The codes on paper as pictures: QR codes (ISO/IEC 18004; level M, mask 3), and bar codes.

A day has thousands of them. What is the same for all codes of a version (its marks, the order of its
modules, the divisors of its check words) is worked out once, and each code is a few operations on arrays.
"""

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]

# Of versions 1 to 40 at level M (ISO/IEC 18004, table 9): check words of a block, and blocks.
_CHECKS: Final = (
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, *(28,) * 19,
)  # fmt: skip
_BLOCKS: Final = (
    1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29,
    31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
)  # fmt: skip
_VERSIONS: Final = range(1, 41)

_DIGITS: Final = "0123456789"
_SIGNS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_MASK: Final = 3
_LENGTHS: Final = {1: (10, 12, 14), 2: (9, 11, 13), 4: (8, 16, 16)}
"""Bits of the length by mode (digits, signs, bytes): up to version 9, up to 26, above."""


def qr_svg(text: str) -> str:
    """Draw a QR code as SVG of one path, black on nothing, with the quiet zone left to the page.

    Raises
    ------
    ValueError
        If the text is longer than a code can hold (some 2,300 bytes).
    """
    dark = modules(text)
    size = len(dark)
    edges = np.diff(dark.astype(np.int8), axis=1, prepend=0, append=0)
    rows, begins = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    # Each run of dark modules is reached from the end of the one before.
    right = begins - np.concatenate(([0], ends[:-1]))
    down = np.diff(rows, prepend=0)
    steps = np.column_stack((right, down, ends - begins))[1:]
    path = f"M0 0.5h{ends[0]}" + "m%d %dh%d" * len(steps) % tuple(steps.ravel().tolist())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}"><path stroke="#000"'
        f' d="{path}"/></svg>'
    )


def bars(text: str) -> tuple[str, int]:
    """Draw a bar code (Code 128) as SVG of one path, and say how many bars wide it is.

    Scanners of tills read it that read no QR codes. Text that Code 128 cannot hold gives nothing.
    """
    from barcode.codex import Code128
    from barcode.errors import BarcodeError

    try:
        (pattern,) = Code128(text).build()
    except BarcodeError:
        return "", 0
    runs = [(len(list(run)), dark) for dark, run in groupby(pattern)]
    path, left = "", 0
    for width, dark in runs:
        path += f"M{left} 0h{width}v1h-{width}z" if dark == "1" else ""
        left += width
    box = f'viewBox="0 0 {left} 1" preserveAspectRatio="none"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path d="{path}"/></svg>', left


def modules(text: str) -> npt.NDArray[np.bool_]:
    """Return the modules of a text's code row by row, dark ones true."""
    mode, count, bits = _written(text)
    for version in _VERSIONS:
        room = 8 * _data_words(version)
        head = 4 + _length_bits(mode, version)
        if head + len(bits) <= room:
            break
    else:
        raise ValueError("too long for a QR code")
    stream = f"{mode:04b}{count:0{head - 4}b}{bits}"
    stream += "0" * min(4, room - len(stream))
    stream += "0" * (-len(stream) % 8)
    filled = len(stream) // 8
    words = np.resize(np.array([0xEC, 0x11], np.uint8), room // 8 - filled)
    data = np.frombuffer(int(stream, 2).to_bytes(filled), np.uint8)
    form = _form(version)
    order = np.unpackbits(form.interleaved(np.concatenate((data, words))))
    code = form.modules.copy()
    code.flat[form.places[: len(order)]] ^= order
    return code.astype(np.bool_)


def _written(text: str) -> tuple[int, int, str]:
    """Return the mode that takes least room, how many signs it counts, and their bits."""
    if text and all(sign in _DIGITS for sign in text):
        parts = [text[at : at + 3] for at in range(0, len(text), 3)]
        return 1, len(text), "".join(f"{int(part):0{3 * len(part) + 1}b}" for part in parts)
    if text and all(sign in _SIGNS for sign in text):
        values = [_SIGNS.index(sign) for sign in text]
        pairs = zip(values[::2], values[1::2], strict=False)
        last = f"{values[-1]:06b}" if len(values) % 2 else ""
        return 2, len(text), "".join(f"{45 * one + two:011b}" for one, two in pairs) + last
    raw = text.encode()  # readers take bytes above 127 for Japanese as soon as for Latin 1
    return 4, len(raw), "".join(f"{byte:08b}" for byte in raw)


def _length_bits(mode: int, version: int) -> int:
    return _LENGTHS[mode][(version > 9) + (version > 26)]


def _data_words(version: int) -> int:
    return _words(version) - _CHECKS[version - 1] * _BLOCKS[version - 1]


def _words(version: int) -> int:
    """Count the words of a version: its modules without the marks that it always has."""
    size, marks = 17 + 4 * version, len(_centres(version))
    corners = 3 * 64 + 31  # three corners with their rims; format, and the one that is always dark
    aligning = max(0, marks * marks - 3) * 25 - max(0, marks - 2) * 10  # ten of each lie on a timing line
    timing = 2 * (size - 16)
    return (size * size - corners - aligning - timing - (36 if version > 6 else 0)) // 8


@cache
def _centres(version: int) -> tuple[int, ...]:
    """Return where the small marks of a version stand, along either side."""
    if version == 1:
        return ()
    count, last = version // 7 + 2, 10 + 4 * version
    step = 2 * -(-(last - 6) // (2 * (count - 1))) if version != 32 else 26
    return (6, *(last - step * back for back in reversed(range(count - 1))))


@dataclass(frozen=True, slots=True)
class _Form:
    """Hold what all codes of a version share.

    Parameters
    ----------
    modules
        The marks, the format and the mask, without data.
    places
        Where the bits of the words go, in order.
    blocks
        Words of data in each block.
    checks
        For each length of a block, the check words that a one in each of its places makes.
    """

    modules: Bytes
    places: npt.NDArray[np.intp]
    blocks: tuple[int, ...]
    checks: dict[int, Bytes]

    def interleaved(self, data: Bytes) -> Bytes:
        """Cut data into blocks, and return these and their check words as they are laid out."""
        blocks = np.split(data, np.cumsum(self.blocks)[:-1])
        checks = [
            np.bitwise_xor.reduce(_products()[block[:, None], self.checks[len(block)]], axis=0)
            for block in blocks
        ]
        return np.concatenate((_in_turn(blocks), _in_turn(checks)))


def _in_turn(parts: list[Any]) -> Bytes:
    """Return the first word of each part, then the second of each, and so on."""
    longest = max(map(len, parts))
    table, held = np.zeros((len(parts), longest), np.uint8), np.zeros((len(parts), longest), np.bool_)
    for row, part in enumerate(parts):
        table[row, : len(part)], held[row, : len(part)] = part, True
    found: Bytes = table.T[held.T]
    return found


@cache
def _form(version: int) -> _Form:
    size = 17 + 4 * version
    modules, fixed = np.zeros((size, size), np.uint8), np.zeros((size, size), np.bool_)
    _mark(modules, fixed, version)
    columns = [*range(size - 1, 6, -2), 5, 3, 1]
    down = np.arange(size)
    places = []
    for turn, right in enumerate(columns):
        rows = np.repeat(down if turn % 2 else down[::-1], 2)
        across = np.tile([right, right - 1], size)
        free = ~fixed[rows, across]
        places.append((rows * size + across)[free])
    order = np.concatenate(places)
    rows, across = np.divmod(order, size)
    modules.flat[order] = (rows + across) % 3 == 0
    count, data = _BLOCKS[version - 1], _data_words(version)
    blocks = tuple(data // count + (number >= count - data % count) for number in range(count))
    checks = {length: _checks(length, _CHECKS[version - 1]) for length in set(blocks)}
    return _Form(modules, order, blocks, checks)


def _mark(modules: Bytes, fixed: npt.NDArray[np.bool_], version: int) -> None:
    """Draw what every code of a version has: corners, lines, small marks, format and version."""
    size = len(modules)
    line = (np.arange(size) % 2 == 0).astype(np.uint8)
    modules[6], modules[:, 6] = line, line
    fixed[6], fixed[:, 6] = True, True
    reach = np.abs(np.arange(-4, 5))
    rings = np.maximum(reach[:, None], reach)
    corner = ((rings != 2) & (rings != 4)).astype(np.uint8)
    for top, left in ((0, 0), (0, size - 8), (size - 8, 0)):
        rows, across = slice(top, top + 8), slice(left, left + 8)
        modules[rows, across] = corner[1 - (top > 0) :, 1 - (left > 0) :][:8, :8]
        fixed[rows, across] = True
    centres = _centres(version)
    ends = {(6, 6), (6, size - 7), (size - 7, 6)}
    for y, x in ((y, x) for y in centres for x in centres if (y, x) not in ends):
        rows, across = slice(y - 2, y + 3), slice(x - 2, x + 3)
        modules[rows, across] = rings[2:7, 2:7] != 1
        fixed[rows, across] = True
    _state_format(modules, fixed)
    if version > 6:
        _state_version(modules, fixed, version)


def _state_format(modules: Bytes, fixed: npt.NDArray[np.bool_]) -> None:
    """State level M (00) and the mask twice, with what checks them."""
    size, rest = len(modules), _MASK
    for _ in range(10):
        rest = (rest << 1) ^ ((rest >> 9) * 0x537)
    bits = (_MASK << 10 | rest) ^ 0x5412
    for place in range(15):
        up = place if place < 6 else place + 1 if place < 8 else size - 15 + place
        across = size - 1 - place if place < 8 else 7 if place == 8 else 14 - place
        for spot in ((up, 8), (8, across)):
            modules[spot], fixed[spot] = bits >> place & 1, True
    modules[size - 8, 8], fixed[size - 8, 8] = 1, True


def _state_version(modules: Bytes, fixed: npt.NDArray[np.bool_], version: int) -> None:
    """State the version twice, with what checks it."""
    size, rest = len(modules), version
    for _ in range(12):
        rest = (rest << 1) ^ ((rest >> 11) * 0x1F25)
    bits = version << 12 | rest
    for place in range(18):
        far, near = size - 11 + place % 3, place // 3
        for spot in ((near, far), (far, near)):
            modules[spot], fixed[spot] = bits >> place & 1, True


@cache
def _products() -> Bytes:
    """Return all products in the field of 256 elements of Reed and Solomon's code."""
    one, two = np.meshgrid(np.arange(256), np.arange(256), indexing="ij")
    product = np.zeros((256, 256), np.int64)
    for bit in range(7, -1, -1):
        product = (product << 1) ^ ((product >> 7) * 0x11D) ^ ((two >> bit & 1) * one)
    return product.astype(np.uint8)


def _checks(length: int, degree: int) -> Bytes:
    """Return the check words that a one in each place of a block makes: the code is linear."""
    times = _products()
    divisor, root = np.array([1], np.uint8), 1
    for _ in range(degree):
        divisor = np.append(divisor, np.uint8(0)) ^ np.insert(times[divisor, root], 0, 0)
        root = int(times[root, 2])
    found, rest = np.empty((length, degree), np.uint8), divisor[1:]
    for place in reversed(range(length)):
        found[place] = rest
        rest = np.append(rest[1:], np.uint8(0)) ^ times[rest[0], divisor[1:]]
    return found
