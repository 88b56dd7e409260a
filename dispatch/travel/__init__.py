"""Travel times, distances and ways: from an installed map, a server, or as the crow flies."""

from dispatch.travel.estimate import EstimateSource
from dispatch.travel.measure import Finding, Measured, measure

__all__ = ["EstimateSource", "Finding", "Measured", "measure"]
