"""What the JSON of every command looks like: ``docs/make_schemas.py`` makes the schemas of these types.

At run time nothing needs them: they are for who checks types, and for who reads the JSON.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Final, TypedDict

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema

from dispatch.app.evidence import Look
from dispatch.checking.agreement import Witness
from dispatch.doctoring import FindingsJson
from dispatch.files.headers import Why
from dispatch.model import Accounts, Confidence, Kind, Severity
from dispatch.reporting import DayFigures
from dispatch.slots.shapes import SlotsJson
from dispatch.study.answering import StudyJson


@dataclass(frozen=True)
class Of:
    """Let a value that is written as JSON have the schema of the type it was made from."""

    kind: type

    def __get_pydantic_core_schema__(self, _source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema of that type."""
        return handler.generate_schema(self.kind)


class Result(TypedDict):
    """Say which form this is, and the exit status."""

    format_version: int
    status: int


class Failed(Result):
    """Say what ended the command before there was a result."""

    error: str
    hint: str


class FactShape(TypedDict):
    """State one thing that an issue is about; a courier is named by the vehicle."""

    name: str
    kind: Kind
    value: int | str


class IssueShape(TypedDict):
    """Tell what is doubtful or wrong: facts to work with, and words to show."""

    code: str
    about: str
    severity: Severity
    row: int | None
    field: str
    value: str
    facts: list[FactShape]
    message: str
    hint: str


class RejectedShape(TypedDict):
    """Tell of a rejected row without what it says."""

    receipt_id: str
    row: int
    issues: list[IssueShape]


class TotalsShape(TypedDict):
    """Sum a plan up."""

    routes: int
    trips: int
    stops: int
    orders: int
    distance_km: float
    drive_min: float
    service_min: float
    wait_min: float
    work_min: float
    late_min: float
    cost_eur: float
    objective_eur: float


class UnassignedShape(TypedDict):
    """Name what was left behind, why, and what would help."""

    stop: str
    receipts: list[str]
    never: bool
    code: str
    reason: str
    remedy: str


class SearchShape(TypedDict):
    """Tell how the plan was searched for."""

    engine: str
    seed: int
    iterations: int
    workers: int
    seconds: float
    reproducible: bool
    interrupted: bool


AccountsShape = Annotated[dict[str, Any], Of(Accounts)]


class PlanShape(Result):
    """Hold what ``plan`` and ``replan`` say."""

    date: str
    version: int
    folder: str | None
    unchanged: bool
    accounts: AccountsShape
    totals: TotalsShape
    estimated: bool
    tight: int
    rejected: list[RejectedShape]
    unassigned: list[UnassignedShape]
    issues: list[IssueShape]
    search: SearchShape | None
    changes: list[str]


class ColumnShape(TypedDict):
    """Tell what a column was taken for."""

    header: str
    column: str
    why: Why
    like: str


class SheetShape(TypedDict):
    """Tell of a sheet of a workbook."""

    sheet: str
    rows: int
    read: bool


class UnderstoodShape(TypedDict):
    """Tell how the till's file was understood."""

    file: str
    header_row: int
    dates: str
    columns: list[ColumnShape]
    sheets: list[SheetShape]
    cancelled: int
    articles: int
    sentences: int


class UnlistedShape(TypedDict):
    """Name an article that the store's list does not have, and how many lines sold it."""

    code: str
    name: str
    lines: int


class LinesShape(TypedDict):
    """Count what was in the lines."""

    read: int
    delivered: int
    strangers: int
    unlisted: list[UnlistedShape]


class CheckShape(Result):
    """Hold what ``check`` says."""

    read: int
    not_flagged: int
    good: int
    understood: UnderstoodShape
    lines: LinesShape
    rejected: list[RejectedShape]
    issues: list[IssueShape]


class SuggestionShape(TypedDict):
    """Offer another address."""

    address: str
    score: float
    reason: str


class LocateShape(Result):
    """Hold what ``locate`` says; the only command whose JSON holds an address."""

    typed: str
    found: str | None
    lat: float | None
    lon: float | None
    source: str | None
    confidence: Confidence | None
    code: str
    detail: str
    suggestions: list[SuggestionShape]
    issues: list[IssueShape]
    saved: str | None


class ViolationShape(TypedDict):
    """Tell which rule is broken, and where."""

    cause: str
    where: str
    route: str
    trip: int
    stop: str
    amount: int
    message: str


class DiscrepancyShape(TypedDict):
    """Tell in what a run and a witness differ."""

    what: str
    where: str
    against: Witness


class LookedShape(TypedDict):
    """Tell whether one thing could be looked at."""

    look: Look
    done: bool
    about: str
    n: int


class VerifyShape(Result):
    """Hold what ``verify`` says."""

    folder: str
    violations: list[ViolationShape]
    changed_files: list[str]
    discrepancies: list[DiscrepancyShape]
    forged: bool
    looked: list[LookedShape]


