"""Travel times, distances and ways: from an installed map, a server, or as the crow flies."""

from dispatch.travel.air import AirTravel
from dispatch.travel.bounds import bounded, may_be_bounded
from dispatch.travel.by_kind import ByKind
from dispatch.travel.cache import CachedTravel
from dispatch.travel.door import DoorTravel, measure_door, with_door
from dispatch.travel.estimate import EstimateSource
from dispatch.travel.measure import Finding, Measured, measure
from dispatch.travel.osrm_embedded import EmbeddedOsrm
from dispatch.travel.osrm_http import HttpOsrm
from dispatch.travel.paths import PathTravel
from dispatch.travel.rush import pace_of

__all__ = [
    "AirTravel",
    "ByKind",
    "CachedTravel",
    "DoorTravel",
    "EmbeddedOsrm",
    "EstimateSource",
    "Finding",
    "HttpOsrm",
    "Measured",
    "PathTravel",
    "bounded",
    "may_be_bounded",
    "measure",
    "measure_door",
    "pace_of",
    "with_door",
]
