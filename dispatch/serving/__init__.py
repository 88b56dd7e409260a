"""HTTP for tills, apps and trolleys on the shop's network: the extra ``local-dispatch[serve]``.

This room knows HTTP and nothing of books and plans: it is handed a :class:`~dispatch.serving.shop.Shop`.
"""

from dispatch.serving.running import Address, require_extra, run, safe_address
from dispatch.serving.shop import Basket, Bought, DayShape, Health, Refused, Shop, Wanted

__all__ = [
    "Address",
    "Basket",
    "Bought",
    "DayShape",
    "Health",
    "Refused",
    "Shop",
    "Wanted",
    "require_extra",
    "run",
    "safe_address",
]
