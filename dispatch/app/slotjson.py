"""Answers at the till for programs: the same on the command line and over HTTP."""

from typing import TYPE_CHECKING

from dispatch.clock import MINUTE, hhmm
from dispatch.model import Issue
from dispatch.slots import Slot, Tightness
from dispatch.slots.shapes import DayJson, OthersJson, SaidIssue, SlotJson, SlotsJson, TakenJson
from dispatch.words import Words, say_reason, say_remedy

if TYPE_CHECKING:
    from dispatch.app.counter import DayAnswer
    from dispatch.app.slots import SlotsAnswer


def slots_as_json(answer: "SlotsAnswer", speak: Words) -> SlotsJson:
    """Write the whole answer for programs."""
    place, taken = answer.place, answer.taken
    held: TakenJson | None = None
    if taken is not None:
        held = {
            "number": taken.number,
            "date": answer.days[-1].day.isoformat(),
            "window_from": hhmm(taken.window.earliest),
            "window_to": hhmm(taken.window.latest),
            "expires_in_s": answer.expires_in,
            "known": answer.known,
        }
    return {
        "format_version": 1,
        "status": answer.status,
        "address": place.place.address.one_line() if place else None,
        "days": [day_as_json(day, speak) for day in answer.days],
        "issues": [said_issue(issue, speak) for issue in answer.issues],
        "taken": held,
        "ms": round(answer.seconds * 1000, 1),
    }


def day_as_json(day: "DayAnswer", speak: Words) -> DayJson:
    """Write the windows of a day for programs."""
    return {
        "date": day.day.isoformat(),
        "possible": day.possible,
        "windows": [slot_as_json(slot, speak) for slot in day.slots],
        "issues": [said_issue(issue, speak) for issue in day.issues],
    }


def slot_as_json(slot: Slot, speak: Words) -> SlotJson:
    """Write one window for programs."""
    can = slot.possible
    return {
        "window_from": hhmm(slot.window.earliest),
        "window_to": hhmm(slot.window.latest),
        "price_eur": slot.offer.price_cents / 100,
        "possible": can,
        "full": slot.full,
        "cheapest": slot.cheapest,
        "searched": slot.searched,
        "courier": slot.courier if can else None,
        "vehicle": slot.vehicle if can else None,
        "trip": slot.trip if can else None,
        "own_trip": slot.own_trip if can else None,
        "arrival": hhmm(slot.start) if can else None,
        "extra_eur": slot.extra_cents / 100 if can else None,
        "extra_work_min": round(slot.work_seconds / MINUTE, 1) if can else None,
        "others": _others(slot.tightness),
        "reason": speak("slots.full") if slot.full else say_reason(speak, slot.why) if slot.why else "",
        "remedy": say_remedy(speak, slot.why.remedy) if slot.why else "",
    }


def said_issue(issue: Issue, speak: Words) -> SaidIssue:
    """Write what is the matter for programs."""
    said = speak.issue(issue)
    return {
        "code": str(issue.code),
        "severity": issue.severity,
        "message": said.message,
        "hint": said.hint,
    }


def _others(tight: Tightness | None) -> OthersJson | None:
    if tight is None:
        return None
    return {
        "slack_min_before": None if tight.before is None else tight.before // MINUTE,
        "slack_min_after": None if tight.after is None else tight.after // MINUTE,
        "moved": tight.moved,
        "later_than_told": tight.outside,
    }
