"""The one tree of errors that a stage may raise; each class knows its exit status.

Problems with a single row are not errors but :class:`dispatch.model.Issue` values:
rows collect issues, stages raise.
"""

from pathlib import Path
from typing import ClassVar


class DispatchError(Exception):
    """Stop the run with a clear paragraph for the person at the desk.

    Parameters
    ----------
    message
        What went wrong and where. Never holds a name, a phone number or a full address.
    hint
        What to do about it; empty if there is nothing to do.
    """

    exit_status: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InputError(DispatchError):
    """Refuse an input file that cannot be read as what it should be."""

    exit_status = 2


class ConfigError(DispatchError):
    """Refuse a configuration that is missing, malformed or contradicts itself."""

    exit_status = 2


class UnsetError(ConfigError):
    """Report documents that cannot be set; the others of their kind are written.

    Parameters
    ----------
    message, hint
        As of any error.
    names
        The documents that are missing.
    written
        Those that are there.
    """

    def __init__(
        self, message: str, hint: str = "", names: tuple[str, ...] = (), written: tuple[Path, ...] = ()
    ) -> None:
        super().__init__(message, hint)
        self.names = names
        self.written = written


class UsageError(DispatchError):
    """Refuse a combination of arguments that makes no sense."""

    exit_status = 2


class ServiceError(DispatchError):
    """Report a service (geocoder, routing server, download, mail) that failed for good."""

    exit_status = 3


class ResourceError(DispatchError):
    """Report a resource of this machine (disk, folder, map, memory) that failed for good."""

    exit_status = 3


class JobLostError(ResourceError):
    """A piece of work whose worker was ended every time.

    Parameters
    ----------
    key
        Of the piece of work.
    """

    def __init__(self, key: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.key = key


class NoPlanError(DispatchError):
    """Report that there is no plan to make: no courier, or not one order that can be planned."""

    exit_status = 4


class LockHeldError(DispatchError):
    """Report that another run holds the lock."""

    exit_status = 75


class PlanViolationError(DispatchError):
    """Report a plan that breaks a constraint: a bug, never an input problem."""

    exit_status = 1
