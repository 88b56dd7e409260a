"""How hot the search is at which share of its budget."""

from dataclasses import dataclass

import numpy as np

from dispatch.solving.kernels import fields as f

NEAREST = 20
"""Neighbours whose mean leg sets the scale of the temperature."""


FALL = 0.67
"""With so many times as many steps as are plenty, the end is colder by this power of that."""

COLDEST = 0.1
"""The end is no colder than this share of the usual one."""


@dataclass(frozen=True, slots=True)
class Cooling:
    """Fall exponentially from ``hot`` ticks to ``cold`` ones, or to less where there are many steps.

    Few steps are best spent while much can still change; many leave the time to settle every detail.

    Parameters
    ----------
    hot, cold
        First and last temperature.
    plenty
        Steps that ``cold`` is right for; with more of them it ends colder.
    """

    hot: float
    cold: float
    plenty: float = float("inf")

    def heat(self, share: float, steps: float = 0.0) -> float:
        """Return the temperature when ``share`` of a budget of so many steps is used."""
        more = max(1.0, steps / self.plenty)
        cold = self.cold * max(COLDEST, more**-FALL)
        return float(self.hot * (cold / self.hot) ** min(1.0, max(0.0, share)))


def scale_of(data: f.Data) -> float:
    """Return what a leg between neighbours costs, in ticks, on average."""
    near = data.near[1:, :NEAREST]
    origin = np.arange(1, len(data.stop))[:, None]
    there = near > 0
    costs = []
    for row in np.unique(data.shift[:, [f.PROFILE, f.PER_SECOND, f.PER_METRE]], axis=0):
        legs = data.leg[row[0], origin, near][there].astype(float)
        cost = legs @ row[1:].astype(float)
        if len(cost):
            costs.append(float(np.minimum(cost, np.median(cost) * 10).mean()))
    return max(1.0, float(np.mean(costs))) if costs else 1.0


def use_of_a_stop(data: f.Data) -> float:
    """Return what using a vehicle costs for each stop that it has room for, in ticks, where that is least."""
    loads = data.stop[1:, f.CRATES : f.CRATES + f.LOADS].mean(axis=0)
    rooms = data.shift[:, f.ROOM : f.ROOM + f.LOADS]
    counted = loads > 0
    if not counted.any():
        return 0.0
    stops = (rooms[:, counted] / loads[counted]).min(axis=1).clip(1.0, len(data.stop))
    return float((data.shift[:, f.USE] / stops).min())


def has_windows(data: f.Data) -> bool:
    """Tell whether any stop has a window that some shift's hours do not lie in."""
    window = data.window[:, 1:]
    opens, closes = data.shift[:, f.CLOCK].min(), data.shift[:, f.END].max()
    served = window[..., f.HARD] >= 0
    late = (window[..., f.EARLIEST] > opens) | (window[..., f.SOFT] < closes)
    return bool((late & served).any())
