"""PDOK Locatieserver, the public search in the Dutch register of addresses (BAG)."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from geopy.exc import GeocoderParseError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from dispatch.address_keys import city_key, postcode_key, street_key
from dispatch.files.text import plain
from dispatch.geocoding.additions import addition_of
from dispatch.geocoding.centre import PostcodeCentre
from dispatch.geocoding.diagnosis import incomplete
from dispatch.geocoding.doors import Door, ListedDoors, Query
from dispatch.geocoding.fetching import BoundedAdapter
from dispatch.geocoding.matching import match_query
from dispatch.geocoding.retry import Pace, RetryingCall, unreadable
from dispatch.model import Address, Confidence
from dispatch.ports import Located

_POINT: Final = re.compile(r"POINT\s*\(\s*(-?[0-9.]{1,20})\s+(-?[0-9.]{1,20})\s*\)")
_NOT_TEXT: Final = re.compile(r"[^\w\s.'-]")
_ROWS: Final = 20
_MOST_ROWS: Final = 100
_LONGEST: Final = 200


class Pdok(Geocoder):  # type: ignore[misc]
    """Be geopy's geocoder for PDOK Locatieserver.

    Parameters
    ----------
    url
        Of the service, up to the version: ``https://api.pdok.nl/bzk/locatieserver/search/v3_1``.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout: Any = DEFAULT_SENTINEL,
        proxies: Any = DEFAULT_SENTINEL,
        user_agent: str | None = None,
        ssl_context: Any = DEFAULT_SENTINEL,
        adapter_factory: Any = None,
    ) -> None:
        super().__init__(
            scheme=urlsplit(url).scheme or "https",
            timeout=timeout,
            proxies=proxies,
            user_agent=user_agent,
            ssl_context=ssl_context,
            adapter_factory=adapter_factory,
        )
        self.api = f"{url.rstrip('/')}/free"

    def geocode(
        self, query: str, *, exactly_one: bool = True, rows: int = _ROWS, timeout: Any = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """Return the addresses that come nearest to a text; near misses for almost anything."""
        parameters = {"q": query, "fq": "type:adres", "rows": 1 if exactly_one else rows}
        url = f"{self.api}?{urlencode(parameters)}"
        return self._call_geocoder(url, partial(self._read, exactly_one=exactly_one), timeout=timeout)

    def _read(self, answer: Any, *, exactly_one: bool) -> Location | list[Location] | None:
        try:
            documents = answer["response"]["docs"]
        except (TypeError, KeyError, IndexError):
            raise GeocoderParseError("the answer has no response.docs") from None
        if not isinstance(documents, list):
            raise GeocoderParseError("response.docs is no list")
        locations = [location for document in documents if (location := _location(document)) is not None]
        if exactly_one:
            return locations[0] if locations else None
        return locations


def _location(document: Any) -> Location | None:
    if not isinstance(document, dict):
        return None
    point = _POINT.fullmatch(str(document.get("centroide_ll", "")).strip())
    if point is None:
        return None
    try:
        lon, lat = float(point[1]), float(point[2])
    except ValueError:  # such as "4.5.6"
        return None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    return Location(str(document.get("weergavenaam", "")), (lat, lon, 0.0), document)


def _door(location: Location) -> Door | None:
    """Make a door of an answer; None for anything that is not a whole address."""
    document = location.raw
    texts = [document.get(key, "") for key in ("straatnaam", "postcode", "woonplaatsnaam", "huis_nlt")]
    number = str(document.get("huisnummer", "")).strip()
    if document.get("type", "adres") != "adres" or not all(isinstance(text, str) for text in texts):
        return None
    street, postcode, city, whole = (plain(text[:_LONGEST]) for text in texts)
    if not (street and city and number.isascii() and number.isdigit() and 0 < len(number) <= 5):
        return None
    if whole and not re.match(rf"{number}(?!\d)", whole):
        return None
    return Door(
        street=street,
        number=int(number),
        addition=addition_of(whole.removeprefix(number)),
        postcode=postcode_key(postcode),
        city=city,
        street_key=street_key(street),
        city_key=city_key(city),
        lat=location.latitude,
        lon=location.longitude,
    )


class PdokGeocoder:
    """Ask PDOK for an address, and believe only what agrees with it.

    Two requests an address at most: the whole text, and, if that finds no exact door, what names a door
    by itself (postcode and number, or street and town).
    """

    name = "pdok"

    def __init__(
        self,
        url: str,
        *,
        accept_score: float,
        timeout: float,
        user_agent: str = "",
        pace: Pace | None = None,
    ) -> None:
        service = Pdok(
            url,
            timeout=timeout,
            user_agent=user_agent or "local-dispatch",
            adapter_factory=BoundedAdapter,
        )
        self._adapter = service.adapter
        self._accept_score = accept_score
        self._call = RetryingCall(service.geocode, pace or Pace(slow_seconds=timeout / 2))

    def close(self) -> None:
        """Close connections."""
        self._adapter.session.close()

    def locate(self, address: Address) -> Located:
        """Look a normalised address up; only the address is sent."""
        query = Query.of(address)
        doors: list[Door] = []
        answer = Located(None, *incomplete(query))
        for text in _questions(address, query) if query.complete else ():
            found = self._ask(text, _ROWS)
            if found is None:
                return unreadable()
            doors += (door for door in found if door not in doors)
            answer = match_query(query, ListedDoors(doors), self.name, self._accept_score)
            if answer.place is not None and answer.place.confidence is Confidence.EXACT:
                break
        return answer

    def centre(self) -> "PdokCentre":
        """Return the last resort that asks the same service."""
        return PdokCentre(self._call, self._ask)

    def _ask(self, text: str, rows: int) -> list[Door] | None:
        locations = self._call(text, exactly_one=False, rows=rows)
        if locations is None:
            return None
        return list(_doors(locations))


def _doors(locations: list[Location]) -> Iterator[Door]:
    for location in locations:
        door = _door(location)
        if door is not None:
            yield door


def _questions(address: Address, query: Query) -> list[str]:
    number = f"{address.house_number} {address.addition}".strip()
    whole = f"{address.street} {number} {address.postcode} {address.city}"
    if query.postcode:
        sure = f"{query.postcode} {address.house_number}"
    else:
        sure = f"{address.street} {address.house_number} {address.city}"
    texts = [" ".join(_NOT_TEXT.sub(" ", text).split())[:_LONGEST] for text in (whole, sure)]
    return list(dict.fromkeys(texts))


class PdokCentre:
    """Give the middle of a postcode by the addresses that PDOK has there."""

    name = "postcode"

    def __init__(self, call: RetryingCall, ask: Callable[[str, int], list[Door] | None]) -> None:
        self._call = call
        self._ask = ask

    def locate(self, address: Address) -> Located:
        """Return the middle as :class:`PostcodeCentre` does; nothing once the service is down."""
        postcode = Query.of(address).postcode
        if not postcode or self._call.down:
            return Located(None)
        doors = self._ask(postcode, _MOST_ROWS) or []
        return PostcodeCentre(ListedDoors(doors)).locate(address)
