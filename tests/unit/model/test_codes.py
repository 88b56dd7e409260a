"""Every code has its row in the document, and every row its code."""

import re
from pathlib import Path

from dispatch.model import Code

ISSUES = Path(__file__).parents[3] / "docs" / "issues.md"


def test_codes_and_document_are_one_list() -> None:
    explained = set(re.findall(r"^\| `([A-Z_]+)`", ISSUES.read_text(encoding="utf-8"), re.MULTILINE))
    assert explained == {code.value for code in Code}
