"""Say why a stop was left behind, and what would have helped.

Two questions are kept apart. *Could it ever be delivered today?* Alone, in the first trip that a
shift can still make, is the best case: what binds there binds in every plan. *Is there room left?*
Each place in each route is tried under the scheduler and the checker, the rest of the plan staying as it is.
A remedy is only named after the plan with it has been made and checked.
"""

from dispatch.explaining.alone import find_bars
from dispatch.explaining.explain import Resolve, explain
from dispatch.insertion import Judge

__all__ = ["Judge", "Resolve", "explain", "find_bars"]
