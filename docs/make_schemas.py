"""Write docs/schemas/: a JSON Schema for what each command says with ``--json``, made from its types.

Run it in a checkout: ``python docs/make_schemas.py``.
"""

import json
from pathlib import Path
from typing import Any, Final, Union

from pydantic import TypeAdapter

from dispatch_cli.shapes import COMMANDS, Failed

TARGET: Final = Path(__file__).parent / "schemas"


def schema_of(command: str) -> dict[str, Any]:
    """Return the schema of what a command says: its results, or what ended it."""
    kind = Union[*COMMANDS[command], Failed]
    made = TypeAdapter[Any](kind).json_schema(mode="serialization")
    title = f"dispatch {command} --json"
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **_closed(made)}


def _closed(part: Any) -> Any:
    """Let an object with known fields have those and no others; names say it all, without titles."""
    if isinstance(part, list):
        return [_closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    closed = {
        name: _closed(value) for name, value in part.items() if name != "title" or isinstance(value, dict)
    }
    if isinstance(part.get("properties"), dict) and part.get("type") == "object":
        closed["additionalProperties"] = False
        closed["required"] = list(part["properties"])
    return closed


def main() -> None:
    """Write a file for each command."""
    TARGET.mkdir(exist_ok=True)
    for command in COMMANDS:
        path = TARGET / f"{command.replace(' ', '-')}.json"
        path.write_text(json.dumps(schema_of(command), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
