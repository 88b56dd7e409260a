"""Put violations, reasons and remedies into sentences, for an audience."""

from dispatch.clock import MINUTE
from dispatch.model import Binding, Cause, Help, Obstacle, Remedy, Unassigned, Violation, Where
from dispatch.words.catalogue import Audience, Words

_TOLD = 3
"""Of many obstacles, how many are told; the rest is counted."""

_WHOLE = {
    Obstacle.SHIFT_SHORT,
    Obstacle.SHIFT_CROWD,
    Obstacle.SHIFT_MANY,
    Obstacle.PRICE_MANY,
    Obstacle.WRITTEN,
}
"""Those whose words are a sentence already."""


def say_where(speak: Words, where: Where) -> str:
    """Point into a plan: ``R1 trip 2 stop B7``."""
    parts = [where.route] if where.route else []
    parts += [speak("violation.where.trip", trip=where.trip)] if where.trip else []
    parts += [speak("violation.where.stop", stop=where.stop)] if where.stop else []
    return " ".join(parts) or speak("violation.where")


def say_violation(speak: Words, violation: Violation, audience: Audience = Audience.DISPATCHER) -> str:
    """Say which rule a plan breaks in which way, without the place."""
    return speak.tell(f"violation.{violation.breach}", violation.facts, audience)


def say_reason(speak: Words, one: Unassigned, audience: Audience = Audience.DISPATCHER) -> str:
    """Say in one sentence why a stop is left behind."""
    details = list(dict.fromkeys(_say_binding(speak, binding, audience) for binding in one.because))
    if not details:
        return speak("reason.nobody")
    if one.because[0].obstacle in _WHOLE:
        return details[0]
    if len(details) > 1:
        return speak("reason.several", details="; ".join(_shortened(speak, details)))
    if one.because[0].obstacle is Obstacle.RELEASE_ON_BOARD:
        return f"{details[0][0].upper()}{details[0][1:]}."
    if one.never:
        return speak(f"reason.never.{one.cause.lower()}", detail=details[0])
    return speak("reason.price" if one.cause is Cause.PRICE else "reason.room", detail=details[0])


def say_remedy(speak: Words, remedy: Remedy | None, audience: Audience = Audience.DISPATCHER) -> str:
    """Say in one sentence what would help; nothing if nothing was found."""
    if remedy is None:
        return ""
    key = f"remedy.{remedy.help}"
    if remedy.help in {Help.HOUR_LATER, Help.HOUR_SOONER, Help.ONE_MORE}:
        return speak.tell(key, remedy.facts, audience, served=_say_served(speak, remedy))
    if remedy.help is Help.WRITTEN:
        return speak.tell(key, remedy.facts, audience)
    place = "remedy.place.trip" if _number(remedy, "trip") else "remedy.place.own"
    where = speak.tell(place, remedy.facts, audience)
    return speak.tell(key, remedy.facts, audience, place=where, more=_say_more(speak, remedy))


def _say_binding(speak: Words, binding: Binding, audience: Audience) -> str:
    return speak.tell(f"reason.{binding.obstacle}", binding.facts, audience)


def _shortened(speak: Words, details: list[str]) -> list[str]:
    rest = len(details) - _TOLD
    return details if rest <= 0 else [*details[:_TOLD], speak("reason.more", n=speak.integer(rest))]


def _say_served(speak: Words, remedy: Remedy) -> str:
    served, total = _number(remedy, "n"), _number(remedy, "total")
    form = "it" if served == 1 else "all" if served == total else "some"
    return speak.tell(f"remedy.served.{form}", remedy.facts)


def _say_more(speak: Words, remedy: Remedy) -> str:
    """Say what it takes more: ``+12 min · +€ 3,40``; tables guard a plus behind a comma."""
    minutes, extra = -(-_number(remedy, "work") // MINUTE), _number(remedy, "extra")
    sign = "-" if minutes < 0 else "+"
    money = ("+" if extra >= 0 else "") + speak.euro(extra)
    return f"{sign}{speak('minutes', minutes=speak.integer(abs(minutes)))} · {money}"


def _number(remedy: Remedy, name: str) -> int:
    return next((fact.value for fact in remedy.facts if fact.name == name and isinstance(fact.value, int)), 0)
