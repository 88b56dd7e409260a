"""Nominatim, the search of OpenStreetMap: a last resort under the public server's policy.

At most one request a second, with a User-Agent that says who asks, remembered, never in bulk:
https://operations.osmfoundation.org/policies/nominatim/
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from geopy.exc import GeocoderParseError
from geopy.geocoders import Nominatim

from dispatch.address_keys import city_key, postcode_key, street_key
from dispatch.files.text import plain
from dispatch.geocoding.additions import addition_of
from dispatch.geocoding.diagnosis import incomplete
from dispatch.geocoding.doors import Door, ListedDoors, Query
from dispatch.geocoding.fetching import BoundedAdapter
from dispatch.geocoding.matching import match_query
from dispatch.geocoding.retry import Pace, RetryingCall, unreadable
from dispatch.model import Address
from dispatch.ports import Located

_NUMBER: Final = re.compile(r"\s*([0-9]{1,5})(?![0-9])(.*)", re.DOTALL)
_TOWNS: Final = ("city", "town", "village", "hamlet", "municipality")
_STREETS: Final = ("road", "pedestrian", "footway", "square")
_ROWS: Final = 10
_SECONDS_BETWEEN: Final = 1.0
_LONGEST: Final = 200


class _Nominatim(Nominatim):  # type: ignore[misc]
    """Keep geopy's Nominatim, but hand the answer over as it is."""

    def _parse_json(self, places: Any, **_: Any) -> list[dict[str, Any]]:
        if not isinstance(places, list):
            raise GeocoderParseError("the answer is no list")
        return [place for place in places if isinstance(place, dict)]


class NominatimGeocoder:
    """Ask a Nominatim server for an address, and believe only what agrees with it."""

    name = "nominatim"

    def __init__(
        self,
        url: str,
        *,
        accept_score: float,
        timeout: float,
        user_agent: str,
        pace: Pace | None = None,
    ) -> None:
        parts = urlsplit(url)
        service = _Nominatim(
            scheme=parts.scheme or "https",
            domain=f"{parts.netloc}{parts.path}",
            timeout=timeout,
            user_agent=user_agent,
            adapter_factory=BoundedAdapter,
        )
        self._adapter = service.adapter
        self._accept_score = accept_score
        geocode = partial(
            service.geocode, exactly_one=False, limit=_ROWS, addressdetails=True, country_codes="nl"
        )
        pace = pace or Pace(min_delay_seconds=_SECONDS_BETWEEN, slow_seconds=timeout / 2)
        self._call = RetryingCall(geocode, pace)

    def close(self) -> None:
        """Close connections."""
        self._adapter.session.close()

    def locate(self, address: Address) -> Located:
        """Look a normalised address up; only the address is sent."""
        query = Query.of(address)
        if not query.complete:
            return Located(None, *incomplete(query))
        number = f"{address.house_number}{address.addition}"
        asked = {"street": f"{number} {address.street}".strip(), "city": address.city}
        if query.postcode:
            asked["postalcode"] = address.postcode
        places = self._call({key: value for key, value in asked.items() if value})
        if places is None:
            return unreadable()
        return match_query(query, ListedDoors(_doors(places)), self.name, self._accept_score)


def _doors(places: list[dict[str, Any]]) -> Iterator[Door]:
    for place in places:
        details = place.get("address")
        if isinstance(details, dict):
            door = _door(place, {key: value for key, value in details.items() if isinstance(value, str)})
            if door is not None:
                yield door


def _door(place: dict[str, Any], details: dict[str, str]) -> Door | None:
    """Make a door of an answer; None for a street or a town without a house number."""
    match = _NUMBER.fullmatch(details.get("house_number", "")[:_LONGEST])
    street = plain(next((details[key] for key in _STREETS if key in details), "")[:_LONGEST])
    city = plain(next((details[key] for key in _TOWNS if key in details), "")[:_LONGEST])
    try:
        lat, lon = float(place["lat"]), float(place["lon"])
    except (KeyError, TypeError, ValueError):
        return None
    if match is None or not street or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    return Door(
        street=street,
        number=int(match[1]),
        addition=addition_of(match[2]),
        postcode=postcode_key(details.get("postcode", "")),
        city=city,
        street_key=street_key(street),
        city_key=city_key(city),
        lat=lat,
        lon=lon,
    )
