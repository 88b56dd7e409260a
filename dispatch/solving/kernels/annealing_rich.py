"""A chain for vehicles of several kinds, several trips and releases."""

from dispatch.solving.kernels import state as r
from dispatch.solving.kernels.annealing import NEVER, dissolve, remember, set_price, step, take_over
from dispatch.solving.kernels.compiled import INT, REAL, RINGDATA, RINGS, VOID, compiled
from dispatch.solving.kernels.fields import FAR
from dispatch.solving.kernels.moves import make_moves


@compiled(VOID(RINGDATA, RINGS, INT, REAL, REAL, REAL))
def work_rich(d: r.RingData, st: r.Rings, steps: int, hot: float, cold: float, scale: float) -> None:
    """Make steps as :func:`~dispatch.solving.kernels.annealing_alike.work_alike` does."""
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
