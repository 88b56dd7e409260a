"""Collect what is wrong with one row."""

from dataclasses import dataclass, field

from dispatch.files.headers import Columns
from dispatch.model import Code, Fact, Issue, Severity

PERSONAL = frozenset(
    {
        "name",
        "first_name",
        "name_infix",
        "last_name",
        "company",
        "phone",
        "mobile",
        "house_letter",
        "address_2",
        "street",
        "house_number",
        "addition",
        "postcode",
        "city",
        "address",
        "lat",
        "lon",
        "notes",
    }
)
"""Columns whose text never stands in an issue."""

_LONGEST_VALUE = 40


@dataclass(slots=True)
class Findings:
    """Collect the issues of a row.

    Parameters
    ----------
    columns
        Of the file, for what it calls its columns.
    row
        Line in the file as a spreadsheet counts.
    receipt_id
        The receipt, once it is known.
    """

    columns: Columns
    row: int
    receipt_id: str = ""
    issues: list[Issue] = field(default_factory=list)

    def error(self, code: Code, column: str, *facts: Fact, about: str = "", value: str = "") -> None:
        """Reject the row."""
        self._add(Severity.ERROR, code, column, facts, about, value)

    def warning(self, code: Code, column: str, *facts: Fact, about: str = "", value: str = "") -> None:
        """Ask for a look at a row that is planned all the same."""
        self._add(Severity.WARNING, code, column, facts, about, value)

    def info(self, code: Code, column: str, *facts: Fact, about: str = "", value: str = "") -> None:
        """Tell something about a row."""
        self._add(Severity.INFO, code, column, facts, about, value)

    @property
    def rejected(self) -> bool:
        """Whether any of them is an error."""
        return any(issue.severity is Severity.ERROR for issue in self.issues)

    def sorted(self) -> tuple[Issue, ...]:
        """Return the issues, errors first."""
        return tuple(sorted(self.issues, key=lambda issue: issue.severity is not Severity.ERROR))

    def _add(
        self, severity: Severity, code: Code, column: str, facts: tuple[Fact, ...], about: str, value: str
    ) -> None:
        shown = "" if column in PERSONAL else value[:_LONGEST_VALUE]
        title = self.columns.title(column) if column else ""
        self.issues.append(Issue(code, severity, about, facts, title, self.row, shown, self.receipt_id))
