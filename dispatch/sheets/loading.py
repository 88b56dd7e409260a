"""Where each piece of a trip goes in the vehicle: the last stop first, furthest from the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dispatch.model import Temperature
from dispatch.sheets.goods import Piece
from dispatch.words import Words


class Bay(StrEnum):
    """Name a part of the load space; each counts its own places from 1."""

    FLOOR = "floor"
    CHILLED = "chilled"
    FROZEN = "frozen"
    BAGS = "bags"


@dataclass(frozen=True, slots=True)
class Placed:
    """Put a piece into the vehicle.

    Parameters
    ----------
    piece
        What.
    seq
        For which stop of the trip.
    bay, place
        Where; place 1 lies furthest from the door, at the bottom.
    """

    piece: Piece
    seq: int
    bay: Bay
    place: int


def load(stops: Sequence[tuple[int, Sequence[Piece]]]) -> tuple[Placed, ...]:
    """Give the pieces of a trip their places in the order of loading.

    Parameters
    ----------
    stops
        Number and pieces of each stop, in the order of the trip; loading begins with the last.
    """
    placed: list[Placed] = []
    taken = dict.fromkeys(Bay, 0)
    for seq, pieces in reversed(stops):
        for piece in pieces:
            bay = _bay(piece)
            taken[bay] += 1
            placed.append(Placed(piece, seq, bay, taken[bay]))
    return tuple(placed)


def _bay(piece: Piece) -> Bay:
    if piece.bag:
        return Bay.BAGS
    bays = {Temperature.CHILLED: Bay.CHILLED, Temperature.FROZEN: Bay.FROZEN}
    return bays.get(piece.temperature, Bay.FLOOR)


def place_name(one: Placed, say: Words) -> str:
    """Name a place: ``4`` on the floor, ``K1`` in the cool box, ``V1`` in the freezer, ``T1`` for a bag."""
    letter = "" if one.bay is Bay.FLOOR else say(f"loading.letter.{one.bay}")
    return f"{letter}{one.place}"
