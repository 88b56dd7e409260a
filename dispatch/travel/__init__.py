"""Travel times, distances and ways: from an installed map, a server, or as the crow flies."""

from dispatch.travel.cache import CachedTravel
from dispatch.travel.estimate import EstimateSource
from dispatch.travel.measure import Finding, Measured, measure
from dispatch.travel.osrm_embedded import EmbeddedOsrm
from dispatch.travel.osrm_http import HttpOsrm

__all__ = [
    "CachedTravel",
    "EmbeddedOsrm",
    "EstimateSource",
    "Finding",
    "HttpOsrm",
    "Measured",
    "measure",
]
