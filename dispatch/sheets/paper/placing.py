"""Where the numbers on a map go: beside each other, and as near to their places as can be."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

Spot = tuple[float, float]
"""(x, y) on the page, y downwards."""

_TURNS: Final = 16
_RINGS: Final = (1.15, 1.6, 2.1, 2.7, 3.4, 4.2, 5.2, 6.4, 8.0)


@dataclass(frozen=True, slots=True)
class Marker:
    """Put a number on the map.

    Parameters
    ----------
    at
        What it marks.
    centre
        Where it is drawn; a leader line joins the two where they differ.
    """

    at: Spot
    centre: Spot

    @property
    def moved(self) -> bool:
        """Whether it needs a leader line."""
        return self.at != self.centre


def place_markers(
    spots: Sequence[Spot], size: float, page: tuple[float, float], taken: Sequence[Spot] = ()
) -> tuple[Marker, ...]:
    """Place a round marker for each spot so that no two overlap.

    Each goes on its spot if it covers no other there, or else to the free place around it that lies
    nearest and covers the fewest other spots: greedy, the most crowded spots first.

    Parameters
    ----------
    spots
        What is marked.
    size
        Diameter of a marker, with the gap to its neighbours.
    page
        Width and height that markers stay within.
    taken
        Centres of markers that are there already (the store).
    """
    crowd = [sum(math.dist(spot, other) < 2 * size for other in spots) for spot in spots]
    placed: dict[int, Spot] = {}
    centres = list(taken)
    for number in sorted(range(len(spots)), key=lambda n: (crowd[n], n)):
        others = [spot for n, spot in enumerate(spots) if n != number]
        centre = _best(spots[number], others, centres, size, page)
        placed[number] = centre
        centres.append(centre)
    return tuple(Marker(spot, placed[number]) for number, spot in enumerate(spots))


def _best(
    spot: Spot, others: Sequence[Spot], centres: Sequence[Spot], size: float, page: tuple[float, float]
) -> Spot:
    """Return the cheapest free centre for a spot; on the spot itself if the page has no room left."""
    best, cheapest = spot, math.inf
    for candidate, way in _candidates(spot, size):
        if way >= cheapest:
            break
        if not _inside(candidate, size, page) or any(math.dist(candidate, c) < size for c in centres):
            continue
        covered = sum(math.dist(candidate, other) < size * 0.55 for other in others)
        cost = way + covered * size * 1.5
        if cost < cheapest:
            best, cheapest = candidate, cost
    return best


def _candidates(spot: Spot, size: float) -> list[tuple[Spot, float]]:
    """List the spot itself and rings of places around it, nearest first, with their distances."""
    found = [(spot, 0.0)]
    for ring in _RINGS:
        for turn in range(_TURNS):
            angle = 2 * math.pi * turn / _TURNS
            x, y = spot[0] + ring * size * math.cos(angle), spot[1] + ring * size * math.sin(angle)
            found.append(((x, y), ring * size))
    return found


def _inside(centre: Spot, size: float, page: tuple[float, float]) -> bool:
    half = size / 2
    return half <= centre[0] <= page[0] - half and half <= centre[1] <= page[1] - half
