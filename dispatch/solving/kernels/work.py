"""The entry points: a chain works for so many steps.

Both are compiled from the same functions, which take a literal ``rich``: where it is False, all vehicles
are alike and make one trip that nothing holds at the store, and the compiler leaves all else out.
"""

from dispatch.solving.kernels import state as r
from dispatch.solving.kernels.annealing import NEVER, dissolve, remember, set_price, step, take_over
from dispatch.solving.kernels.compiled import compiled
from dispatch.solving.kernels.fields import FAR
from dispatch.solving.kernels.moves import make_moves
from dispatch.solving.kernels.two_opt_star import TRIES, exchange_tails


@compiled
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


@compiled
def work_rich(d: r.RingData, st: r.Rings, steps: int, hot: float, cold: float, scale: float) -> None:
    """Make steps as :func:`work_alike` does."""
    if steps <= 0:
        take_over(d, st, True)
    heat, cooling = hot, (cold / hot) ** (1.0 / max(1, steps))
    for _ in range(max(1, steps) if steps >= 0 else 0):
        heat *= cooling
        if steps > 0:
            set_price(st, scale)
            if make_moves(d, st, heat, st.price[0]):
                remember(d, st)
        step(d, st, heat, st.price[0] if steps > 0 else NEVER, steps > 0, True)
    if steps == 0 and d.pausing > 0:
        st.counts[r.RECORD] = FAR
        dissolve(d, st)
        remember(d, st)
