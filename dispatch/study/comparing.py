"""Set scenarios side by side: means, and differences day by day with what chance leaves open."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist, fmean
from typing import Final

from dispatch.study.figures import MEASURES, CellFigures, Measure
from dispatch.study.scenario import Cell

CONFIDENCE: Final = 0.95
RESAMPLES: Final = 2_000
SELDOM: Final = 5
"""Days of one kind that are so few that their number tells more than they do."""

_SEED: Final = 20_261_101


@dataclass(frozen=True, slots=True)
class Compared:
    """Hold one measure of one scenario beside the same days as they are.

    Parameters
    ----------
    measure
        Which one.
    days
        Days on which both could be planned.
    before, after
        Means over those days, as it is and under the scenario; None where no day tells.
    difference
        Mean of the differences of each day.
    low, high
        95 % interval of that mean; None for fewer than two days.
    """

    measure: Measure
    days: int
    before: float | None
    after: float | None
    difference: float | None
    low: float | None
    high: float | None

    @property
    def differs(self) -> bool:
        """Whether any day differs."""
        return any(value for value in (self.difference, self.low, self.high))

    @property
    def clear(self) -> bool:
        """Whether chance alone hardly explains the difference."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def by_day(cells: Mapping[Cell, CellFigures], scenario: str, measure: Measure) -> dict[date, float]:
    """Return the mean over seeds of a measure, for each day on which it can be told."""
    found: dict[date, list[float]] = {}
    for cell in sorted(cells, key=lambda cell: (cell.day, cell.seed)):
        if cell.scenario == scenario and (value := measure.of(cells[cell])) is not None:
            found.setdefault(cell.day, []).append(value)
    return {day: fmean(values) for day, values in found.items()}


def compare(cells: Mapping[Cell, CellFigures], base: str, scenario: str) -> tuple[Compared, ...]:
    """Compare a scenario with the days as they are, measure by measure."""
    return tuple(compare_by(measure, cells, base, scenario) for measure in MEASURES)


def compare_by(measure: Measure, cells: Mapping[Cell, CellFigures], base: str, scenario: str) -> Compared:
    """Compare a scenario with the days as they are by one measure."""
    before, after = by_day(cells, base, measure), by_day(cells, scenario, measure)
    days = sorted(before.keys() & after.keys())
    if not days:
        return Compared(measure, 0, None, None, None, None, None)
    apart = [after[day] - before[day] for day in days]
    low, high = interval(apart)
    return Compared(
        measure,
        len(days),
        fmean(before[day] for day in days),
        fmean(after[day] for day in days),
        fmean(apart),
        low,
        high,
    )


def interval(values: Sequence[float]) -> tuple[float | None, float | None]:
    """Return the 95 % interval of a mean by the bootstrap; nothing for fewer than two values.

    The percentiles are spread as Hesterberg's expanded percentile interval has it (The American
    Statistician 69(4), 2015, section 5.1), for those of a few days are too narrow. Where few days differ at
    all, draws from them cannot tell how few: there the interval reaches as far as the share of such days may
    (C. J. Clopper and E. S. Pearson, Biometrika 26(4), 1934).
    """
    count = len(values)
    if count < 2:
        return None, None
    rng = random.Random(_SEED)  # noqa: S311 - no secret
    means = sorted(fmean(rng.choices(values, k=count)) for _ in range(RESAMPLES))
    tail = NormalDist().cdf(-math.sqrt(count / (count - 1)) * _student(1 - (1 - CONFIDENCE) / 2, count - 1))
    low, high = means[_rank(tail)], means[-1 - _rank(tail)]
    less, more = [value for value in values if value < 0], [value for value in values if value > 0]
    if 0 < len(less) <= SELDOM:
        low = min(low, _seldom(less, count))
    if 0 < len(more) <= SELDOM:
        high = max(high, _seldom(more, count))
    return low, high


def _seldom(other: Sequence[float], count: int) -> float:
    """Return how far the mean may lie from nothing by days of which few were seen among so many."""
    least, most = len(other) / count, 1.0
    for _ in range(50):
        share = (least + most) / 2
        seen = sum(math.comb(count, n) * share**n * (1 - share) ** (count - n) for n in range(len(other) + 1))
        least, most = (share, most) if seen > (1 - CONFIDENCE) / 2 else (least, share)
    return least * fmean(other)


def _rank(tail: float) -> int:
    return min(RESAMPLES // 2 - 1, math.floor(tail * RESAMPLES))


def _student(share: float, freedom: int) -> float:
    """Return a quantile of Student's t, by Abramowitz and Stegun 26.7.5."""
    x = NormalDist().inv_cdf(share)
    terms = (
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92_160,
    )
    return x + math.fsum(term / freedom**power for power, term in enumerate(terms, start=1))
