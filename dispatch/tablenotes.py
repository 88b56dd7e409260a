"""Tell what is doubtful about a table as a whole."""

from dispatch.files.tables import Table
from dispatch.model import Issue, Severity


def table_issues(table: Table) -> tuple[Issue, ...]:
    """Return the issues of a file itself: mixed encodings, two columns for one thing."""
    issues = []
    if table.odd_line is not None:
        issues.append(
            Issue(
                "ENCODING_MIXED",
                Severity.WARNING,
                f"{table.name} mixes UTF-8 and Windows-1252, the first time in line {table.odd_line}.",
                "Check letters with accents in names and streets.",
            )
        )
    issues += [
        Issue(
            "COLUMN_REPEATED",
            Severity.WARNING,
            f"{table.name} has two columns for one thing; {repeated!r} is not used.",
            "Rename or remove one of the two; [intake.columns] chooses in the till's files.",
            field=repeated,
            row=table.header,
        )
        for repeated in table.columns.repeated
    ]
    return tuple(issues)
