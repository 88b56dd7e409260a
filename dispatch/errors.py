"""The one tree of errors that a stage may raise; each class knows its exit status.

Problems with a single row are not errors but :class:`dispatch.model.Issue` values:
rows collect issues, stages raise.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Self

from dispatch.phrases import Detail, Phrase


class DispatchError(Exception):
    """Stop the run with a clear paragraph for the person at the desk.

    The English texts are the codes by which :mod:`dispatch.words` finds the sentences of other languages,
    as with gettext: no fact is put into them where they are raised.

    Parameters
    ----------
    text
        What went wrong and where, with a ``{placeholder}`` for every fact.
        Never holds a name, a phone number or a full address.
    remedy
        What to do about it; empty if there is nothing to do.
    facts
        What the placeholders of both stand for.
    """

    exit_status: ClassVar[int] = 1

    def __init__(self, text: str, remedy: str = "", /, **facts: Detail) -> None:
        super().__init__(text, remedy)
        self.text = text
        self.remedy = remedy
        self.facts: Mapping[str, Detail] = facts

    @property
    def phrase(self) -> Phrase:
        """What went wrong, to be said in any language."""
        return Phrase(self.text, self.facts)

    @property
    def message(self) -> str:
        """What went wrong, in English."""
        return str(self.phrase)

    @property
    def hint(self) -> str:
        """What to do about it, in English."""
        return str(Phrase(self.remedy, self.facts))

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
    text, remedy, facts
        As of any error.
    names
        The documents that are missing.
    written
        Those that are there.
    """

    def __init__(
        self,
        text: str,
        remedy: str = "",
        /,
        *,
        names: tuple[str, ...] = (),
        written: tuple[Path, ...] = (),
        **facts: Detail,
    ) -> None:
        super().__init__(text, remedy, **facts)
        self.names = names
        self.written = written

    @classmethod
    def because(cls, error: DispatchError, names: tuple[str, ...], written: tuple[Path, ...] = ()) -> Self:
        """Say which documents are missing because of an error."""
        return cls(error.text, error.remedy, names=names, written=written, **error.facts)


class UsageError(DispatchError):
    """Refuse a combination of arguments that makes no sense."""

    exit_status = 2


class ServiceError(DispatchError):
    """Report a service (geocoder, routing server, download, mail) that failed for good."""

    exit_status = 3


class ResourceError(DispatchError):
    """Report a resource of this machine (disk, folder, map, memory) that failed for good."""

    exit_status = 3


class MapDrawingError(ResourceError):
    """A map whose drawing cannot be read, ``why`` a fact: documents are made without it."""

    @property
    def why(self) -> str:
        """What is the matter with it."""
        return str(self.facts["why"])


class JobLostError(ResourceError):
    """A piece of work, the fact ``key``, whose worker was ended every time."""

    @property
    def key(self) -> str:
        """The piece of work."""
        return str(self.facts["key"])


class NoPlanError(DispatchError):
    """Report that there is no plan to make: no courier, or not one order that can be planned."""

    exit_status = 4


class LockHeldError(DispatchError):
    """Report that another run holds the lock."""

    exit_status = 75


class PlanViolationError(DispatchError):
    """Report a plan that breaks a constraint: a bug, never an input problem."""

    exit_status = 1
