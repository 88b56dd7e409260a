"""Let OR-Tools' routing library plan the whole problem: the reference, and the fallback without numba.

Three things happen in turn:

1. The problem is written as a model of the library (``model.py``): nodes are the store, the stops, and for
   every further trip of a shift a reload node of its own, where its vehicle is at the store again. The model
   knows windows, windows told, lateness at a price, loads, most stops of a trip, range, hours, skills, zones
   and who comes where. It does not know when a trip is packed, how long goods are on board or out of the
   cold, the range of a trip, what is paid beyond the work, what waiting costs, nor breaks, beyond what keeps
   it on the careful side.
2. The library searches: cheapest insertion for a first plan, then guided local search on a few neighbouring
   routes at a time (``search.py``), for on all of a large day at once it makes a few moves a second only.
3. What it proposes is taken over as far as scheduler and checker allow, and filled up with what fits
   (``search.py``); the best of that is kept. So what is returned may always be driven.
"""

from dispatch.solving.routing_library.search import solve_ortools

__all__ = ["solve_ortools"]
