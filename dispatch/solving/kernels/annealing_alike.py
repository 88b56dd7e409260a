"""A chain where all vehicles are alike: one trip, hard windows, paid by the metre."""

from dispatch.solving.kernels import state as r
from dispatch.solving.kernels.annealing import NEVER, remember, set_price, step, take_over
from dispatch.solving.kernels.compiled import INT, REAL, RINGDATA, RINGS, VOID, compiled
from dispatch.solving.kernels.two_opt_star import TRIES, exchange_tails


@compiled(VOID(RINGDATA, RINGS, INT, REAL, REAL, REAL))
def work_alike(d: r.RingData, st: r.Rings, steps: int, hot: float, cold: float, scale: float) -> None:
    """Make steps at temperatures falling from ``hot`` to ``cold`` ticks.

    With 0 steps a first solution is made; with -1 the rings as they are linked are taken over.
    ``scale`` is the mean price of a leg between neighbours.
    """
    if steps <= 0:
        take_over(d, st, False)
    heat, cooling = hot, (cold / hot) ** (1.0 / max(1, steps))
    for _ in range(max(1, steps) if steps >= 0 else 0):
        heat *= cooling
        if steps > 0:
            set_price(st, scale)
            for _ in range(TRIES):
                if exchange_tails(d, st, heat, st.price[0]):
                    remember(d, st)
        step(d, st, heat, st.price[0] if steps > 0 else NEVER, steps > 0, False)
