"""What all tests share: those that need ../shared are left out where it is not."""

import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long a draw or an example takes says something about the machine, not about the program.
settings.register_profile("dispatch", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dispatch")

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_configure() -> None:
    """Hear what stops programs, as at a terminal: in the background a shell has it ignored."""
    for name, handler in (("SIGINT", signal.default_int_handler), ("SIGTERM", None), ("SIGHUP", None)):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, handler or signal.SIG_DFL)


A_NIGHT = 7200
"""Seconds that a nightly test may take which says nothing else."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip tests marked ``leiden`` where the real extract is missing; give those of the night their time."""
    for item in items:
        if item.get_closest_marker("nightly") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(A_NIGHT))
    if not SHARED.is_dir():
        for item in items:
            if item.get_closest_marker("leiden"):
                item.add_marker(pytest.mark.skip(reason="needs ../shared"))
