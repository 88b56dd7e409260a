"""Find routes for a :class:`dispatch.model.Problem`: the only home of ortools and numba."""

from dispatch.solving.budget import Budget
from dispatch.solving.completing import complete
from dispatch.solving.polish import polish
from dispatch.solving.solve import solve

__all__ = ["Budget", "complete", "polish", "solve"]
