"""Tell what is doubtful about a table as a whole."""

from dispatch.files.tables import Table
from dispatch.model import Code, Issue, Severity
from dispatch.model.facts import count, written

_GUESSED = frozenset({"ISO-8859-15", "CP850", "Macintosh", "UTF-8, twice"})
"""Encodings that a file does not show by itself."""


def table_issues(table: Table) -> tuple[Issue, ...]:
    """Return the issues of a file itself: encodings, two columns for one thing, several sheets."""
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
    if table.encoding in _GUESSED:
        facts = (file, written("encoding", table.encoding))
        issues.append(Issue(Code.ENCODING_GUESSED, Severity.INFO, facts=facts))
    read = [sheet.title for sheet in table.sheets if sheet.read]
    if len(read) > 1:
        sheets = (written("sheets", title) for title in read)
        issues.append(Issue(Code.SHEETS_READ, Severity.INFO, facts=(file, *sheets)))
    unread = [sheet for sheet in table.sheets if sheet.alike]
    if unread:
        rows = count("n", sum(sheet.rows - 1 for sheet in unread))
        titles = (written("sheets", f'"{sheet.title}"') for sheet in unread)
        issues.append(Issue(Code.SHEET_UNREAD, Severity.WARNING, facts=(rows, file, *titles)))
    return tuple(issues)
