"""Standing orders that are due become rows of the day, until a receipt takes their place."""

from collections.abc import Collection

from dispatch.clock import hhmm
from dispatch.day import news
from dispatch.intake import Export, Standing, taken_by
from dispatch.intake.standing import StandingOrder
from dispatch.pipeline.till import Coming


def standing_as_news(
    standing: Standing, till: Export, coming: Coming, opening: int, left: Collection[str]
) -> news.StandingDue:
    """Write down the standing orders that are due, under the headers of the till.

    Parameters
    ----------
    standing, till
        The store's list, and the rows of the day: a receipt takes a forecast's place.
    coming
        The day, and in whose words forecasts are marked.
    opening
        When the store opens: a forecast counts as bought then.
    left
        Forecasts that are on their way: no receipt takes their place any more.
    """
    names = {order.number: order.receipt(coming.day) for order in standing.due}
    taken = {
        names[number]: receipt
        for number, receipt in taken_by(standing, till, frozenset(names.values())).items()
    }
    rows = [
        news.TillRow(names[order.number], order.row, tuple(_forecast(order, till, coming, opening).items()))
        for order in standing.due
        if names[order.number] not in taken or names[order.number] in left
    ]
    return news.StandingDue(
        standing.name,
        tuple(rows),
        tuple(pair for pair in taken.items() if pair[0] not in left),
        tuple(pair for pair in taken.items() if pair[0] in left),
    )


def _forecast(order: StandingOrder, till: Export, coming: Coming, opening: int) -> dict[str, str]:
    """Return the cells of a standing order as the till would write them."""
    title, indexes = till.columns.title, till.columns.indexes
    apart = "purchased_at" not in indexes and {"purchase_date", "purchase_time"} <= indexes.keys()
    bought = {"purchase_date": coming.day.isoformat(), "purchase_time": hhmm(opening)}
    note = f"[{coming.speak('day.standing')}] {order.cells.get('notes', '')}".strip()
    cells = {
        "receipt_id": order.receipt(coming.day),
        "home_delivery": "ja",
        **(bought if apart else {"purchased_at": f"{coming.day}T{hhmm(opening)}"}),
        **order.cells,
        "notes": note,
    }
    return {title(column): text for column, text in cells.items()}
