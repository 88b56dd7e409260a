"""What is looked for and what is found: a query in keys, and the doors of a register."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, Self

from dispatch.address_keys import addition_key, city_key, postcode_key, street_key, write_postcode
from dispatch.geo.globe import metres_between
from dispatch.model import Address, Point


@dataclass(frozen=True, slots=True)
class Query:
    """Hold the keys of a normalised address.

    Parameters
    ----------
    number
        None if there is none.
    postcode
        Key of a whole postcode; empty if it is none.
    postcode_text
        What was typed for a postcode, in capitals without spaces, where it is not a whole one.
    """

    street: str
    street_key: str
    number: int | None
    addition: str
    postcode: str
    postcode_text: str
    city_key: str

    @classmethod
    def of(cls, address: Address) -> Self:
        """Take the keys of an address that :func:`parse_address` has normalised."""
        postcode = postcode_key(address.postcode)
        digits = address.house_number
        return cls(
            street=address.street,
            street_key=street_key(address.street),
            number=int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 5 else None,
            addition=addition_key(address.addition),
            postcode=postcode,
            postcode_text="" if postcode else "".join(address.postcode.upper().split()),
            city_key=city_key(address.city),
        )

    @property
    def complete(self) -> bool:
        """Whether it could name one door: a number, and a postcode or a street."""
        return self.number is not None and bool(self.postcode or self.street_key)

    @property
    def key(self) -> str:
        """The address as one text for caches and dictionaries; no name in it."""
        postcode = self.postcode or self.postcode_text
        return "|".join((postcode, str(self.number or ""), self.addition, self.street_key, self.city_key))


@dataclass(frozen=True, slots=True)
class Door:
    """Hold one address of a register; ``postcode`` is a key, empty where the register has none."""

    street: str
    number: int
    addition: str
    postcode: str
    city: str
    street_key: str
    city_key: str
    lat: float
    lon: float

    @property
    def written(self) -> str:
        """Number and addition as people write them: ``12A``, but ``4-001``."""
        return f"{self.number}{'-' if self.addition[:1].isdecimal() else ''}{self.addition}"

    @classmethod
    def of(cls, address: Address, lat: float, lon: float) -> Self | None:
        """Make a door of a normalised address; None if it has no number."""
        query = Query.of(address)
        if query.number is None:
            return None
        return cls(
            street=address.street,
            number=query.number,
            addition=query.addition,
            postcode=query.postcode,
            city=address.city,
            street_key=query.street_key,
            city_key=query.city_key,
            lat=lat,
            lon=lon,
        )

    @property
    def address(self) -> Address:
        """The door as an address, written as people do."""
        return Address(self.street, str(self.number), self.addition, write_postcode(self.postcode), self.city)

    @property
    def point(self) -> Point:
        """(lat, lon)."""
        return (self.lat, self.lon)

    @property
    def identity(self) -> tuple[str, str, int, str]:
        """What makes it another address than the next one: town, street, number, addition."""
        return (self.city_key, self.street_key, self.number, self.addition)


class Register(Protocol):
    """Answer what addresses there are. All keys are those of :mod:`dispatch.address_keys`."""

    @property
    def complete(self) -> bool:
        """Whether it holds every address around, so that "no other fits" can be said of it."""
        ...

    def at_postcode(self, postcode: str, number: int) -> Sequence[Door]:
        """Return the doors with this number at a postcode, with any addition."""
        ...

    def in_postcode(self, postcode: str) -> Sequence[Door]:
        """Return every door at a postcode."""
        ...

    def on_street(self, street: str, number: int) -> Sequence[Door]:
        """Return the doors with this number on the streets of a key, in any town."""
        ...

    def along_street(self, street: str) -> Sequence[Door]:
        """Return every door on the streets of a key, in any town."""
        ...

    def streets(self) -> Sequence[str]:
        """Return the key of every street, each once."""
        ...

    def postcodes(self) -> Sequence[str]:
        """Return every postcode, each once."""
        ...

    def knows_street(self, street: str) -> bool:
        """Tell whether there is a street of this key in any town."""
        ...


class ListedDoors:
    """Be the register of a list of doors: some of those there are."""

    complete = False

    def __init__(self, doors: Iterable[Door]) -> None:
        self.doors = tuple(doors)
        self._by_postcode: dict[str, list[Door]] = {}
        self._by_street: dict[str, list[Door]] = {}
        for door in self.doors:
            if door.postcode:
                self._by_postcode.setdefault(door.postcode, []).append(door)
            if door.street_key:
                self._by_street.setdefault(door.street_key, []).append(door)

    def at_postcode(self, postcode: str, number: int) -> Sequence[Door]:
        """Return the doors with this number at a postcode, with any addition."""
        return [door for door in self.in_postcode(postcode) if door.number == number]

    def in_postcode(self, postcode: str) -> Sequence[Door]:
        """Return every door at a postcode."""
        return self._by_postcode.get(postcode, ())

    def on_street(self, street: str, number: int) -> Sequence[Door]:
        """Return the doors with this number on the streets of a key, in any town."""
        return [door for door in self.along_street(street) if door.number == number]

    def along_street(self, street: str) -> Sequence[Door]:
        """Return every door on the streets of a key, in any town."""
        return self._by_street.get(street, ())

    def streets(self) -> Sequence[str]:
        """Return the key of every street, each once."""
        return self._streets

    def postcodes(self) -> Sequence[str]:
        """Return every postcode, each once."""
        return self._postcodes

    def knows_street(self, street: str) -> bool:
        """Tell whether there is a street of this key in any town."""
        return street in self._by_street

    @cached_property
    def _streets(self) -> tuple[str, ...]:
        return tuple(self._by_street)

    @cached_property
    def _postcodes(self) -> tuple[str, ...]:
        return tuple(self._by_postcode)


def spread(doors: Sequence[Door]) -> float:
    """Return how far the doors lie from the first of them, in metres."""
    return max((metres_between(doors[0].point, door.point) for door in doors[1:]), default=0.0)
