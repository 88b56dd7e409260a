"""What searches: a chain for any problem and, where it will do, a faster one for plain ones."""

from typing import Protocol

from dispatch.ports import Progress
from dispatch.solving.cooling import Cooling, cooling_for
from dispatch.solving.kernels import fields as f
from dispatch.solving.memory import Snapshot, load_routes, new_chain
from dispatch.solving.plain import PlainChain, plain_data
from dispatch.solving.preparation import prepared_kernels

BLINK = 0.01
"""Share of places overlooked on purpose."""


class Chain(Protocol):
    """Search by ruin and recreate under simulated annealing."""

    cooling: Cooling

    @property
    def record(self) -> int:
        """Cost of the best solution so far, in ticks."""

    @property
    def current(self) -> int:
        """Cost of the solution that :meth:`now` returns, in ticks."""

    def construct(self) -> None:
        """Make a first solution."""

    def advance(self, steps: int, hot: float, cold: float) -> None:
        """Make steps at temperatures falling from ``hot`` to ``cold`` ticks."""

    def now(self) -> Snapshot:
        """Return the current routes or, while these may not be driven, the best."""

    def best(self) -> Snapshot:
        """Return the best routes so far."""

    def take(self, snapshot: Snapshot) -> None:
        """Go on from other routes."""


class WholeChain:
    """Search any problem; see :class:`Chain`.

    Parameters
    ----------
    data
        The problem.
    seed
        Of its chance.
    """

    def __init__(self, data: f.Data, seed: int) -> None:
        from dispatch.solving.kernels.chain import work

        self._work, self._data = work, data
        self.cooling = cooling_for(data)
        self._chain = new_chain(data, seed)

    @property
    def record(self) -> int:
        """Cost of the best solution so far, in ticks."""
        return int(self._chain.counts[f.RECORD])

    @property
    def current(self) -> int:
        """Cost of the current solution, in ticks."""
        return int(self._chain.counts[f.CURRENT])

    def construct(self) -> None:
        """Make a first solution."""
        self._work(self._data, self._chain, 0, 1.0, 1.0, 0.0)

    def advance(self, steps: int, hot: float, cold: float) -> None:
        """Make steps at falling temperatures."""
        self._work(self._data, self._chain, steps, hot, cold, BLINK)

    def now(self) -> Snapshot:
        """Return the current routes."""
        state = self._chain.state
        return Snapshot.of(state.seq, state.info[:, f.LENGTH], state.info[:, f.COST])

    def best(self) -> Snapshot:
        """Return the best routes so far."""
        return Snapshot.of(self._chain.best_seq, self._chain.best_length, self._chain.best_cost)

    def take(self, snapshot: Snapshot) -> None:
        """Go on from other routes."""
        load_routes(snapshot, self._chain)
        self._work(self._data, self._chain, -1, 1.0, 1.0, 0.0)


def make_chains(data: f.Data, seeds: list[int], progress: Progress) -> list[Chain]:
    """Return a chain for each seed, of the kind that suits the problem, with its compiled code ready."""
    plain = plain_data(data)
    prepared_kernels(progress, plain=plain is not None)
    if plain is not None:
        return [PlainChain(data, plain, seed) for seed in seeds]
    return [WholeChain(data, seed) for seed in seeds]
