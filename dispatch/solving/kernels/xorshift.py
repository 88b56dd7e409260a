"""Random numbers that are the same on every machine (xorshift64*: Vigna, ACM TOMS 42(4), 2016)."""

import numpy as np

from dispatch.solving.kernels.compiled import small
from dispatch.solving.kernels.fields import Words


@small
def uniform(random: Words) -> float:
    """Draw from [0, 1)."""
    x = random[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    random[0] = x
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) * 1.1102230246251565e-16


@small
def below(random: Words, n: int) -> int:
    """Draw from 0 … n - 1."""
    return int(uniform(random) * n)
