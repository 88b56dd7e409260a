"""What a search spends its budget on: one cooling, or several from nothing and then many of crossed routes.

A search that cools once settles early which vehicles it uses. Where vehicles differ and there are steps
enough, a part of the budget goes to a few hasty searches from nothing, and the rest to short ones from what
comes of two of those, in the manner of a genetic search.
"""

from dataclasses import dataclass

from dispatch.solving.cooling import Cooling

LATEST, SOONEST = 0.5, 0.2
"""Shares of the budget between which routes begin to be crossed."""

START = 600.0
"""Steps for each stop that a search from nothing wants. Hasty ones differ more, and have better children."""

FEWEST, STARTS = 5, 8
"""Searches from nothing at least, or it is not worth it, and at most."""

CHILD = 100.0
"""Steps for each stop that a search of crossed routes gets at least."""

CHILDREN = 200
"""Searches of crossed routes at most."""

WARM = 4.0
"""They begin so many times as hot as they end."""


@dataclass(frozen=True, slots=True)
class Course:
    """Say when which search of a chain is under way, in shares of the budget.

    Parameters
    ----------
    cooling
        Of a search from nothing.
    starts, children
        Searches from nothing, and of crossed routes behind them. With one and none the whole is one.
    bred
        Share of the budget from which on routes are crossed.
    """

    cooling: Cooling
    starts: int = 1
    children: int = 0
    bred: float = 1.0

    def number(self, share: float) -> int:
        """Return which search is under way, from 0 on."""
        if self.children == 0:
            return 0
        if share < self.bred:
            return int(share / self.bred * self.starts)
        return self.starts + min(self.children - 1, int((share - self.bred) / self._piece))

    def until(self, number: int) -> float:
        """Return the share of the budget that is used when a search ends."""
        if number < self.starts:
            return self.bred * (number + 1) / self.starts
        return self.bred + self._piece * (number + 1 - self.starts)

    def heat(self, number: int, share: float, steps: float) -> float:
        """Return the temperature of a search at a share of a budget of so many steps."""
        begun = self.until(number - 1) if number else 0.0
        part = (share - begun) / (self.until(number) - begun)
        each = steps * self.bred / self.starts
        if number < self.starts:
            return self.cooling.heat(part, each)
        end = self.cooling.heat(1.0, each)
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
    starts = min(STARTS, int(LATEST * each * members / START))
    if starts < FEWEST:
        return Course(cooling)
    mine = -(-starts // members)
    bred = min(LATEST, max(SOONEST, mine * START / each))
    return Course(cooling, mine, max(1, min(CHILDREN, int((1.0 - bred) * each / CHILD))), bred)
