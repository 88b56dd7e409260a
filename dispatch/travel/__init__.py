"""Travel times, distances and ways: from an installed map, a server, or as the crow flies."""

from dispatch.travel.cache import CachedTravel
from dispatch.travel.door import DoorTravel, measure_door, with_door
from dispatch.travel.estimate import EstimateSource
from dispatch.travel.measure import Finding, Measured, measure
from dispatch.travel.osrm_embedded import EmbeddedOsrm
from dispatch.travel.osrm_http import HttpOsrm

__all__ = [
    "CachedTravel",
    "DoorTravel",
    "EmbeddedOsrm",
    "EstimateSource",
    "Finding",
    "HttpOsrm",
    "Measured",
    "measure",
    "measure_door",
    "with_door",
]
