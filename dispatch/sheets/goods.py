"""What there is to carry: sums over orders, and each crate and bag by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dispatch.model import Order, Temperature
from dispatch.words import Words


@dataclass(frozen=True, slots=True)
class Goods:
    """Add up orders.

    Parameters
    ----------
    crates
        All of them; ``chilled`` and ``frozen`` are part of it.
    bags, grams
        Loose bags; weight of all.
    """

    crates: int = 0
    chilled: int = 0
    frozen: int = 0
    bags: int = 0
    grams: int = 0

    def __add__(self, other: "Goods") -> "Goods":
        return Goods(
            self.crates + other.crates,
            self.chilled + other.chilled,
            self.frozen + other.frozen,
            self.bags + other.bags,
            self.grams + other.grams,
        )

    @classmethod
    def of(cls, orders: Sequence[Order]) -> "Goods":
        """Add up some orders."""
        return cls(
            sum(order.crates for order in orders),
            sum(order.chilled_crates for order in orders),
            sum(order.frozen_crates for order in orders),
            sum(order.bags for order in orders),
            sum(order.grams for order in orders),
        )

    @property
    def ambient(self) -> int:
        """Crates that need no cooling."""
        return self.crates - self.chilled - self.frozen

    @property
    def cold(self) -> bool:
        """Whether any of it must stay cold."""
        return self.chilled > 0 or self.frozen > 0

    def cold_said(self, say: Words) -> list[str]:
        """Say how many crates are cold: ``1 koel``, ``2 vries``; those there are."""
        amounts = (("chilled", self.chilled), ("frozen", self.frozen))
        return [f"{n} {say(f'temperature.{name}')}" for name, n in amounts if n]

    def split(self, say: Words) -> str:
        """Say how the crates divide by temperature; nothing where none is cold."""
        cold = self.cold_said(say)
        ambient = [f"{self.ambient} {say('temperature.ambient')}"] if self.ambient and cold else []
        return ", ".join([*ambient, *cold])

    def rest(self, say: Words) -> list[str]:
        """Say what there is besides the number of crates: cold ones among them, bags, weight."""
        bags = [say.count("bag", self.bags)] if self.bags else []
        weight = [say.kg(self.grams)] if self.grams else []
        return [*self.cold_said(say), *bags, *weight]


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold one crate, or one bag of an order that has no crate.

    Parameters
    ----------
    number, total
        Which of how many at its stop, from 1.
    temperature
        What it holds.
    order
        Whose it is.
    bag
        Whether it is a bag.
    """

    number: int
    total: int
    temperature: Temperature
    order: Order
    bag: bool = False

    @property
    def cold(self) -> bool:
        """Whether it must stay cold."""
        return self.temperature is not Temperature.AMBIENT


def pieces(orders: Sequence[Order]) -> tuple[Piece, ...]:
    """Count the pieces at a door: order by order, ambient first, then chilled, then frozen."""
    found = [piece for order in orders for piece in _pieces(order)]
    return tuple(
        Piece(number, len(found), temperature, order, bag)
        for number, (order, temperature, bag) in enumerate(found, start=1)
    )


def _pieces(order: Order) -> Iterator[tuple[Order, Temperature, bool]]:
    ambient = order.crates - order.chilled_crates - order.frozen_crates
    for temperature, count in (
        (Temperature.AMBIENT, ambient),
        (Temperature.CHILLED, order.chilled_crates),
        (Temperature.FROZEN, order.frozen_crates),
    ):
        yield from ((order, temperature, False) for _ in range(count))
    if order.crates == 0:
        yield from ((order, Temperature.AMBIENT, True) for _ in range(order.bags))
