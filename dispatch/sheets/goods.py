"""What there is to carry: sums over orders, and each crate and bag by itself."""

from collections.abc import Sequence
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

    @property
    def pieces(self) -> int:
        """Crates and bags together: what is carried to the door one by one."""
        return self.crates + self.bags

    def counted(self, say: Words) -> tuple[int, str]:
        """Say how many pieces there are and what: ``3``, ``stuks (2 kratten, 1 tas)``."""
        if self.bags and self.crates:
            both = f"{say.count('crate', self.crates)}, {say.count('bag', self.bags)}"
            return self.pieces, f"{say.form('total.pieces', self.pieces)} ({both})"
        kind = "total.bags" if self.bags else "total.crates"
        return self.pieces, say.form(kind, self.pieces)

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
        """Say what there is besides the number of pieces: cold ones among them, and the weight."""
        weight = [say.kg(self.grams)] if self.grams else []
        return [*self.cold_said(say), *weight]


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold one crate or one bag: what gets a label and a tick.

    Parameters
    ----------
    number, total
        Which of how many of its order, from 1; a new plan does not change it.
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

    def said(self, say: Words) -> str:
        """Mark what must stay cold, and what is a bag; nothing for an ambient crate."""
        if self.bag:
            return say("mark.bag")
        return say(f"mark.{self.temperature}") if self.cold else ""

    @property
    def code(self) -> str:
        """What its label says and its code holds: receipt and number."""
        return f"{self.order.receipt_id}/{self.number}"


def pieces(order: Order) -> tuple[Piece, ...]:
    """Count the pieces of an order: ambient crates first, then chilled, frozen, and bags."""
    ambient = order.crates - order.chilled_crates - order.frozen_crates
    kinds = (
        *[(Temperature.AMBIENT, False)] * ambient,
        *[(Temperature.CHILLED, False)] * order.chilled_crates,
        *[(Temperature.FROZEN, False)] * order.frozen_crates,
        *[(Temperature.AMBIENT, True)] * order.bags,
    )
    return tuple(
        Piece(number, len(kinds), temperature, order, bag)
        for number, (temperature, bag) in enumerate(kinds, start=1)
    )
