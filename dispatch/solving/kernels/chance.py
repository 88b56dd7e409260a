"""Random numbers that are the same on every machine (xorshift64*: Vigna, ACM TOMS 42(4), 2016)."""

import numpy as np
from numpy.typing import NDArray

from dispatch.solving.kernels.compiled import inlined

BOLD = 0.1
"""Share of steps in which leaving a stop behind counts four times its price, or a thousand times."""


@inlined
def uniform(random: NDArray[np.uint64]) -> float:
    """Draw from [0, 1)."""
    x = random[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    random[0] = x
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) * 1.1102230246251565e-16


@inlined
def draw_bold(random: NDArray[np.uint64]) -> int:
    """Draw by how much the price of leaving a stop behind is overstated in a step.

    Now and then stops that are too dear alone are put in all the same: another may share the way.
    """
    draw = uniform(random)
    return 1 if draw > BOLD else 4 if draw > BOLD / 4 else 1000


@inlined
def below(random: NDArray[np.uint64], n: int) -> int:
    """Draw from 0 … n - 1."""
    return int(uniform(random) * n)
