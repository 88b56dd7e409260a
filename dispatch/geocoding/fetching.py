"""Fetch from a geocoding service within bounds of time and size, whatever it sends."""

import json
import queue
import threading
from collections.abc import Mapping
from typing import Any, Final

import requests
import urllib3
from geopy.adapters import AdapterHTTPError, RequestsAdapter
from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable

_MAX_BYTES: Final = 2_000_000
_CHUNK: Final = 16_384
_MAX_REDIRECTS: Final = 3


class BoundedAdapter(RequestsAdapter):  # type: ignore[misc]
    """Be geopy's HTTP client with a deadline on the whole exchange and a limit on its size.

    The time-out of an HTTP library bounds each read, not the whole: a name server that hangs or a server
    that sends a byte a second would hold a morning up. So the exchange runs in a thread of its own, which
    is left behind at the deadline.
    """

    def __init__(self, *, proxies: Any, ssl_context: Any) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context, max_retries=0)
        self.session.max_redirects = _MAX_REDIRECTS

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """Return the JSON behind an address on the network."""
        try:
            return json.loads(self.get_text(url, timeout=timeout, headers=headers))
        except (ValueError, RecursionError):
            raise GeocoderParseError("the answer is no JSON") from None

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """Return the text behind an address on the network."""
        answers: queue.SimpleQueue[str | Exception] = queue.SimpleQueue()
        fetching = threading.Thread(
            target=self._fetch, args=(url, timeout, headers, answers), name="geocoding", daemon=True
        )
        fetching.start()
        try:
            answer = answers.get(timeout=timeout)
        except queue.Empty:
            raise GeocoderTimedOut("the service did not answer in time") from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _fetch(
        self,
        url: str,
        timeout: float,
        headers: Mapping[str, str],
        answers: "queue.SimpleQueue[str | Exception]",
    ) -> None:
        """Put the text, or what went wrong; errors carry no URL, for it holds the address."""
        try:
            answers.put(self._read(url, timeout, headers))
        except (AdapterHTTPError, GeocoderServiceError) as error:
            answers.put(error)
        except requests.Timeout:
            answers.put(GeocoderTimedOut("the service did not answer in time"))
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError):
            answers.put(GeocoderUnavailable("the service could not be reached"))
        except ValueError:
            answers.put(GeocoderServiceError("the exchange with the service failed"))

    def _read(self, url: str, timeout: float, headers: Mapping[str, str]) -> str:
        with self.session.get(url, timeout=timeout, headers=headers, stream=True) as response:
            if response.status_code >= 300:
                raise AdapterHTTPError(
                    f"status {response.status_code}",
                    status_code=response.status_code,
                    headers=response.headers,
                    text="",
                )
            body = bytearray()
            for chunk in response.iter_content(_CHUNK):
                body += chunk
                if len(body) > _MAX_BYTES:
                    raise GeocoderParseError("the answer is too large")
            return body.decode("utf-8", errors="replace")
