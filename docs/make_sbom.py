"""Write a bill of materials (CycloneDX 1.6) of the program and all that is installed with it.

Run it in an environment that holds the program: ``python docs/make_sbom.py dist`` writes it beside the
wheel. The same packages give the same file.
"""

import re
import sys
import uuid
from datetime import UTC, datetime
from importlib.metadata import Distribution
from pathlib import Path
from typing import Final

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from make_licences import licence, packages
from packageurl import PackageURL

ROOT: Final = "local-dispatch"
_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")
_NO_TIME: Final = datetime(1980, 1, 1, tzinfo=UTC)


def bill(root: str = ROOT) -> Bom:
    """List a package and all that it needs and that is installed, each with its licence and what it needs."""
    found = {_key(package.metadata["Name"]): package for package in packages(root)}
    components = {name: _component(package, application=name == root) for name, package in found.items()}
    said = " ".join(f"{name}=={package.version}" for name, package in sorted(found.items()))
    bom = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_URL, said))
    bom.metadata.component = components[root]
    bom.metadata.timestamp = _NO_TIME
    bom.components.update(one for name, one in components.items() if name != root)
    for name, package in found.items():
        needs = {_key(match[0]) for wish in package.requires or () if (match := _NAME.match(wish))}
        bom.register_dependency(components[name], [components[need] for need in needs & found.keys()])
    return bom


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _component(package: Distribution, *, application: bool) -> Component:
    name, version = _key(package.metadata["Name"]), package.version
    purl = PackageURL("pypi", name=name, version=version)
    return Component(
        name=name,
        version=version,
        type=ComponentType.APPLICATION if application else ComponentType.LIBRARY,
        bom_ref=str(purl),
        purl=purl,
        description=package.metadata.get("Summary"),
        licenses=[LicenseFactory().make_from_string(licence(package))],
    )


def main(folder: Path) -> Path:
    """Write it into a folder."""
    bom = bill()
    path = folder / f"local_dispatch-{bom.metadata.component.version}.cdx.json"  # type: ignore[union-attr]
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(JsonV1Dot6(bom).output_as_string(indent=1) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.stdout.write(f"{main(Path(sys.argv[1] if len(sys.argv) > 1 else 'dist'))}\n")
