"""A window that was taken before: a client that got no answer asks once more, with the same key."""

from dispatch.clock import hhmm_span
from dispatch.day import Book, news
from dispatch.model import LocatedOrder
from dispatch.serving import Refused, Wanted


def promise_with(key: str, book: Book, wanted: Wanted, located: LocatedOrder) -> news.Promise | None:
    """Find the promise that was taken with a key.

    Parameters
    ----------
    key
        Of idempotency.
    book
        Of the day that is asked.
    wanted, located
        What is asked for now, and the basket where it goes.

    Raises
    ------
    Refused
        If another window, door or basket was asked for then.
    """
    said = (entry.news for entry in book.entries)
    found = next((one for one in said if isinstance(one, news.Promise) and one.key == key), None)
    if found is None:
        return None
    basket = located.order
    now = (
        wanted.window, basket.phone, wanted.receipt, located.place.address,
        basket.crates, basket.grams, basket.chilled_crates, basket.age_check,
    )  # fmt: skip
    then = (
        hhmm_span(found.window.earliest, found.window.latest),
        found.phone, found.receipt, found.address,
        found.crates, found.grams, found.chilled_crates, found.age_check,
    )  # fmt: skip
    if now != then:
        raise Refused(409, "Another promise with this key was taken before.", "Use a key once.")
    return found
