"""Call a geocoding service politely: at a bounded rate, again if it fails, and no more once it is down."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from geopy.exc import (
    ConfigurationError,
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
)
from geopy.extra.rate_limiter import RateLimiter

from dispatch.geocoding.down import ServiceDownError
from dispatch.model import Code
from dispatch.ports import Located

_ATTEMPTS: Final = 3
_STRIKES: Final = 3
_LONGEST_WAIT: Final = 10.0
_SLOW_CALLS: Final = 10


@dataclass(frozen=True, slots=True)
class Pace:
    """Bound how a service is called.

    Parameters
    ----------
    min_delay_seconds
        Between the beginnings of two calls.
    back_off_seconds
        Before the second attempt; doubled for the third.
    slow_seconds
        A service whose calls take longer than this on average is as good as down.
    sleep, clock
        Hand in others in tests.
    """

    min_delay_seconds: float = 0.05
    back_off_seconds: float = 0.5
    slow_seconds: float = 2.5
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


class RetryingCall:
    """Call one function of a service.

    Three attempts with doubled waits are made while the service does not answer; then it counts as down,
    and every later call fails at once. An answer that cannot be understood is no answer for that one
    address; three in a row, and the service counts as down too.
    """

    def __init__(self, call: Callable[..., Any], pace: Pace) -> None:
        self._limited = RateLimiter(
            call,
            min_delay_seconds=pace.min_delay_seconds,
            max_retries=0,
            error_wait_seconds=pace.min_delay_seconds,
            swallow_exceptions=False,
        )
        self._pace = pace
        self._down = ""
        self._strikes = 0
        self._calls = 0
        self._spent = 0.0

    @property
    def down(self) -> bool:
        """Whether the service is not called any more."""
        return bool(self._down)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Call the service; None if its answer cannot be understood.

        Raises
        ------
        ServiceDownError
            If the service is down.
        """
        for attempt in range(_ATTEMPTS):
            if self._down:
                break
            begin = self._pace.clock()
            try:
                answer = self._limited(*arguments, **named)
            except (GeocoderParseError, GeocoderQueryError):
                return self._strike()
            except GeocoderServiceError as error:
                self._fail(error, last=attempt == _ATTEMPTS - 1)
                if not self._down:
                    self._pace.sleep(self._wait(error, attempt))
            except ConfigurationError:
                self._down = "misconfigured"
            else:
                self._strikes = 0
                self._watch(self._pace.clock() - begin)
                return answer
        raise ServiceDownError(self._down)

    def _strike(self) -> None:
        self._strikes += 1
        if self._strikes >= _STRIKES:
            self._down = "unintelligible"
            raise ServiceDownError(self._down)

    def _fail(self, error: GeocoderServiceError, *, last: bool) -> None:
        refused = (GeocoderAuthenticationFailure, GeocoderInsufficientPrivileges, GeocoderQuotaExceeded)
        if isinstance(error, refused) and not isinstance(error, GeocoderRateLimited):
            self._down = "refused"
        elif last and isinstance(error, GeocoderTimedOut):
            self._down = "silent"
        elif last and isinstance(error, GeocoderUnavailable):
            self._down = "unreachable"
        elif last:
            self._down = "errors"

    def _wait(self, error: GeocoderServiceError, attempt: int) -> float:
        asked = getattr(error, "retry_after", None) or 0
        return float(min(_LONGEST_WAIT, max(asked, self._pace.back_off_seconds * 2**attempt)))

    def _watch(self, seconds: float) -> None:
        self._calls += 1
        self._spent += seconds
        if self._calls >= _SLOW_CALLS and self._spent / self._calls > self._pace.slow_seconds:
            self._down = "slow"


def unreadable() -> Located:
    """Return the answer for an address that a service gave no proper answer for."""
    return Located(None, Code.ADDRESS_UNCHECKED, "no_answer")
