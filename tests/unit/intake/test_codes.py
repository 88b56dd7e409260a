import re
from pathlib import Path

import dispatch.intake

ROOM = Path(dispatch.intake.__file__).parent
ISSUES = Path(__file__).parents[3] / "docs" / "issues.md"


def test_every_code_is_explained() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
    found = set(re.findall(r'"([A-Z]{2,}(?:_[A-Z]+)+|TOBACCO|CORRECTED)"', source)) - {"ROUND_CEILING"}
    explained = set(re.findall(r"^\| `([A-Z_]+)`", ISSUES.read_text(encoding="utf-8"), re.MULTILINE))
    assert len(found) > 50
    assert found <= explained
