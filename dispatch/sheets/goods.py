"""What there is to carry: sums over orders, and how they are said."""

from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.model import Order
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

    crates: int
    chilled: int
    frozen: int
    bags: int
    grams: int

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

    def cold(self, say: Words) -> list[str]:
        """Say how many crates are cold: ``1 koel``, ``2 vries``; those there are."""
        amounts = (("chilled", self.chilled), ("frozen", self.frozen))
        return [f"{n} {say(f'temperature.{name}')}" for name, n in amounts if n]

    def split(self, say: Words) -> str:
        """Say how the crates divide by temperature; nothing where none is cold."""
        cold = self.cold(say)
        ambient = [f"{self.ambient} {say('temperature.ambient')}"] if self.ambient and cold else []
        return ", ".join([*ambient, *cold])

    def rest(self, say: Words) -> list[str]:
        """Say what there is besides the number of crates: cold ones among them, bags, weight."""
        bags = [say.count("bag", self.bags)] if self.bags else []
        weight = [say.kg(self.grams)] if self.grams else []
        return [*self.cold(say), *bags, *weight]


def total(label: str, value: str, detail: str = "") -> dict[str, str]:
    """Put a sum into the data of a template."""
    return {"label": label, "value": value, "detail": detail}
