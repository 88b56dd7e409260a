"""Lay the breaks of a route anew."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from dispatch.insertion.rating import Insertions
from dispatch.model import RouteSequence, Shift


def without_breaks(shift: Shift, sequence: RouteSequence) -> RouteSequence:
    """Return a route with those breaks only that were taken on trips that have left."""
    return replace(sequence, breaks=RouteSequence.begun(shift).breaks)


def with_breaks(
    known: Insertions, shift: Shift, sequence: RouteSequence, most: int
) -> Iterator[RouteSequence]:
    """Yield a route with its breaks laid anew in so many ways at most, the fewest breaks first."""
    bare = without_breaks(shift, sequence)
    had = max((taken.number for taken in bare.breaks), default=-1)
    numbers = range(had + 1, len(shift.breaks))
    yield from islice(_laid(known, shift, bare, numbers), most)


def _laid(
    known: Insertions, shift: Shift, sequence: RouteSequence, numbers: range
) -> Iterator[RouteSequence]:
    yield sequence
    last = max(((taken.trip, taken.position) for taken in sequence.breaks), default=(0, 0))
    for index, number in enumerate(numbers):
        for place in known.pauses(shift, sequence, number):
            if (place.trip, place.position) >= last:
                taken = replace(sequence, breaks=(*sequence.breaks, place))
                yield from _laid(known, shift, taken, numbers[index + 1 :])
