"""What all tests share: those that need ../shared are left out where it is not."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long a draw or an example takes says something about the machine, not about the program.
settings.register_profile("dispatch", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dispatch")

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip tests marked ``leiden`` where the real extract is missing."""
    if not SHARED.is_dir():
        for item in items:
            if item.get_closest_marker("leiden"):
                item.add_marker(pytest.mark.skip(reason="needs ../shared"))
