"""Tell what is doubtful about a table as a whole."""

from dispatch.files.tables import Table
from dispatch.model import Code, Issue, Severity
from dispatch.model.facts import written


def table_issues(table: Table) -> tuple[Issue, ...]:
    """Return the issues of a file itself: mixed encodings, two columns for one thing."""
    issues = []
    file = written("file", table.name)
    if table.odd_line is not None:
        issues.append(
            Issue(
                Code.ENCODING_MIXED,
                Severity.WARNING,
                facts=(file, written("line", str(table.odd_line))),
            )
        )
    issues += [
        Issue(
            Code.COLUMN_REPEATED,
            Severity.WARNING,
            facts=(file,),
            field=repeated,
            row=table.header,
        )
        for repeated in table.columns.repeated
    ]
    return tuple(issues)
