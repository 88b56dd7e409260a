"""plan.html: the plan on a screen, in one file that asks no network for anything."""

import base64
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from dispatch.config import DRONE, Sheets, Store
from dispatch.errors import ConfigError, UnsetError
from dispatch.files.delimited import save
from dispatch.files.source import file_name, read_bytes
from dispatch.model import Issue, PlannedDay, RunSummary, Severity, TravelProfile
from dispatch.ports import Stage
from dispatch.sheets.doors import osm_credit
from dispatch.sheets.phones import region_of
from dispatch.sheets.screen.briefing import attention, calls, groups, unused
from dispatch.sheets.screen.geometry import map_data
from dispatch.sheets.screen.onefile import asset, compiled, inert, own_asset, policy
from dispatch.sheets.screen.values import Line
from dispatch.sheets.screen.view import PageView
from dispatch.sheets.sheetday import SheetDay
from dispatch.words import Words, words

PAGE: Final = "plan.html"
_LOGO_MB: Final = 1
_LOGO_BYTES: Final = 300_000
_LOGO_TYPES: Final = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
_FACTS: Final = ("content", "wait", "late", "cold", "way")
"""What the card of a stop tells that no column of the table shows, besides where its address is from."""
_BARS: Final = ("window", "wait", "service", "service late", "break")
"""The kinds of bars of a line, by the numbers that the scripts know them by."""
_SCREEN_ORDER: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class PlanPage:
    """Write the page.

    Nothing that was typed by a customer reaches it as markup: the template escapes every text, data for
    the scripts stands in a block that is never run, and a content security policy admits the page's own
    scripts and style by their hash and forbids everything else, every connection included.

    Parameters
    ----------
    sheets
        Its ``html_personal``, ``colour``, ``logo`` and ``texts``; a ``plan.html.jinja`` or ``page.css`` in
        its ``templates`` takes the place of ours.
    store
        Its name and language.
    background
        Drawing of the installed map (:data:`dispatch.mapfiles.BACKGROUND`); None to draw without.
    """

    def __init__(self, sheets: Sheets, store: Store, background: Path | None = None) -> None:
        self._sheets = sheets
        self._store = store
        self._background = background
        self._words = words(store.language, sheets.texts)

    def write(self, day: SheetDay, folder: Path) -> tuple[Path, ...]:
        """Write the file and return its path.

        Raises
        ------
        ResourceError
            If the folder cannot be written.
        MapDrawingError
            If the map's background cannot be read.
        UnsetError
            If the store's own template or its logo cannot be read, or the template is wrong.
        """
        from jinja2 import TemplateError

        try:
            text = self._page(day)
        except TemplateError as error:
            raise UnsetError(
                "[sheets] templates: {template}: {why}.",
                names=(PAGE,),
                template="plan.html.jinja",
                why=str(error),
            ) from None
        except ConfigError as error:
            raise UnsetError.because(error, (PAGE,)) from None
        return (save(folder / PAGE, text),)

    def without_map(self) -> "PlanPage":
        """Return a writer of the same page on a bare ground."""
        return PlanPage(self._sheets, self._store)

    def _page(self, sheet: SheetDay) -> str:
        from markupsafe import Markup

        speak, day = self._words, sheet.planned
        view = PageView(
            sheet,
            speak,
            personal=self._sheets.html_personal,
            navigator="google" if self._sheets.qr == "geo" else self._sheets.qr,
            region=region_of(self._store.phone),
        )
        data = self._data(view)
        own = own_asset(self._sheets, "page.css")
        style = f":root{{--brand:{self._sheets.colour}}}\n{asset('leaflet.css')}\n{own}"
        scripts = [asset(name) for name in ("leaflet.js", "map.js", "page.js")]
        return compiled(own_asset(self._sheets, "plan.html.jinja")).render(
            w=speak,
            day=day,
            store=self._store,
            view=view,
            policy=policy([style], scripts),
            style=Markup(style),  # noqa: S704
            scripts=[Markup(script) for script in scripts],  # noqa: S704
            data=Markup(inert(data)),  # noqa: S704
            background="background" in data["map"],
            logo=_logo(self._sheets.logo),
            made=_moment(day, speak),
            figures=_figures(day, view),
            attention=list(attention(view)),
            calls=calls(view) if view.personal else (),
            unused=unused(sheet),
            changes=view.changes(),
            moves=view.moves(),
            groups=groups(view),
            totals=_totals(day, view),
            accounts=_accounts(day, speak),
            issues=view.told(_issues(day)),
            rejected=view.rejected(),
            about=_about(day, speak),
            columns=_columns(personal=view.personal),
            credit="background" in data["map"] or osm_credit(day),
        )

    def _data(self, view: PageView) -> dict[str, Any]:
        shown = [*view.stops, *view.left]
        geometry = map_data(view.day, [stop.point for stop in shown], self._background, exact=view.personal)
        keys = ("page.shown", "page.zoom.in", "page.zoom.out", "page.fit", "page.col.receipt", "osm")
        sources = {place: number for number, place in enumerate(dict.fromkeys(stop.place for stop in shown))}
        spots = [[stop.route, stop.trip, stop.seq, *map(_five, stop.point), stop.alarm] for stop in shown]
        for spot, stop in zip(spots, view.stops, strict=False):
            spot += [*(getattr(stop, fact) for fact in _FACTS), sources[stop.place]]
        return {
            "stops": spots,
            "facts": [self._words(f"page.col.{fact}") for fact in (*_FACTS, "place")],
            "sources": list(sources),
            "routes": [route.name for route in view.routes],
            "bars": _BARS,
            "lines": [list(map(_line, route.lines)) for route in view.routes],
            "store": self._store.name,
            "credit": "background" in geometry or osm_credit(view.day.planned),
            "words": {key: self._words.texts[key] for key in keys},
            "map": geometry,
        }


