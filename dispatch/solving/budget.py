"""How long and how hard a search may work."""

from dataclasses import dataclass
from typing import Literal

Engine = Literal["search", "ortools"]


@dataclass(frozen=True, slots=True)
class Budget:
    """Bound a search.

    Parameters
    ----------
    seconds
        Wall time; None for no limit in time.
    iterations
        Iterations over all chains, instead of a time: makes the solution reproducible. With both,
        whichever ends first.
    workers
        Threads; 0 for one a core.
    patience
        Stop early when this share of the budget has brought nothing better; 1 never stops early.
    engine
        ``search`` is the program's own; ``ortools`` is the routing library alone.
    whole
        Stops up to which a problem is searched as one; a larger one is searched in districts.
    """

    seconds: float | None = 20.0
    iterations: int | None = None
    workers: int = 0
    patience: float = 0.5
    engine: Engine = "search"
    whole: int = 3000

    def __post_init__(self) -> None:
        if self.seconds is None and self.iterations is None:
            raise ValueError("a search needs an end: seconds or iterations")
        if self.seconds is not None and self.seconds <= 0:
            raise ValueError(f"no time to search: {self.seconds} s")
        if self.iterations is not None and self.iterations <= 0:
            raise ValueError(f"no iterations to search: {self.iterations}")
        if self.workers < 0 or not 0 < self.patience <= 1:
            raise ValueError("workers must be 0 or more, patience above 0 and at most 1")
