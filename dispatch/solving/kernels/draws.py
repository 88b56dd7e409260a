"""What both kinds of chain draw by lot in a step, and the order of the absent.

Lengths and numbers of strings, and the weights of the orders, are those of Christiaens and Vanden
Berghe, Transportation Science 54(2), 2020.
"""

import numpy as np

from dispatch.solving.kernels.compiled import small
from dispatch.solving.kernels.fields import Line, Words
from dispatch.solving.kernels.xorshift import below, uniform

AVERAGE = 10.0
"""Stops taken out in a step, on average."""

LONGEST = 10.0
"""Stops in a string at most."""

SPLIT = 0.5
"""Share of strings of which a middle piece stays."""

LENGTHEN = 0.01
"""Chance that the middle piece grows by another stop."""

BOLD = 0.1
"""Share of steps in which leaving a stop behind counts four times its price, or a thousand times."""


@small
def draw_strings(random: Words, size: float, wide: float) -> tuple[float, int]:
    """Draw how many strings are taken out; return the longest that one may be, and the number.

    Parameters
    ----------
    random
        State of the generator.
    size
        Mean number of stops in a trip.
    wide
        Times AVERAGE and LONGEST.
    """
    longest = min(LONGEST * wide, max(1.0, size))
    most = max(1.0, 4.0 * AVERAGE * wide / (1.0 + longest) - 1.0)
    return longest, int(1.0 + uniform(random) * most)


@small
def draw_string(random: Words, m: int, longest: float) -> tuple[int, int]:
    """Draw how many of a trip's ``m`` stops leave as a string, and how many in its middle stay."""
    length = min(int(1.0 + uniform(random) * min(float(m), longest)), m)
    stay = 0
    if 1 < length < m and uniform(random) < SPLIT:
        stay = 1
        while length + stay < m and uniform(random) < LENGTHEN:
            stay += 1
    return length, stay


@small
def draw_bold(random: Words) -> int:
    """Draw by how much the price of leaving a stop behind is overstated in a step.

    Now and then stops that are too dear alone are put in all the same: another may share the way.
    """
    draw = uniform(random)
    return 1 if draw > BOLD else 4 if draw > BOLD / 4 else 1000


@small
def draw_blink(random: Words, rate: float) -> int:
    """Draw how many places are looked at before one is overlooked again."""
    return int(np.log(1.0 - uniform(random)) / np.log(1.0 - rate))


@small
def draw_order(random: Words) -> int:
    """Draw what the absent are sorted by: see :func:`rank`."""
    return below(random, 17)


@small
def rank(random: Words, order: int, load: int, away: int, earliest: int, latest: int) -> int:
    """Return what a stop is sorted by: at random, by load, distance from the store or window."""
    if order < 4:
        return int(uniform(random) * 1e9)
    if order < 8:
        return -load
    if order < 10:
        return -away
    if order < 11:
        return away
    if order < 13:
        return latest - earliest
    if order < 15:
        return earliest
    return -latest


@small
def sort_in(absent: Line, key: Line, first: int, i: int, rank_of_it: int) -> None:
    """Put the absent stop at position ``i`` in its place among the sorted ones from ``first`` on."""
    c = absent[i]
    j = i - 1
    while j >= first and key[j] > rank_of_it:
        key[j + 1] = key[j]
        absent[j + 1] = absent[j]
        j -= 1
    key[j + 1] = rank_of_it
    absent[j + 1] = c
