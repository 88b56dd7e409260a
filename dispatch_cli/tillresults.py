"""What slots says: a table for people, one JSON object for programs."""

from typing import TYPE_CHECKING

from dispatch.app.slotjson import slots_as_json
from dispatch.clock import DAY, MINUTE, ceil_minutes, hhmm, hhmm_span
from dispatch.model import Code
from dispatch.slots import Slot
from dispatch.words import Words, say_reason, say_remedy
from dispatch_cli.console import Screen, safe
from dispatch_cli.summary import show_issues

if TYPE_CHECKING:
    from rich.table import Table

    from dispatch.app.counter import DayAnswer
    from dispatch.app.slots import SlotsAnswer


def show_slots(screen: Screen, answer: "SlotsAnswer") -> int:
    """Show which windows can be promised, with whom, and what each costs."""
    speak, console = screen.words, screen.people()
    screen.result(slots_as_json(answer, speak), told=True)
    if answer.place is not None:
        screen.say(answer.place.place.address.one_line())
    else:
        outside = any(issue.code is Code.OUTSIDE_AREA for issue in answer.issues)
        screen.say(speak("slots.nowhere" if outside else "slots.unfound"))
    show_issues(console, speak, answer.issues)
    for day in answer.days:
        if day.slots:
            console.print(_table(speak, day))
            for slot in day.slots:
                _say_why(screen, slot)
        if not day.possible:
            screen.say(speak("slots.none", day=speak.day(day.day)))
        show_issues(console, speak, day.issues)
    if answer.taken is not None:
        window, when = answer.taken.window, answer.days[-1].day
        screen.say(
            speak(
                "slots.taken",
                number=answer.taken.number,
                since=hhmm(window.earliest),
                until=hhmm(window.latest),
                day=speak.day(when),
                expires=hhmm(answer.taken.expires % DAY),
            )
        )
    return answer.status


def _table(speak: Words, day: "DayAnswer") -> "Table":
    from rich.table import Table

    table = Table(title=speak("slots.title", day=speak.day(day.day)), title_justify="left", box=None)
    for key in ("window", "price", "who", "start", "work", "cost", "slack"):
        right = key in {"price", "start", "work", "cost"}
        table.add_column(
            speak(f"slots.{key}"), justify="right" if right else "left", no_wrap=right or key == "window"
        )
    table.add_column("")
    for slot in day.slots:
        table.add_row(*map(safe, _cells(speak, slot)))
    return table


def _cells(speak: Words, slot: Slot) -> tuple[str, ...]:
    window = hhmm_span(slot.window.earliest, slot.window.latest)
    price = speak.euro(slot.offer.price_cents) if slot.offer.price_cents else ""
    if not slot.possible:
        return window, price, "-", "", "", "", "", ""
    who = speak("slots.own" if slot.own_trip else "slots.trip", courier=slot.courier, trip=slot.trip)
    minutes = ceil_minutes(slot.work_seconds)
    marks = [speak("slots.cheapest")] * slot.cheapest + [speak("slots.searched")] * slot.searched
    return (
        window,
        price,
        who,
        hhmm(slot.start),
        f"{minutes:+d} min",
        f"{'+' if slot.extra_cents >= 0 else ''}{speak.euro(slot.extra_cents)}",
        _slack(speak, slot),
        ", ".join(marks),
    )


def _slack(speak: Words, slot: Slot) -> str:
    tight = slot.tightness
    if tight is None or tight.before is None or tight.after is None:
        return ""
    now = speak("slots.slack.now", after=tight.after // MINUTE, before=tight.before // MINUTE)
    return f"{now}, {speak('slots.slack.later', n=tight.outside)}" if tight.outside else now


def _say_why(screen: Screen, slot: Slot) -> None:
    """Say why a window cannot be promised, and what would help."""
    window = hhmm_span(slot.window.earliest, slot.window.latest)
    if slot.full:
        screen.say(f"{window}: {screen.words('slots.full')}")
    elif slot.why is not None:
        remedy = say_remedy(screen.words, slot.why.remedy)
        screen.say(f"{window}: {say_reason(screen.words, slot.why)} {remedy}".rstrip())
