"""Read plans of older formats: what was written in sentences stays as it was written."""

import json
from typing import Any, Final

from dispatch.model.codes import AS_WRITTEN, Code

_WRITTEN: Final = "unknown.written"
_BARRIERS: Final = {"ZONE", "REACH", "KEPT"}
_ON_BOARD: Final = "ON_BOARD"
_REFUSED_NOW: Final = {"CANCEL_UNKNOWN", "COURIER_UNKNOWN"}
"""What a plan once told and a command refuses today."""


def upgrade(text: bytes, version: int) -> bytes:
    """Return a stored plan in the format of today; what makes no sense is left for the reader to refuse."""
    document = json.loads(text)
    if version < 2:
        for limit in _objects(_part(document, "problem"), "restrictions"):
            limit.update(_barrier(limit.pop("reason", "")))
        for left in _objects(document, "unassigned"):
            _upgrade_unassigned(left)
        _upgrade_issues(document)
        _upgrade_places(document)
    return json.dumps(document).encode()


def _upgrade_issues(document: Any) -> None:
    if isinstance(document, dict) and isinstance(document.get("issues"), list):
        document["issues"] = [
            issue
            for issue in document["issues"]
            if not (isinstance(issue, dict) and issue.get("code") in _REFUSED_NOW)
        ]
    rejected = (issue for row in _objects(document, "rejected") for issue in _objects(row, "issues"))
    for issue in (*_objects(document, "issues"), *rejected):
        facts = [fact for name in ("message", "hint") for fact in _written(issue.pop(name, ""), name)]
        issue.update(about=AS_WRITTEN, facts=facts)


def _upgrade_places(document: Any) -> None:
    for stop in _objects(_part(document, "problem"), "stops"):
        for holder in (stop, *_objects(stop, "orders")):
            place = _part(holder, "place")
            if isinstance(place, dict):
                remark = place.pop("remark", "")
                place["code"] = Code.ADDRESS_UNSURE.value if remark else None
                place["facts"] = _written(remark, "remark") if remark else []


def _upgrade_unassigned(left: dict[str, Any]) -> None:
    """Keep the sentences; the texts of the single shifts went with the format."""
    reason, remedy = left.pop("reason", ""), left.pop("remedy", "")
    left["cause"] = left.pop("code", "")
    left["because"] = [{"shift": "", "obstacle": _WRITTEN, "facts": _written(reason)}]
    left["remedy"] = {"help": "written", "shift": "", "facts": _written(remedy)} if remedy else None
    left["bindings"] = []


def _barrier(reason: str) -> dict[str, str]:
    """Take the reason of a restriction apart, as its format had it."""
    kind, _, by = str(reason).partition(" ")
    if kind == _ON_BOARD:
        return {"kind": _ON_BOARD, "by": by.strip()}
    return {"kind": reason, "by": ""} if reason in _BARRIERS else {"kind": "ZONE", "by": reason}


def _written(text: str, name: str = "text") -> list[dict[str, str]]:
    return [{"name": name, "kind": "written", "value": text, "beside": ""}]


def _part(document: Any, name: str) -> Any:
    return document.get(name) if isinstance(document, dict) else None


def _objects(document: Any, name: str) -> list[dict[str, Any]]:
    part = _part(document, name)
    return [one for one in part if isinstance(one, dict)] if isinstance(part, list) else []
