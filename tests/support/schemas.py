"""Hold what a command says with ``--json`` against its schema in docs/schemas/."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

FOLDER = Path(__file__).parents[2] / "docs" / "schemas"


def command_of(arguments: Sequence[str]) -> str:
    """Return the command among arguments; flags with a value may stand before it."""
    words = list(arguments)
    while words and words[0].startswith("-"):
        del words[: 2 if words[0] == "--language" else 1]
    return " ".join(words[:2] if words[0] == "map" else words[:1])


@cache
def _validator(command: str) -> Draft202012Validator:
    schema = json.loads((FOLDER / f"{command.replace(' ', '-')}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def conforming(arguments: Sequence[str], document: Any) -> Any:
    """Return what a command said, which must be as its schema has it."""
    _validator(command_of(arguments)).validate(document)
    return document
