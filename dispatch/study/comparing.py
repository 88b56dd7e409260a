"""Set scenarios side by side: means, and differences day by day with what chance leaves open."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from statistics import NormalDist, fmean
from typing import Final

import numpy as np
import numpy.typing as npt

from dispatch.study.figures import MEASURES, CellFigures, Measure
from dispatch.study.scenario import Cell

CONFIDENCE: Final = 0.95
RESAMPLES: Final = 2_000
SELDOM: Final = 5
"""Days of one kind that are so few that their number tells more than they do."""

FAR: Final = 4.0
"""Middle deviations from the middle day beyond which a day is unlike the others."""

_ALIKE: Final = 1e-9
"""Share of the scatter of all days below which drawn days are all alike."""

_SEED: Final = 20_261_101

Values = npt.NDArray[np.float64]


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

    It reaches as far as the farthest of three tell. Percentiles of means of days drawn anew, spread as
    Hesterberg's expanded percentile interval has it (The American Statistician 69(4), 2015, section 5.1), for
    those of a few days are too narrow. The same means measured by the scatter of their own days (bootstrap t:
    Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 12), which knows that of skewed days
    the long tail is seldom seen; no farther than any day. And, where a few days are unlike all others, how
    far their share may lie (:func:`_reach`).
    """
    told = np.asarray(values, float)
    if len(told) < 2:
        return None, None
    if (told == told[0]).all():
        return float(told[0]), float(told[0])
    drawn = told[_draws(len(told))]
    ends = [*_percentiles(drawn), *_studentised(told, drawn)]
    middle = np.median(told)
    apart = FAR * np.median(abs(told - middle))
    unlike = (told < middle - apart, told > middle + apart)
    ends += [_reach(told[few], told[~few]) for few in unlike if 0 < few.sum() <= SELDOM]
    return float(min(ends)), float(max(ends))


def _percentiles(drawn: Values) -> tuple[float, float]:
    """Return the percentiles of means of days drawn anew, a line for each draw, expanded for few days."""
    count, means = drawn.shape[1], np.sort(drawn.mean(axis=1))
    wide = math.sqrt(count / (count - 1)) * _student(1 - (1 - CONFIDENCE) / 2, count - 1)
    rank = min(RESAMPLES // 2 - 1, math.floor(NormalDist().cdf(-wide) * RESAMPLES))
    return means[rank], means[-1 - rank]


def _studentised(values: Values, drawn: Values) -> tuple[float, ...]:
    """Return the ends of the bootstrap t; without one at which too many draws are of days all alike."""
    mean, scatter = values.mean(), values.std(ddof=1)
    apart, scatters = drawn.mean(axis=1) - mean, drawn.std(axis=1, ddof=1)
    alike = scatters < _ALIKE * scatter
    told = np.sort(np.where(alike, np.copysign(np.inf, apart), apart / np.where(alike, 1.0, scatters)))
    rank = math.floor((1 - CONFIDENCE) / 2 * RESAMPLES)
    ends = (mean - told[place] * scatter for place in (-1 - rank, rank) if np.isfinite(told[place]))
    return tuple(np.clip(end, values.min(), values.max()) for end in ends)


def _reach(few: Values, rest: Values) -> float:
    """Return how far the mean may lie by days unlike the rest, of which few were seen.

    Draws from so few cannot tell how few they are: their share is taken as large as it may be (C. J. Clopper
    and E. S. Pearson, Biometrika 26(4), 1934), and several as far as their mean may be by one standard error.
    """
    seen, count = len(few), len(few) + len(rest)
    least, most = seen / count, 1.0
    for _ in range(50):
        share = (least + most) / 2
        chance = sum(math.comb(count, n) * share**n * (1 - share) ** (count - n) for n in range(seen + 1))
        least, most = (share, most) if chance > (1 - CONFIDENCE) / 2 else (least, share)
    error = few.std(ddof=1) / math.sqrt(seen) if seen > 1 else 0.0
    far = few.mean() + math.copysign(error, few.mean() - rest.mean())
    return float((1 - least) * rest.mean() + least * far)


@cache
def _draws(count: int) -> npt.NDArray[np.int64]:
    """Return which days are drawn, always the same, a line for each draw."""
    rng = random.Random(_SEED)  # noqa: S311 - no secret
    return np.array(rng.choices(range(count), k=RESAMPLES * count)).reshape(RESAMPLES, count)


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
