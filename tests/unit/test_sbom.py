"""The bill of materials beside the wheel names everything that is installed with the program."""

import json
import sys
from pathlib import Path

import pytest
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).parents[2]


def test_it_names_every_package_with_version_and_licence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    from make_licences import licence, packages
    from make_sbom import bill

    written = JsonV1Dot6(bill()).output_as_string()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(written) is None
    document = json.loads(written)
    assert written == JsonV1Dot6(bill()).output_as_string()
    named = {one["name"]: one for one in document["components"]}
    for package in packages("local-dispatch"):
        name = package.metadata["Name"].lower().replace("_", "-")
        if name == "local-dispatch":
            continue
        assert named[name]["version"] == package.version
        assert named[name]["licenses"] or licence(package)
    needs = {one["ref"]: set(one.get("dependsOn", ())) for one in document["dependencies"]}
    assert any(ref.startswith("pkg:pypi/numba@") and need for ref, need in needs.items())
    assert sys.modules["make_sbom"]
