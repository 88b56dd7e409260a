"""Travel of a large day: asked for between doors that are near, by way of a third where they are far apart.

Of ten thousand doors a route joins those that are near. All pairs would be a hundred million questions, so
the doors are cut into cells, each is asked about the cells around it, and for the rest there is a way that
exists: by a door in the middle of either cell, or by the store. It is longer than the quickest one as
a rule, and now and then some seconds shorter than the map itself has it (18 at most were seen).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dispatch.geo.globe import METRES_PER_DEGREE, shrink
from dispatch.model import UNREACHABLE, Point

Table = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]

Asked = tuple[Table, Table, list[int], list[int]]
"""Seconds, metres, and how far origins and destinations were moved, in metres."""

Ask = Callable[[Sequence[int], Sequence[int]], Asked]
"""Tell travel between origins and destinations, by position among the points."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """Say what is near.

    Parameters
    ----------
    whole
        Up to so many places every pair is asked for.
    cell
        Most places of a cell.
    near
        So many places at least are near a cell, and all within a quarter of its longer side.
    """

    whole: int = 4_000
    cell: int = 250
    near: int = 1_500


def near_tables(ask: Ask, points: Sequence[Point], nearness: Nearness) -> tuple[Table, Table, list[int]]:
    """Return seconds, metres and how far each place was moved; place 0 is the depot.

    What is near is exact, and so is all travel from and to the depot. The rest is a way by a door between.
    """
    spots = _spots(points)
    cells = _cells(spots, nearness.cell)
    hubs, hub_of = _hubs(spots, cells)
    everyone = range(len(points))
    out, out_metres, _, _ = ask(hubs, everyone)
    back, back_metres, hung, _ = ask(everyone, hubs)
    seconds, metres = np.empty((2, len(points), len(points)), np.int32)
    for cell, near in zip(cells, _around(spots, cells, nearness.near), strict=True):
        by: list[int | Numbers] = [0, int(hub_of[cell[0]]), hub_of]
        best, far = _through(by, back[cell], back_metres[cell], out, out_metres)
        best[:, near], far[:, near], *_ = ask(cell.tolist(), near.tolist())
        seconds[cell], metres[cell] = best, far
    for table, there, here in ((seconds, out, back), (metres, out_metres, back_metres)):
        table[hubs], table[:, hubs] = there, here
    return seconds, metres, hung


def _spots(points: Sequence[Point]) -> npt.NDArray[np.float64]:
    """Return positions in metres, about."""
    spots = np.asarray(points, dtype=float)
    spots[:, 1] *= shrink(float(spots[:, 0].mean()))
    return spots * METRES_PER_DEGREE


def _cells(spots: npt.NDArray[np.float64], most: int) -> list[Numbers]:
    """Cut places into compact cells: halved along the longer side until they are small enough."""
    cells, waiting = [], [np.arange(len(spots))]
    while waiting:
        mine = waiting.pop()
        if len(mine) <= most:
            cells.append(mine)
            continue
        axis = int(np.ptp(spots[mine], axis=0).argmax())
        order = mine[np.argsort(spots[mine, axis], kind="stable")]
        waiting += [order[: len(order) // 2], order[len(order) // 2 :]]
    return cells


def _hubs(spots: npt.NDArray[np.float64], cells: Sequence[Numbers]) -> tuple[list[int], Numbers]:
    """Return the depot and the place in the middle of each cell, and which of these is each place's."""
    hubs, hub_of = [0], np.zeros(len(spots), np.int64)
    for number, cell in enumerate(cells, start=1):
        away = np.abs(spots[cell] - spots[cell].mean(axis=0)).sum(axis=1)
        hubs.append(int(cell[away.argmin()]))
        hub_of[cell] = number
    return hubs, hub_of


def _around(spots: npt.NDArray[np.float64], cells: Sequence[Numbers], enough: int) -> list[Numbers]:
    """Return the places near each cell, its own among them."""
    low = np.array([spots[cell].min(axis=0) for cell in cells])
    high = np.array([spots[cell].max(axis=0) for cell in cells])
    sizes = np.array([len(cell) for cell in cells])
    around = []
    for number in range(len(cells)):
        apart = np.maximum(0.0, np.maximum(low - high[number], low[number] - high))
        gap = np.hypot(apart[:, 0], apart[:, 1])
        gap[number] = -1.0
        order = np.argsort(gap, kind="stable")
        before = np.cumsum(sizes[order]) - sizes[order]
        margin = (high[number] - low[number]).max() / 4
        taken = order[(before < enough) | (gap[order] <= margin)]
        around.append(np.concatenate([cells[other] for other in taken]))
    return around


def _through(
    by: Sequence[int | Numbers], back: Table, back_metres: Table, out: Table, out_metres: Table
) -> tuple[Table, Table]:
    """Return the quickest of the ways from each row to all places by one hub each, and its metres."""
    everyone = np.arange(out.shape[1])
    best = far = np.full((len(back), out.shape[1]), UNREACHABLE, np.int32)
    for hub in by:
        over = np.broadcast_to(hub, everyone.shape)
        way = back[:, over] + out[over, everyone]
        long = back_metres[:, over] + out_metres[over, everyone]
        better = way < best
        best, far = np.where(better, way, best), np.where(better, long, far)
    far[best >= UNREACHABLE] = UNREACHABLE
    return best, far
