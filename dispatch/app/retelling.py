"""Tell once more what a planned day says beside its plan: notices, reasons, windows, ways, columns.

Nothing is searched: routes are taken from the plan, and all that follows from them and from what was asked
is worked out anew. What was found by searching, or was told of the machine, the map or the network of that
moment, is left alone.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dispatch.checking.agreement import Discrepancy
from dispatch.config import Config
from dispatch.day.moving import moved_since
from dispatch.day.promises import tell
from dispatch.day.telling import wish_issues
from dispatch.day.wishes import unkept
from dispatch.model import Code, Issue, PlannedDay, Solution
from dispatch.pipeline import Request, Road
from dispatch.pipeline.day import fresh_windows, tell_of_day
from dispatch.pipeline.problem import DayProblem
from dispatch.pipeline.recording import draw_trips
from dispatch.pipeline.solving import explain_unserved
from dispatch.ports import TravelSource

_PASSING: Final = frozenset(
    {
        # Of the search.
        Code.SEARCH_ROUGH,
        Code.SEARCH_FALLBACK,
        Code.CHANCE_MISSED,
        # Of the machine, the map and the network at that moment.
        Code.MAP_OLD,
        Code.TRAVEL_LEARNED,
        Code.GEOCODER_DOWN,
        Code.CACHE_UNUSABLE,
        Code.GAZETTEER_UNUSABLE,
        Code.ADDRESS_UNCHECKED,
        Code.POSITION_DIFFERS,
        Code.DOCUMENT_MISSING,
        Code.BACKGROUND_UNUSABLE,
        # Of what lay beside the plan when it was made.
        Code.BOOK_REPAIRED,
        Code.BASE_UNUSABLE,
        Code.COLUMNS_FIRST,
        Code.COLUMNS_CHANGED,
        Code.SETTINGS_LEFT_OUT,
        Code.DAY_NOT_TODAY,
        Code.DAY_DOUBTFUL,
        Code.DROPPED_FOR_ANOTHER_DAY,
        Code.DROP_FILE_LEFT,
        Code.LINES_MISSING,
        Code.ARTICLES_MISSING,
    }
)


_OF_FILES: Final = frozenset(
    {
        Code.STANDING_UNREADABLE,
        Code.EVENT_UNREADABLE,
        Code.EVENT_ALTERED,
        Code.ARTICLE_UNCLEAR,
        Code.LINE_UNCLEAR,
        Code.MORE_ISSUES,
        Code.TOBACCO,
    }
)
"""What is told of rows of files that are read once, and not kept in the book as they were."""


@dataclass(frozen=True, slots=True)
class AskedDay:
    """Hold what a day was asked, put together once more.

    Parameters
    ----------
    request
        What was known.
    problem
        What it asks.
    road
        With what reading, finding and measuring had to tell.
    of_files
        What the till's files had to tell; None where they are not at hand.
    """

    request: Request
    problem: DayProblem
    road: Road
    of_files: tuple[Issue, ...] | None = None


def told_otherwise(
    day: PlannedDay, asked: AskedDay, config: Config, travel: TravelSource
) -> Iterator[Discrepancy]:
    """Yield in what a planned day tells something else than follows from its plan and what was asked.

    To be asked where travel is as it was then: ways and some notices depend on it.
    """
    request, problem, plan = asked.request, day.problem, day.plan
    too_late = tell_of_day(asked.road, request, asked.problem, problem, plan)
    solution = plan.solution
    yield from _issues(day, asked, solution)
    told = (
        ("too_late", day.too_late, too_late),
        ("moved", day.moved, moved_since(request.base, problem, plan)),
        ("shapes", day.shapes, draw_trips(problem, plan, travel)),
    )
    for name, then, now in told:
        if then != now:
            yield Discrepancy(name)
    if day.told:
        windows = fresh_windows(problem, plan, config.sheets)
        if day.told != tell(problem, plan, request.state, windows, request.base):
            yield Discrepancy("told")
    if asked.of_files is not None and day.columns and day.columns != request.till.columns.read:
        yield Discrepancy("columns")
    yield from _reasons(day, solution, config)


def told_by_itself(day: PlannedDay, config: Config, travel: TravelSource) -> Iterator[Discrepancy]:
    """Yield in what a planned day tells something else than follows from its plan alone.

    Ways are drawn again where the source is the one that measured them.
    """
    yield from _reasons(day, day.plan.solution, config)
    sources = {matrix.source for matrix in day.problem.travel}
    if sources == {travel.name} and day.shapes and day.shapes != draw_trips(day.problem, day.plan, travel):
        yield Discrepancy("shapes")


def _issues(day: PlannedDay, asked: AskedDay, solution: Solution) -> Iterator[Discrepancy]:
    """Compare what is told of the day: all that must be, and nothing that cannot be."""
    held = asked.problem.held.receipts
    free = frozenset(r for stop in day.problem.stops for r in stop.receipt_ids) - held
    wishes = wish_issues(unkept(day.problem, solution, asked.request.state, free))
    certain = _lasting((*asked.road.issues, *wishes))
    possible = {*certain, *(asked.of_files or ())}
    then = _lasting(day.issues)
    if asked.of_files is not None and not day.replaces:
        certain = _lasting((*asked.of_files, *certain))
        shared = Counter(certain) & Counter(then)
        if [one for one in certain if one in shared] != [one for one in then if one in shared]:
            yield Discrepancy("issues")
    for issue in Counter(certain) - Counter(then):
        yield Discrepancy(f"issues.{issue.code}", _where(issue))
    for issue in Counter(then) - Counter(possible):
        of_row = (issue.row is not None or issue.receipt_id) and issue.code not in _OF_FILES
        if asked.of_files is not None or of_row:
            yield Discrepancy(f"issues.{issue.code}", _where(issue))


def _lasting(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    return tuple(dict.fromkeys(issue for issue in issues if issue.code not in _PASSING))


def _where(issue: Issue) -> str:
    return issue.receipt_id or (str(issue.row) if issue.row is not None else issue.field)


def _reasons(day: PlannedDay, solution: Solution, config: Config) -> Iterator[Discrepancy]:
    """Compare why orders are left behind; what would help is found by searching, and left alone."""
    if not day.unassigned:
        return
    again = explain_unserved(day.problem, solution, config.solver, brief=True)
    now = {one.stop: replace(one, remedy=None) for one in again}
    for left in day.unassigned:
        if now.get(left.stop) != replace(left, remedy=None):
            yield Discrepancy("unassigned", left.stop)
