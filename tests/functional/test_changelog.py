"""The version of the program is the newest that the changelog dates."""

import re
import tomllib

from program import ROOT


def test_the_changelog_begins_with_the_version_of_the_program() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    dated = re.findall(r"^## (\S+) \((\d{4}-\d{2}-\d{2})\)$", text, re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert dated[0][0] == project["version"]
    assert [day for _, day in dated] == sorted((day for _, day in dated), reverse=True)


def test_what_is_not_released_stands_on_top() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)", text, re.MULTILINE)[0] == "Unreleased"