def _line(line: Line) -> list[Any]:
    """Give a line of the timeline to the scripts: its stop, or its words where it has none, and its bars."""
    bars = [[_BARS.index(bar.kind), bar.x, bar.width] for bar in line.bars]
    return [None, line.text, *bars] if line.stop is None else [line.stop.index, 0, *bars]


def _five(degrees: float) -> float:
    return round(degrees, 5)


def _figures(day: PlannedDay, view: PageView) -> list[tuple[str, str]]:
    speak, totals = view.words, day.plan.totals
    stops = len(view.stops)
    on_time = 100 * (stops - view.day.late) / stops if stops else 100.0
    cost = RunSummary.of(day).cents
    return [
        (speak.integer(stops), speak("page.stops").lower()),
        (speak.integer(totals.orders), speak("page.orders")),
        (speak.integer(len(view.routes)), speak("page.routes").lower()),
        (speak.decimal(totals.metres / 1000), speak("page.km")),
        (_hours(speak, totals.work_seconds), speak("page.work")),
        (f"{speak.decimal(on_time, 0 if on_time == 100 else 1)}%", speak("page.on.time")),
        (speak.euro(cost), speak("page.cost")),
        (speak.euro(round(cost / totals.orders)) if totals.orders else "–", speak("page.cost.each")),  # noqa: RUF001
    ]


