"""What the owner's questions show."""

from pathlib import Path
from typing import TYPE_CHECKING

from dispatch_cli.application import FORMAT_VERSION
from dispatch_cli.console import Screen
from dispatch_cli.results import issue_as_json
from dispatch_cli.summary import show_issues, show_table

if TYPE_CHECKING:
    from dispatch.app.whatif import Answered
    from dispatch.reporting.tables import Language


def show_whatif(
    screen: Screen, answered: "Answered", csv: Path | None, html: Path | None, pdf: Path | None
) -> int:
    """Show scenarios side by side and what differs, and write the files asked for."""
    from dispatch.app.whatif import whatif_files
    from dispatch.study.answering import differences, notes, side_by_side, span_of, to_json

    answer, say = answered.answer, answered.say
    files = whatif_files(answered, csv, html, pdf)
    screen.result(
        {
            "format_version": FORMAT_VERSION,
            "status": answered.status,
            **to_json(answer),
            "files": [str(path) for path in files],
            "issues": [issue_as_json(issue, screen.words) for issue in answered.issues],
        }
    )
    if not screen.quiet:
        console = screen.people()
        language: Language = "nl" if say.language == "nl" else "en"
        screen.say(f"{answer.store}, {span_of(answer, say)}")
        show_table(console, say("study.means"), side_by_side(answer), language)
        for scenario in answer.others:
            title = say("study.apart", scenario=scenario.name)
            show_table(
                console, title, differences(answer, scenario, "nl" if language == "nl" else "en"), language
            )
        screen.say(say("study.clear"))
        studied = answer.studied
        done = say("study.planned", cells=say.integer(studied.done), known=say.integer(studied.known))
        for note in (done, *notes(answer, say)):
            screen.say(note)
    show_issues(screen.people(), say, answered.issues)
    for trouble in answered.troubles:
        screen.warn(trouble)
    for path in files:
        screen.say(str(path))
    return answered.status
