from pathlib import Path

from said import english

from dispatch.app.columns import KEPT, columns_told, keep_columns
from dispatch.intake.names import PURCHASE_NAMES
from dispatch.intake.recognising import Recogniser


def told(root: Path, *headers: str) -> list[str]:
    """Read headers as a plan does: tell, then remember."""
    read = Recogniser(PURCHASE_NAMES).map(headers).read
    issues = columns_told(root, "p.csv", read)
    keep_columns(root, read)
    return [f"{issue.code} {english(issue)}" for issue in issues]


def test_guesses_are_told_the_first_time_and_known_names_are_not(tmp_path: Path) -> None:
    assert told(tmp_path / "one", "bonnummer", "naam") == []
    (first,) = told(tmp_path / "two", "bonnummer", "Klanttelefoon")
    assert first.startswith("COLUMNS_FIRST")
    assert '"Klanttelefoon" (phone)' in first
    assert told(tmp_path / "two", "bonnummer", "Klanttelefoon") == []


def test_another_layout_is_told_once(tmp_path: Path) -> None:
    told(tmp_path, "bonnummer", "van", "kassa")
    (changed,) = told(tmp_path, "bonnummer", "bezorgtijd vanaf", "kassa")
    assert changed.startswith("COLUMNS_CHANGED")
    assert '+ "bezorgtijd vanaf" (window_from)' in changed
    assert '- "van" (window_from)' in changed
    assert told(tmp_path, "bonnummer", "bezorgtijd vanaf", "kassa") == []


def test_another_order_of_columns_is_no_other_layout(tmp_path: Path) -> None:
    told(tmp_path, "bonnummer", "naam")
    assert told(tmp_path, "naam", "bonnummer") == []


def test_what_cannot_be_read_is_as_if_nothing_was_remembered(tmp_path: Path) -> None:
    (tmp_path / KEPT).write_text("[1, 2")
    assert told(tmp_path, "bonnummer", "naam") == []
    assert told(tmp_path, "bonnummer") != []
