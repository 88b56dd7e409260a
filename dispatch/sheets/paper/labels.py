"""What stands on the label of each crate: whose it is by its receipt, and nothing that a new plan changes."""

from collections.abc import Collection, Iterator
from typing import Any, Final

from dispatch.sheets.codes import bars, qr_svg
from dispatch.sheets.doors import clock
from dispatch.sheets.paper.typesetting import fenced, printable
from dispatch.sheets.visits import TripRow
from dispatch.words import Words

STOCK: Final[dict[str, dict[str, float]]] = {
    "2x7": {"columns": 2, "rows": 7, "width": 99.1, "height": 38.1, "left": 4.65, "top": 15.15, "gap": 2.5},
    "3x8": {"columns": 3, "rows": 8, "width": 70.0, "height": 37.0, "left": 0.0, "top": 0.5, "gap": 0.0},
}
"""Label stock on A4, in millimetres (2x7 as Avery L7163, 3x8 as Avery 3474: from their data sheets)."""

_TITLES: Final = frozenset(
    (
        "mw",
        "mevr",
        "mevrouw",
        "dhr",
        "heer",
        "fam",
        "familie",
        "mr",
        "mrs",
        "ms",
        "dr",
        "drs",
        "ir",
        "ing",
        "prof",
    )
)
_MOST_INITIALS: Final = 3


def labels(trip: TripRow, say: Words, only: Collection[str] | None = None) -> Iterator[dict[str, Any]]:
    """Give the labels of a trip in the order of loading: the last stop first.

    The code on a label holds receipt and number. Stop and departure are for templates of stores that want
    them; ours leaves them out, for a new plan moves them. ``only`` names the orders to be labelled.
    """
    for visit in trip.visits[::-1]:
        for piece in visit.pieces:
            if only is not None and piece.order.receipt_id not in only:
                continue
            mark = piece.said(say)
            stripes, stripes_wide = bars(piece.order.receipt_id)
            yield {
                "stop": visit.name,
                "number": f"{piece.number}/{piece.total}",
                "marks": [*([mark] if mark else []), *([say("mark.age")] if piece.order.age_check else [])],
                "initials": fenced(initials(piece.order.name)),
                "receipt": printable(piece.order.receipt_id),
                "code": qr_svg(piece.code),
                "bars": stripes,
                "bars_wide": stripes_wide,
                "depart": f"{say('depart')} {clock(trip.trip.departure)}",
            }


def initials(name: str) -> str:
    """Shorten a name so that a label does not give the customer away.

    ``Mw. A. de Vries`` becomes ``A.V.``; words that begin with a small letter and titles are left out,
    and in scripts without capitals every word counts.
    """
    letters = []
    for word in name.split():
        bare = "".join(c for c in word if c.isalnum())
        if bare and bare.casefold() not in _TITLES and not bare[0].islower():
            letters.append(bare[0])
    return "".join(f"{letter}." for letter in letters[:_MOST_INITIALS])
