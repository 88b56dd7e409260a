"""What a search spends its budget on: one cooling, or several from nothing and then what follows from these.

A search that cools once settles early which vehicles it uses, or which stops share a trip. Where routes may
be crossed and there are steps enough, a slow search is followed by a few hasty ones from nothing, and by many
short ones from what comes of two of those, in the manner of a genetic search. It also settles early, and by
chance, how many routes there are where stops may stay behind for less than a route costs: there a few hasty
searches are followed by one that goes on from the cheapest.
"""

from dataclasses import dataclass

import numpy as np

from dispatch.solving.cooling import Cooling
from dispatch.solving.kernels import fields as f

SLOW, BRED = 0.4, 0.6
"""Shares of the budget at the end of the first search, and of all searches from nothing at the latest."""

START = 600.0
"""Steps for each stop of the others from nothing. Hasty ones differ more, and have better children."""

FEWEST, STARTS = 3, 7
"""Hasty searches at least, or it is not worth it, and at most."""

CHILD = 100.0
"""Steps for each stop that a search of crossed routes gets at least."""

CHILDREN = 200
"""Searches of crossed routes at most."""

WARM = 4.0
"""They begin so many times as hot as they end."""

GLANCE, CHOSEN = 100.0, 0.4
"""Steps for each stop of a search that tells how many routes are right, and the share of the budget that all
of these take at most."""


@dataclass(frozen=True, slots=True)
class Course:
    """Say when which search of a chain is under way, in shares of the budget.

    Parameters
    ----------
    cooling
        Of a search from nothing.
    starts, children
        Searches from nothing, and from what they found behind them. With one and none the whole is one.
    slow, bred
        Shares of the budget at which the first search ends, and the last from nothing.
    crossed
        Whether what comes behind goes on from crossed routes, or else from the cheapest solution.
    """

    cooling: Cooling
    starts: int = 1
    children: int = 0
    slow: float = 1.0
    bred: float = 1.0
    crossed: bool = True

    def number(self, share: float) -> int:
        """Return which search is under way, from 0 on."""
        if share < self.slow or self.children == 0:
            return 0
        if share < self.bred:
            return 1 + int((share - self.slow) / (self.bred - self.slow) * (self.starts - 1))
        return self.starts + min(self.children - 1, int((share - self.bred) / self._piece))

    def until(self, number: int) -> float:
        """Return the share of the budget that is used when a search ends."""
        if number == 0:
            return self.slow
        if number < self.starts:
            return self.slow + (self.bred - self.slow) * number / (self.starts - 1)
        return self.bred + self._piece * (number + 1 - self.starts)

    def heat(self, number: int, share: float, steps: float) -> float:
        """Return the temperature of a search at a share of a budget of so many steps."""
        begun = self.until(number - 1) if number else 0.0
        long = self.until(number) - begun
        part = (share - begun) / long
        if number < self.starts:
            return self.cooling.heat(part, steps * long)
        end = self.cooling.heat(1.0)
        return float(end * WARM ** (1.0 - min(1.0, max(0.0, part))))

    @property
    def _piece(self) -> float:
        return (1.0 - self.bred) / max(1, self.children)


def course_of(cooling: Cooling, stops: int, steps: float, members: int) -> Course:
    """Return what each of some chains spends its budget on, of so many steps, where routes may be crossed.

    Parameters
    ----------
    cooling
        Of a search from nothing.
    stops
        How many the problem has.
    steps
        Steps of each chain.
    members
        Chains at work.
    """
    each = steps / max(1, stops)
    mine = _hasty((BRED - SLOW) * each / START, members)
    if not mine:
        return Course(cooling)
    bred = min(BRED, SLOW + mine * START / each)
    return Course(cooling, 1 + mine, max(1, min(CHILDREN, int((1.0 - bred) * each / CHILD))), SLOW, bred)


def choice_of(cooling: Cooling, stops: int, steps: float, members: int) -> Course:
    """Return what each of some chains spends its budget on where the number of routes is open.

    Parameters are those of :func:`course_of`.
    """
    each = steps / max(1, stops)
    mine = _hasty(CHOSEN * each / GLANCE, members)
    if not mine:
        return Course(cooling)
    bred = min(CHOSEN, mine * GLANCE / each)
    return Course(cooling, mine, 1, bred / mine, bred, crossed=False)


def _hasty(room: float, members: int) -> int:
    """Return how many hasty searches each chain makes that has room for so many; 0 if all are too few."""
    hasty = min(STARTS, int(room * members))
    return -(-hasty // members) if hasty >= FEWEST else 0


def is_open(data: f.Data) -> bool:
    """Tell whether most stops stay behind for less than a route for them alone costs."""
    rates = np.unique(data.shift[:, [f.PROFILE, f.PER_SECOND, f.PER_METRE, f.USE]], axis=0)
    ways = (data.leg[:, 0] + data.leg.swapaxes(1, 2)[:, 0])[:, 1 : len(data.stop)].astype(np.int64)
    alone = np.min([ways[row[0]] @ row[1:3] + row[3] for row in rates], axis=0)
    return bool(np.median(data.stop[1:, f.DROP]) < np.median(alone))
