"""What a shop answers, whoever asks: the socket that the program plugs into."""

from datetime import date as Day  # noqa: N812 - a field is called date
from typing import Annotated, Protocol, TypedDict

from pydantic import BaseModel, ConfigDict, Field

from dispatch.slots.shapes import SlotsJson


class Basket(BaseModel):
    """A basket, and the door that it goes to."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    address: Annotated[str, Field(min_length=3, max_length=200, examples=["Rapenburg 70, 2311 EZ Leiden"])]
    crates: Annotated[int, Field(ge=0, le=1000)] = 1
    weight_kg: Annotated[float, Field(ge=0, le=5000)] = 0
    chilled: Annotated[int, Field(ge=0, le=1000, description="Chilled crates among them.")] = 0
    age_check: Annotated[bool, Field(description="An article for adults is in it.")] = False
    date: Annotated[Day | None, Field(description="The day of delivery; today by default.")] = None


class Wanted(Basket):
    """A window to be held for a basket; the purchase is known by its receipt or phone when it comes."""

    window: Annotated[str, Field(pattern=r"^\d{2}:\d{2}-\d{2}:\d{2}$", examples=["18:00-20:00"])]
    phone: Annotated[str, Field(max_length=40)] = ""
    receipt: Annotated[str, Field(max_length=100)] = ""


class Bought(TypedDict):
    """Say what became of a purchase that was told."""

    receipt: str
    date: str
    promise: str | None
    known: bool


class DayShape(TypedDict):
    """Sum a day up, without persons."""

    date: str
    in_force: int | None
    newest: int | None
    phases: dict[str, int]
    promises: int
    released: list[str]
    replanning: bool


class Health(TypedDict):
    """Say that the server answers, and whether it replans."""

    status: str
    program: str


class Refused(Exception):  # noqa: N818 - it is an answer, and names no fault
    """Say why something cannot be done, without personal data.

    Parameters
    ----------
    status
        Of HTTP.
    error, hint
        What is wrong, and what to do.
    """

    def __init__(self, status: int, error: str, hint: str = "") -> None:
        super().__init__(error)
        self.status, self.error, self.hint = status, error, hint


class Shop(Protocol):
    """Answer for a store. Every method may be called from several threads; what it refuses is `Refused`."""

    def ask(self, basket: Basket) -> SlotsJson:
        """Say which windows can be promised."""
        ...

    def take(self, wanted: Wanted, key: str) -> SlotsJson:
        """Hold a window.

        Parameters
        ----------
        key
            Of idempotency: the promise is that which was taken with it before. Empty if none was sent.
        """
        ...

    def buy(self, event: str, key: str) -> Bought:
        """Take one basket event in: it is on the disk when this returns.

        Parameters
        ----------
        event
            A JSON object as ``docs/formats.md`` has it.
        key
            Of idempotency; empty if none was sent.
        """
        ...

    def day(self) -> DayShape:
        """Sum today up."""
        ...

    def page(self) -> tuple[str, bytes] | None:
        """Return the dispatcher's page of the version in force, and what it is known by; None without one."""
        ...

    def health(self) -> Health:
        """Say whether all is well."""
        ...
