"""A machine that lacks packages, or what only POSIX systems have: for worker processes too."""

from collections.abc import Sequence
from pathlib import Path

POSIX = ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog")
"""What CPython has on POSIX systems alone."""

_SITE = '''
"""Hide packages from everybody, and what only POSIX has from this program: libraries know where they are."""
import builtins
import sys
from importlib.machinery import PathFinder
from importlib.metadata import Prepared

PACKAGES, POSIX = {packages!r}, {posix!r}
HIDDEN = {{Prepared(name).normalized for name in PACKAGES}}


class Lacking:
    """Find what the usual finder does, without what is hidden."""

    invalidate_caches = PathFinder.invalidate_caches

    @staticmethod
    def find_spec(name, path=None, target=None):
        return None if name.partition(".")[0] in PACKAGES else PathFinder.find_spec(name, path, target)

    @staticmethod
    def find_distributions(context):
        found = PathFinder.find_distributions(context)
        return (one for one in found if Prepared(one.name).normalized not in HIDDEN)


sys.meta_path = [Lacking if finder is PathFinder else finder for finder in sys.meta_path]
known = builtins.__import__


def importing(name, globals=None, locals=None, fromlist=(), level=0):
    asked_by = (globals or {{}}).get("__name__", "")
    if name in POSIX and asked_by.partition(".")[0] in ("dispatch", "dispatch_cli"):
        raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
    return known(name, globals, locals, fromlist, level)


builtins.__import__ = importing
'''


def lacking(folder: Path, packages: Sequence[str] = (), posix: Sequence[str] = ()) -> str:
    """Write into a folder what Python runs before all else, and return the folder for ``PYTHONPATH``.

    Parameters
    ----------
    packages
        Names of modules and of distributions that are not installed.
    posix
        Modules of the standard library that the program's own modules do not find; libraries look at the
        system they are on, and do not ask for what it lacks.
    """
    folder.mkdir(exist_ok=True)
    text = _SITE.format(packages=tuple(packages), posix=tuple(posix))
    (folder / "sitecustomize.py").write_text(text, encoding="utf-8")
    return str(folder)
