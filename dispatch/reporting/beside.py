"""What others publish about the pace of deliveries, to stand beside the store's own."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from dispatch.clock import HOUR
from dispatch.model import KINDS
from dispatch.reporting.figures import DayFigures, RouteFigures
from dispatch.reporting.tables import Language, Table, column
from dispatch.words.report import REPORT_TEXTS

_COLUMNS: Final = (
    column("measure", "text"),
    column("who", "text"),
    column("value", "mean"),
    column("source", "text"),
)
PER_HOUR: Final = "per_hour"
PER_WEEK: Final = "per_vehicle_week"


@dataclass(frozen=True, slots=True)
class Published:
    """Hold one figure that somebody published.

    Parameters
    ----------
    measure
        ``per_hour``: deliveries an hour; ``per_vehicle_week``: deliveries a vehicle and week.
    who_nl, who_en
        Whose it is.
    value
        The figure.
    source
        Where it stands, with its year.
    """

    measure: str
    who_nl: str
    who_en: str
    value: float
    source: str


@cache
def published() -> tuple[Published, ...]:
    """Return the figures that ship with the program."""
    text = files("dispatch.reporting").joinpath("published.toml").read_text(encoding="utf-8")
    return tuple(Published(**one) for one in tomllib.loads(text)["figure"])


def beside(figures: Sequence[DayFigures], language: Language) -> Table:
    """Set the store's pace beside what others publish; nothing where nothing was delivered."""
    own = tuple(_own(figures, language))
    if not own:
        return Table(_COLUMNS, ())
    rows = []
    for measure in (PER_HOUR, PER_WEEK):
        title = _word(f"report.measure.{measure}", language)
        rows += [(title, who, value, "") for known, who, value in own if known == measure]
        rows += [
            (title, one.who_nl if language == "nl" else one.who_en, one.value, one.source)
            for one in published()
            if one.measure == measure
        ]
    return Table(_COLUMNS, tuple(rows))


def _own(figures: Sequence[DayFigures], language: Language) -> Iterator[tuple[str, str, float]]:
    routes = [route for day in figures for route in day.routes]
    for kind in KINDS:
        of_kind = [route for route in routes if route.kind == kind]
        seconds = sum(route.work_seconds for route in of_kind)
        if seconds:
            pace = HOUR * sum(route.deliveries for route in of_kind) / seconds
            yield PER_HOUR, _word(f"report.ours.{kind}", language), pace
    for kind in KINDS:
        of_kind = [route for route in routes if route.kind == kind]
        if of_kind:
            yield PER_WEEK, _word(f"report.ours.{kind}", language), _a_week(of_kind)


def _a_week(routes: Sequence[RouteFigures]) -> float:
    """Return the deliveries of a vehicle in a week in which it was used."""
    used = {(route.vehicle, route.day.isocalendar()[:2]) for route in routes}
    return sum(route.deliveries for route in routes) / len(used)


def _word(key: str, language: Language) -> str:
    return REPORT_TEXTS[key][0 if language == "nl" else 1]
