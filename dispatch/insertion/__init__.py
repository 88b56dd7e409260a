"""Where a stop could be put into a route: rated for many stops at once, then tried under a judge.

Below the rooms that ask it: the search polishes a solution with it, the explainer says what would fit.
"""

from dispatch.insertion.breaks import with_breaks, without_breaks
from dispatch.insertion.gaps import Bundle, Gap, Gaps, Numbers
from dispatch.insertion.lookup import least_ways
from dispatch.insertion.rating import Insertions, Rating
from dispatch.insertion.trial import Fit, Judge, TrialRoute

__all__ = [
    "Bundle",
    "Fit",
    "Gap",
    "Gaps",
    "Insertions",
    "Judge",
    "Numbers",
    "Rating",
    "TrialRoute",
    "least_ways",
    "with_breaks",
    "without_breaks",
]
