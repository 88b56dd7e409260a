"""Write docs/licences.md: every package that an installation brings along, with its version and licence.

Run it in an environment that holds the program: ``python docs/make_licences.py``.
"""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

TARGET: Final = Path(__file__).parent / "licences.md"
_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")
_LONGEST: Final = 60


def packages(root: str) -> Iterator[Distribution]:
    """Give a package and all that it needs at run time and that is installed here."""
    seen, waiting = set(), [root]
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name in seen:
            continue
        seen.add(name)
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue  # for another system, or an extra that is not wanted
        yield found
        for wish in found.requires or ():
            match = _NAME.match(wish)
            if match and "extra ==" not in wish:
                waiting.append(match[0])


def licence(package: Distribution) -> str:
    """Return the licence that a package states: as SPDX, in one line, or by its classifiers."""
    facts = package.metadata
    stated = facts.get("License-Expression") or ""
    stem = "License ::"
    classified = [c.rpartition(" :: ")[2] for c in facts.get_all("Classifier") or () if c.startswith(stem)]
    short = (facts.get("License") or "").strip()
    if not stated and short and "\n" not in short and len(short) <= _LONGEST:
        stated = short
    return stated or ", ".join(classified) or "see its files"


def main() -> None:
    """Write the table."""
    found = sorted(packages("local-dispatch"), key=lambda package: package.metadata["Name"].lower())
    rows = [f"| {p.metadata['Name']} | {p.version} | {licence(p)} |" for p in found]
    head = "# Licences of what is installed\n\nWritten by `docs/make_licences.py`.\n\n"
    table = "\n".join(("| package | version | licence |", "| --- | --- | --- |", *rows))
    TARGET.write_text(f"{head}{table}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
