"""How a service is called: spaced, again if it fails, and no more once it is down."""

from collections.abc import Callable

import pytest
from geopy.exc import (
    ConfigurationError,
    GeocoderAuthenticationFailure,
    GeocoderParseError,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
)

from dispatch.geocoding.retry import Pace, RetryingCall, ServiceDownError


class Service:
    """Answer from a list: an exception is raised, anything else returned; the last one for ever."""

    def __init__(self, *answers: object) -> None:
        self._answers = list(answers)
        self.calls = 0

    def __call__(self, text: str) -> object:
        self.calls += 1
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, BaseException):
            raise answer
        return answer


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def calling(slept: list[float]) -> Callable[[Service], RetryingCall]:
    pace = Pace(min_delay_seconds=0.0, back_off_seconds=0.5, sleep=slept.append, clock=lambda: 0.0)
    return lambda service: RetryingCall(service, pace)


def why(call: RetryingCall) -> str:
    with pytest.raises(ServiceDownError) as caught:
        call("Breestraat 60")
    return caught.value.about


def test_a_service_that_answers_at_the_third_attempt_is_up(
    calling: Callable[[Service], RetryingCall], slept: list[float]
) -> None:
    service = Service(GeocoderTimedOut(), GeocoderUnavailable(), "found")
    call = calling(service)
    assert call("Breestraat 60") == "found"
    assert (service.calls, slept, call.down) == (3, [0.5, 1.0], False)  # the wait doubles


@pytest.mark.parametrize(
    ("error", "about"),
    [
        (GeocoderTimedOut(), "silent"),
        (GeocoderUnavailable(), "unreachable"),
        (GeocoderServiceError("500"), "errors"),
    ],
)
def test_after_three_attempts_it_is_down_and_not_asked_again(
    calling: Callable[[Service], RetryingCall], error: Exception, about: str
) -> None:
    service = Service(error)
    call = calling(service)
    assert why(call) == about
    assert service.calls == 3
    assert why(call) == about
    assert service.calls == 3


@pytest.mark.parametrize(
    ("error", "about"),
    [(GeocoderAuthenticationFailure(), "refused"), (ConfigurationError("proxy"), "misconfigured")],
)
def test_what_will_not_get_better_is_not_tried_again(
    calling: Callable[[Service], RetryingCall], error: Exception, about: str
) -> None:
    service = Service(error)
    assert why(calling(service)) == about
    assert service.calls == 1


def test_a_service_that_asks_to_wait_is_given_the_time_but_not_more_than_ten_seconds(
    calling: Callable[[Service], RetryingCall], slept: list[float]
) -> None:
    call = calling(Service(*(GeocoderRateLimited("busy", retry_after=after) for after in (4, 600)), "found"))
    assert call("Breestraat 60") == "found"
    assert slept == [4.0, 10.0]


def test_an_answer_that_cannot_be_understood_is_none_and_three_in_a_row_are_the_end(
    calling: Callable[[Service], RetryingCall],
) -> None:
    call = calling(Service(GeocoderParseError(), GeocoderParseError(), "found", GeocoderParseError()))
    assert [call("a"), call("b"), call("c")] == [None, None, "found"]
    assert [call("d"), call("e")] == [None, None]  # counted anew after a proper answer
    assert why(call) == "unintelligible"


def test_a_service_that_takes_too_long_on_average_is_as_good_as_down() -> None:
    moments = iter(range(0, 1000, 3))  # every call takes three seconds
    pace = Pace(min_delay_seconds=0.0, slow_seconds=2.5, clock=lambda: float(next(moments)))
    call = RetryingCall(Service("found"), pace)
    assert [call(str(n)) for n in range(10)] == ["found"] * 10
    assert why(call) == "slow"