class FilesShape(Result):
    """Name what was written: ``sheets``, ``report --anonymous``."""

    files: list[str]
    issues: list[IssueShape]


@dataclass(frozen=True, kw_only=True)
class Figures(DayFigures):
    """Add to a day's figures the form they are written in."""

    format_version: int


FiguresShape = Annotated[dict[str, Any], Of(Figures)]


class ReportShape(Result):
    """Hold what ``report`` says."""

    days: list[FiguresShape]
    issues: list[IssueShape]


class StoreFiguresShape(TypedDict):
    """Hold the days of one store."""

    name: str
    days: list[FiguresShape]


class ChainReportShape(Result):
    """Hold what ``report --stores`` says."""

    stores: list[StoreFiguresShape]
    troubles: list[str]
    files: list[str]


class PurgedDayShape(TypedDict):
    """Tell of a day that goes, or should."""

    date: str
    versions: list[int]
    bytes: int
    busy: bool
    kept: str


class PurgeShape(Result):
    """Hold what ``purge`` says."""

    dry_run: bool
    days: list[PurgedDayShape]
    cells: int
    issues: list[IssueShape]


class DoctorShape(FindingsJson):
    """Hold what ``doctor`` says."""

    status: int
    issues: list[IssueShape]


class MapShape(Result):
    """Hold what the commands of ``map`` say."""

    folder: str | None
    source: str
    data_date: str | None
    age_days: int | None
    profiles: list[str]
    roads: int
    addresses: int
    bytes: int
    problem: str


class LineShape(TypedDict):
    """Hold a line of the day's book; ``news`` differs by its kind."""

    number: int
    time: str
    origin: str
    kind: str
    news: dict[str, Any]
    text: str


class ShownLineShape(LineShape):
    """Hold a line of the day's book, taken back or not."""

    undone: bool


class DayShape(Result):
    """Hold what ``day`` says."""

    date: str
    in_force: int | None
    newest: int | None
    phases: dict[str, int]
    receipts: dict[str, str]
    lines: list[ShownLineShape]
    issues: list[IssueShape]


class TrialShape(TypedDict):
    """Tell what a change would cost, and whom it would hurt."""

    cost_eur: float
    work_min: float
    left_behind: list[str]
    told_otherwise: list[str]
    issues: list[IssueShape]


class ChangeShape(Result):
    """Hold what ``change`` says."""

    date: str
    written: bool
    lines: list[LineShape]
    plan: PlanShape | None
    trial: TrialShape | None
    issues: list[IssueShape]


class WhatIfShape(StudyJson):
    """Hold what ``whatif`` says."""

    format_version: int
    status: int
    files: list[str]
    issues: list[IssueShape]


class ChainWhatIfShape(Result):
    """Hold what ``whatif --stores`` says."""

    stores: list[StudyJson]
    together: StudyJson
    days_not_together: int
    troubles: list[str]
    files: list[str]
    issues: list[IssueShape]


class StoreShape(TypedDict):
    """Tell how one store of a chain was planned."""

    name: str
    status: int
    date: str | None
    version: int | None
    accounts: AccountsShape | None
    cost_eur: float | None
    folder: str | None
    unchanged: bool
    error: str
    hint: str
    troubles: list[str]


class PlanFiguresShape(TypedDict):
    """Sum a plan up."""

    cost_eur: float
    stops: int
    left: int
    routes: int
    trips: int
    metres: int
    work_seconds: int


class ElsewhereShape(TypedDict):
    """Name a trip that loads at another store than its vehicle's own."""

    vehicle: str
    store: str
    trip: int
    loads_at: str
    loading: int
    stops: int


class TogetherShape(TypedDict):
    """Tell what stores would save by sharing couriers."""

    stores: list[str]
    apart: PlanFiguresShape | None
    together: PlanFiguresShape | None
    saved_eur: float | None
    elsewhere: list[ElsewhereShape]
    driven: bool
    stays: list[str]
    error: str
    hint: str


class StoresShape(Result):
    """Hold what ``stores`` says."""

    stores: list[StoreShape]
    rows_of_no_store: dict[str, int]
    together: list[TogetherShape]


COMMANDS: Final[dict[str, tuple[type, ...]]] = {
    "change": (ChangeShape,),
    "check": (CheckShape,),
    "day": (DayShape,),
    "doctor": (DoctorShape,),
    "locate": (LocateShape,),
    "map build": (MapShape,),
    "map install": (MapShape,),
    "map status": (MapShape,),
    "plan": (PlanShape,),
    "purge": (PurgeShape,),
    "replan": (PlanShape,),
    "report": (ReportShape, ChainReportShape, FilesShape),
    "sheets": (FilesShape,),
    "slots": (SlotsJson,),
    "stores": (StoresShape,),
    "verify": (VerifyShape,),
    "whatif": (WhatIfShape, ChainWhatIfShape),
}
"""What each command may say, apart from :class:`Failed`."""
