"""Small file systems of their own, to fill, to take away and to forbid."""

import os
import subprocess
from pathlib import Path

import pytest

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def mount(*arguments: object) -> None:
    """Mount as ``mount`` does; where this machine lets nobody, the test is skipped."""
    done = subprocess.run(["mount", *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode:
        reason = f"this machine lets nobody mount: {done.stderr.strip()}"
        if AS_ROOT and os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


def unmount(place: Path) -> None:
    """Unmount, in use or not."""
    subprocess.run(["umount", "-l", str(place)], check=False, capture_output=True)
