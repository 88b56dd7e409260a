"""sheets/<route>.html: a route on the courier's phone, in one file that asks no network for anything."""

from pathlib import Path
from typing import Any, Final

from dispatch.config import Sheets, Store
from dispatch.errors import ConfigError, UnsetError
from dispatch.files.delimited import save
from dispatch.model import Problem, Stop
from dispatch.model.names import among
from dispatch.sheets.doors import also, clock, span
from dispatch.sheets.filenames import file_stems
from dispatch.sheets.links import stop_link
from dispatch.sheets.loading import place_name
from dispatch.sheets.marks import Sign
from dispatch.sheets.phones import dialled, region_of
from dispatch.sheets.screen.onefile import asset, compiled, inert, own_asset, policy
from dispatch.sheets.sheetday import SheetDay
from dispatch.sheets.visits import OrderRow, RouteRow, TripRow, VisitRow
from dispatch.words import Words, words

FOLDER: Final = "sheets"
ALL: Final = "all"
"""No route's page may be named as ``all.pdf`` is, so that both lists of names stay alike."""

_SAID: Final = (
    "phone.done", "phone.finished", "phone.arrived.at", "phone.scan.none", "phone.scan.ok", "phone.scan.here",
    "phone.scan.trip", "phone.scan.elsewhere", "phone.scan.unknown", "phone.scan.camera", "phone.scan.stop",
    "phone.missing", "phone.complete", "phone.not.kept", "phone.code", "delivered", "not.home", "refused",
)  # fmt: skip

_SHORT, _LAST = 6, 4
"""Signs of a receipt that stand out as a whole, and of a longer one."""


class PhonePages:
    """Write a page for each route.

    The next stop stands large, with whom to call and the way there; the codes of pieces are held against
    the load and the door; what was delivered, when, stays on the phone and is handed back as actuals.csv.

    Parameters
    ----------
    sheets
        Its ``phone``, ``qr``, ``colour`` and ``texts``; a ``phone.html.jinja`` or ``phone.css`` in its
        ``templates`` takes the place of ours.
    store
        Its name, phone and language.
    """

    def __init__(self, sheets: Sheets, store: Store) -> None:
        self._sheets = sheets
        self._store = store
        self._words = words(store.language, sheets.texts)
        self._region = region_of(store.phone)

    def write(self, day: SheetDay, folder: Path) -> tuple[Path, ...]:
        """Write the files and return their paths; none where the store wants none.

        Raises
        ------
        ResourceError
            If the folder cannot be written.
        UnsetError
            If the store's own template cannot be read or is wrong.
        """
        from jinja2 import TemplateError

        if not self._sheets.phone:
            return ()
        _, *stems = file_stems([ALL, *(row.route.name for row in day.driven)])
        try:
            pages = [self._page(day, row) for row in day.driven]
        except TemplateError as error:
            raise UnsetError(
                "[sheets] templates: {template}: {why}.",
                names=(f"{FOLDER}/*.html",),
                template="phone.html.jinja",
                why=str(error),
            ) from None
        except ConfigError as error:
            raise UnsetError.because(error, (f"{FOLDER}/*.html",)) from None
        target = folder / FOLDER
        return tuple(save(target / f"{stem}.html", page) for stem, page in zip(stems, pages, strict=True))

    def _page(self, day: SheetDay, row: RouteRow) -> str:
        from markupsafe import Markup

        say = self._words
        style = f":root{{--brand:{self._sheets.colour}}}\n{own_asset(self._sheets, 'phone.css')}"
        codes, script = asset("qr.js"), asset("phone.js")
        return compiled(own_asset(self._sheets, "phone.html.jinja")).render(
            w=say,
            day=say.day(day.planned.day),
            version=day.planned.version,
            store=self._store,
            call=dialled(self._store.phone, self._region),
            route=row.route,
            trips=[self._trip(trip, say) for trip in row.trips],
            stops=[self._stop(visit) for visit in row.visits],
            policy=policy([style], [codes, script]),
            style=Markup(style),  # noqa: S704
            codes=Markup(codes),  # noqa: S704
            script=Markup(script),  # noqa: S704
            data=Markup(inert(self._data(day, row))),  # noqa: S704
        )

    def _trip(self, trip: TripRow, say: Words) -> dict[str, Any]:
        return {
            "number": trip.number,
            "store": trip.loads_at.name if trip.loads_at else "",
            "loading": clock(trip.trip.loading_start),
            "depart": clock(trip.trip.departure),
            "back": clock(trip.trip.arrival),
            "pieces": [
                {
                    "code": one.piece.code,
                    **_label(one.piece.order.receipt_id),
                    "number": f"{one.piece.number}/{one.piece.total}",
                    "mark": one.piece.said(say),
                    "stop": trip.visits[one.seq - 1].number,
                    "place": place_name(one, say),
                }
                for one in trip.placed
            ],
        }

    def _stop(self, row: VisitRow) -> dict[str, Any]:
        say, visit = self._words, row.visit
        pieces, kind = row.goods.counted(say)
        return {
            "number": row.number,
            "eta": clock(visit.start),
            "until": clock(row.stop.window.latest),
            "window": " ".join([span(row.stop.window), *also(row.others, say)]),
            "street": row.address.street or row.address.line,
            "house": f"{row.address.house_number} {row.address.addition}".strip(),
            "town": f"{row.address.postcode} {row.address.city}".strip(),
            "marks": [mark.said(say) for mark in row.marks],
            "alarm": any(mark.sign in (Sign.LATE, Sign.TIGHT) for mark in row.marks),
            "doubt": say.place(row.stop.place) if row.doubtful else "",
            "pieces": f"{pieces} {kind}",
            "goods": row.goods.rest(say),
            "way": say("from.before", km=say.km(visit.metres), minutes=-(-visit.drive_seconds // 60)),
            "navigation": stop_link(self._sheets.qr, row.route.shift.vehicle.kind, row.point),
            "orders": [self._order(order) for order in row.orders],
        }

    def _order(self, row: OrderRow) -> dict[str, Any]:
        order = row.located.order
        return {
            "receipt": order.receipt_id,
            "name": order.name,
            "phone": order.phone,
            "call": dialled(order.phone, self._region),
            "note": order.notes,
            "typed": row.typed,
        }

    def _data(self, day: SheetDay, row: RouteRow) -> dict[str, Any]:
        """Give the script what it holds codes against; outcomes are kept by receipt, whatever the version."""
        return {
            "key": f"dispatch {day.planned.day.isoformat()} {row.route.name}",
            "file": f"actuals-{day.planned.day.isoformat()}-{row.route.name}.csv",
            "stops": [
                {
                    "number": visit.number,
                    "trip": visit.trip_number,
                    "of": _store_before(day.planned.problem, visit.stop),
                    "receipts": list(visit.stop.receipt_ids),
                    "pieces": [piece.code for piece in visit.pieces],
                }
                for visit in row.visits
            ],
            "places": {
                one.piece.code: place_name(one, self._words) for trip in row.trips for one in trip.placed
            },
            "words": {key: self._words.texts[key] for key in _SAID},
        }


def _store_before(problem: Problem, stop: Stop) -> str:
    """Return what stands before the receipts of another store's stop; its labels do not say it."""
    return among(problem.depots[stop.depot].name, "") if stop.depot else ""


def _label(receipt: str) -> dict[str, str]:
    """Cut a receipt as its label shows it: its last signs stand out, for those are looked for."""
    last = receipt if len(receipt) <= _SHORT else receipt[-_LAST:]
    return {"head": receipt[: len(receipt) - len(last)], "last": last}
