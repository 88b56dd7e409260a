"""How hot the search is at which share of its budget."""

from dataclasses import dataclass

import numpy as np

from dispatch.solving.kernels import fields as f

NEAREST = 20
"""Neighbours whose mean leg sets the scale of the temperature."""

HOT, COLD = 3.0, 0.01
"""First and last temperature, in mean legs."""


@dataclass(frozen=True, slots=True)
class Cooling:
    """Fall exponentially from ``hot`` to ``cold`` ticks."""

    hot: float
    cold: float

    def heat(self, share: float) -> float:
        """Return the temperature when ``share`` of the budget is used."""
        return float(self.hot * (self.cold / self.hot) ** min(1.0, max(0.0, share)))


def cooling_for(data: f.Data) -> Cooling:
    """Return the temperatures for a problem."""
    scale = scale_of(data)
    return Cooling(HOT * scale, COLD * scale)


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
