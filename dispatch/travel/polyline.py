"""Decode the lines that routing engines answer with."""

from dispatch.model import Point

_WIDEST = 60
"""Bits of a number, at most."""


def decode_polyline(text: str, digits: int = 6) -> tuple[Point, ...]:
    """Decode an encoded polyline into (lat, lon) points.

    Each number is the difference to the one before, shifted left by one with the sign in the
    lowest bit, in groups of five bits from the lowest on, each group plus 63 as a character
    (Google, Encoded Polyline Algorithm Format).

    Raises
    ------
    ValueError
        If the text ends in the middle of a number or a point.
    """
    scale = 10**digits
    numbers = _numbers(text)
    if len(numbers) % 2:
        raise ValueError("a polyline ends in the middle of a point")
    points = []
    lat = lon = 0
    for lat_step, lon_step in zip(numbers[::2], numbers[1::2], strict=True):
        lat += lat_step
        lon += lon_step
        points.append((lat / scale, lon / scale))
    return tuple(points)


def _numbers(text: str) -> list[int]:
    numbers = []
    value = shift = 0
    for char in text:
        group = ord(char) - 63
        if shift > _WIDEST:
            raise ValueError("a number of a polyline is larger than the world")
        value |= (group & 31) << shift
        if group & 32:
            shift += 5
        else:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    if shift:
        raise ValueError("a polyline ends in the middle of a number")
    return numbers