def _hours(speak: Words, seconds: int) -> str:
    return speak("page.hours", hours=seconds // 3600, minutes=f"{seconds // 60 % 60:02d}")


def _totals(day: PlannedDay, view: PageView) -> list[str]:
    """Add up the table of routes, from the column of trips on."""
    speak, totals = view.words, day.plan.totals
    return [
        speak.integer(totals.trips),
        "",
        "",
        speak.integer(len(view.stops)),
        speak.integer(view.summary.crates),
        "",
        speak.kg(sum(stop.grams for stop in view.stops)),
        speak.km(totals.metres),
        view.minutes(totals.drive_seconds),
        view.minutes(totals.service_seconds),
        view.minutes(totals.wait_seconds),
        view.minutes(totals.break_seconds),
        speak.euro(view.summary.cents),
        "",
    ]


def _accounts(day: PlannedDay, speak: Words) -> list[tuple[str, str]]:
    accounts = day.accounts
    return [
        (speak.integer(accounts.read), speak("page.account.read")),
        (speak.integer(accounts.not_flagged), speak("page.account.not.flagged")),
        (speak.integer(accounts.rejected), speak("page.account.rejected")),
        (speak.integer(accounts.unassigned), speak("page.account.unassigned")),
        (speak.integer(accounts.planned), speak("page.account.planned")),
    ]


def _moment(day: PlannedDay, speak: Words) -> str:
    """Write when the plan was made as the country does, in the time of the place."""
    try:
        made = datetime.fromisoformat(day.provenance.made_at)
    except ValueError:
        return day.provenance.made_at
    return f"{speak.short_day(made.date())} {made:%H:%M}"


def _issues(day: PlannedDay) -> list[Issue]:
    return sorted(day.issues, key=lambda issue: _SCREEN_ORDER[issue.severity])


def _profile(key: str, speak: Words) -> str:
    """Name the vehicles of a profile; a drone's without the many areas that it flies around."""
    profile = TravelProfile.of_key(key)
    vehicle = speak(f"vehicle.{profile.kind}")
    if profile.metres_per_hour:
        digits = 1 if profile.metres_per_hour % 1000 else 0
        vehicle += f" {speak.decimal(profile.metres_per_hour / 1000, digits)} km/h"
    if profile.kind == DRONE or not profile.closed_zones:
        return vehicle
    return speak("page.about.around", vehicle=vehicle, zones=", ".join(profile.closed_zones))


def _about(day: PlannedDay, speak: Words) -> list[tuple[str, list[str]]]:
    made = day.provenance
    search = [_search(day, speak)] if day.search else []
    versions = [f"local-dispatch {made.program}", *(f"{name} {version}" for name, version in made.versions)]
    travel = [f"{_profile(m.profile, speak)}: {speak.travel(m)}" for m in day.problem.travel]
    places = [f"{speak.found(source)}: {speak.integer(n)}" for source, n in made.place_sources]
    groups = [
        ("page.about.inputs", [f"{file.name} · SHA-256 {file.sha256[:16]}…" for file in made.inputs]),
        ("page.about.travel", travel),
        ("page.about.places", places),
        ("page.about.search", search),
        ("page.about.program", [" · ".join(versions)]),
        (
            "page.about.timings",
            [f"{_stage(stage, speak)}: {speak.decimal(seconds)} s" for stage, seconds in made.timings],
        ),
    ]
    return [(speak(key), texts) for key, texts in groups if texts]


def _stage(told: str, speak: Words) -> str:
    """Name a stage of the road; one that this version does not know keeps the name it was written with."""
    known = {str(stage): stage for stage in Stage}
    return speak(f"stage.{known[told].name.lower()}") if told in known else told


def _search(day: PlannedDay, speak: Words) -> str:
    report = day.search
    if report is None:
        return ""
    again = "page.about.reproducible" if report.reproducible else "page.about.not.reproducible"
    parts = [
        report.engine,
        speak(
            "page.about.iterations",
            n=speak.integer(report.iterations),
            seconds=speak.decimal(report.seconds),
        ),
        speak(again),
    ]
    return " · ".join([*parts, speak("page.about.interrupted")] if report.interrupted else parts)


def _columns(*, personal: bool) -> list[tuple[str, str, str]]:
    """Return word, kind of order and class of the stop table's columns."""
    columns = [
        ("page.col.number", "place", ""),
        ("page.col.eta", "number", ""),
        ("page.col.window", "number", ""),
        ("page.col.slack", "number", "right"),
        ("page.col.chance", "number", "right"),
        ("page.col.address", "text", ""),
        ("page.col.name", "text", ""),
        ("page.col.pieces", "number", "right"),
        ("page.col.weight", "number", "right"),
        ("page.col.marks", "text", ""),
        ("page.col.note", "text", ""),
    ]
    private = {"page.col.address", "page.col.name", "page.col.note"}
    return [column for column in columns if personal or column[0] not in private]


def _logo(path: Path | None) -> str:
    if path is None:
        return ""
    kind = _LOGO_TYPES.get(path.suffix.lower())
    content = read_bytes(path, _LOGO_MB, refusal=ConfigError, name=f"{file_name(path)} ([sheets] logo)")
    if kind is None or len(content) > _LOGO_BYTES:
        return ""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
