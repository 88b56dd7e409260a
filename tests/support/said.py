"""Issues and remarks with sentences of a test's own, as an older archive holds them."""

from typing import Any

from dispatch.model import Code, Fact, Issue, Severity
from dispatch.model.codes import AS_WRITTEN
from dispatch.model.facts import written
from dispatch.words import words


def issue_saying(code: Code, severity: Severity, message: str, hint: str = "", **more: Any) -> Issue:
    """Make an issue that is shown with this message and hint as they stand."""
    facts = (written("message", message), written("hint", hint))
    return Issue(code, severity, AS_WRITTEN, facts, **more)


def remark(text: str) -> dict[str, Any]:
    """Return what makes a place carry a remark as it stands."""
    facts: tuple[Fact, ...] = (written("remark", text),)
    return {"code": Code.ADDRESS_UNSURE, "facts": facts}


def english(issue: Issue) -> str:
    """Return what is said of an issue, and what to do about it, in one text."""
    told = words("en").issue(issue)
    return f"{told.message} {told.hint}".strip()
