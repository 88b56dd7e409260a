"""What searches."""

from collections.abc import Mapping
from typing import Protocol

from dispatch.ports import Progress
from dispatch.solving.cooling import Cooling
from dispatch.solving.kernels.state import RingData
from dispatch.solving.preparation import prepared_kernels
from dispatch.solving.ring_chain import RingChain
from dispatch.solving.snapshots import Snapshot

Tally = Mapping[str, tuple[int, int, int]]
"""By move: how often it was tried and done, and ticks gained."""


class Chain(Protocol):
    """Search by ruin and recreate under simulated annealing."""

    cooling: Cooling

    @property
    def record(self) -> int:
        """Cost of the best solution so far, in ticks."""

    @property
    def latest(self) -> int:
        """Cost of the best solution since the chain last began anew, in ticks."""

    @property
    def current(self) -> int:
        """Cost of the solution that :meth:`now` returns, in ticks."""

    @property
    def tally(self) -> Tally:
        """What each kind of change did."""

    def construct(self) -> None:
        """Make a first solution."""

    def advance(self, steps: int, hot: float, cold: float) -> None:
        """Make steps at temperatures falling from ``hot`` to ``cold`` ticks."""

    def begin(self, snapshot: Snapshot | None) -> None:
        """Begin anew from other routes, or from none."""

    def now(self) -> Snapshot:
        """Return the current routes or, while these may not be driven, the latest best."""

    def best(self) -> Snapshot:
        """Return the best routes so far."""

    def latest_best(self) -> Snapshot:
        """Return the best routes since the chain last began anew."""

    def take(self, snapshot: Snapshot) -> None:
        """Go on from other routes."""


def make_chains(rings: RingData, alike: bool, seeds: list[int], progress: Progress) -> list[Chain]:
    """Return a chain for each seed, with the compiled code ready, of what was encoded for rings."""
    prepared_kernels(progress)
    return [RingChain(rings, alike, seed) for seed in seeds]
