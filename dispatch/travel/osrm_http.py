"""OSRM behind HTTP, for those who run ``osrm-routed``."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from dispatch.errors import ServiceError
from dispatch.files.text import plain
from dispatch.model import Point, TravelProfile
from dispatch.phrases import Phrase
from dispatch.travel.osrm import NoRouteError, OsrmSource
from dispatch.travel.osrm_answers import route_of, table_of

TABLE_LIMIT: Final = 100
"""Points in a table that a server allows unless it was told otherwise (``--max-table-size``)."""

_TRIES: Final = 4
_FIRST_PAUSE: Final = 0.5
_OK: Final = 200
_LONGEST: Final = 200
_RETRIED: Final = frozenset({429, 500, 502, 503, 504})


class _Response(Protocol):
    @property
    def status_code(self) -> int: ...

    @property
    def headers(self) -> Mapping[str, str]: ...

    def json(self) -> Any: ...


class Session(Protocol):
    """What is needed of a ``requests.Session``."""

    def get(self, url: str, *, params: Mapping[str, str], timeout: float, allow_redirects: bool) -> _Response:
        """Get an address."""
        ...


class HttpOsrm(OsrmSource):
    """Tell times, distances and ways by OSRM servers.

    Parameters
    ----------
    urls
        By kind, or by whole profile key for a server whose data has the zones closed: where it
        answers (``http://127.0.0.1:5000``).
    timeout
        Seconds for a connection and for each answer.
    session
        A ``requests.Session``, or what behaves like one.
    limit
        Most points in a table the server allows.
    pause
        Waits so many seconds; real sleep unless a test says otherwise.
    """

    def __init__(
        self,
        urls: Mapping[str, str],
        timeout: float = 20.0,
        *,
        session: Session | None = None,
        limit: int = TABLE_LIMIT,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        hosts = sorted({urlsplit(url).netloc for url in urls.values()})
        engine = _HttpEngine(urls, timeout, session or _new_session(), pause)
        super().__init__(
            engine, urls, f"OSRM server {', '.join(hosts)}", block=limit, through=min(limit, 100)
        )


def _new_session() -> Session:
    import requests

    return requests.Session()


class _HttpEngine:
    def __init__(
        self,
        urls: Mapping[str, str],
        timeout: float,
        session: Session,
        pause: Callable[[float], None],
    ) -> None:
        self._urls = urls
        self._timeout = timeout
        self._session = session
        self._pause = pause

    def table(
        self,
        profile: TravelProfile,
        points: Sequence[Point],
        origins: Sequence[int],
        destinations: Sequence[int],
    ) -> Any:
        answer = self._get(
            profile,
            "table",
            points,
            {
                "sources": ";".join(map(str, origins)),
                "destinations": ";".join(map(str, destinations)),
                "annotations": "duration,distance",
                "generate_hints": "false",
            },
        )
        try:
            return table_of(answer, len(origins), len(destinations))
        except ValueError:
            raise _no_server(_OK) from None

    def route(self, profile: TravelProfile, points: Sequence[Point]) -> Any:
        answer = self._get(
            profile,
            "route",
            points,
            {
                "steps": "true",
                "geometries": "polyline6",
                "overview": "false",
                "continue_straight": "false",
                "generate_hints": "false",
            },
        )
        try:
            return route_of(answer, len(points) - 1)
        except ValueError:
            raise _no_server(_OK) from None

    def _get(
        self, profile: TravelProfile, service: str, points: Sequence[Point], options: Mapping[str, str]
    ) -> Any:
        address = self._address(profile, service, points)
        why: str | Phrase = ""
        for attempt in range(_TRIES):
            if attempt:
                self._pause(_FIRST_PAUSE * 2 ** (attempt - 1))
            try:
                response = self._session.get(
                    address, params=options, timeout=self._timeout, allow_redirects=False
                )
                if response.status_code not in _RETRIED:
                    return _answer(response)
                why = Phrase("status {status}", {"status": response.status_code})
            except OSError as error:  # every error of requests is one
                why = type(error).__name__
        host = urlsplit(address).netloc
        raise ServiceError(
            "The OSRM server {host} did not answer in {tries} tries ({why}).",
            "Is it running? Use travel.source = auto to plan without it.",
            host=host,
            tries=_TRIES,
            why=why,
        )

    def _address(self, profile: TravelProfile, service: str, points: Sequence[Point]) -> str:
        base = self._urls.get(profile.key)
        if base is None:
            raise ServiceError(
                "There is no OSRM server for {kind}.", "Set travel.osrm_urls.{kind}.", kind=profile.kind
            )
        places = ";".join(f"{lon:.6f},{lat:.6f}" for lat, lon in points)
        return f"{base.rstrip('/')}/{service}/v1/driving/{places}"


def _answer(response: _Response) -> Any:
    """Return what a server says.

    Raises
    ------
    NoRouteError
        If there is no way.
    ServiceError
        If it is no answer of an OSRM server, or an error that asking again does not mend.
    """
    try:
        answer = response.json()
        code = answer["code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _no_server(response.status_code) from None
    if code == "NoRoute":
        raise NoRouteError
    if code != "Ok":
        hint = "Start it with a larger --max-table-size." if code == "TooBig" else "Check travel.osrm_urls."
        told = plain(f"{code}, {answer.get('message', '')}")[:_LONGEST]
        raise ServiceError("The OSRM server refuses: {told}.", hint, told=told)
    return answer


def _no_server(status: int) -> ServiceError:
    return ServiceError(
        "What answers (status {status_code}) is no OSRM server.",
        "Check travel.osrm_urls.",
        status_code=status,
    )
