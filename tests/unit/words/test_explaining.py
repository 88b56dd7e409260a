"""Every code of a violation, a reason and a remedy is said in both languages, for whoever reads."""

import re

import pytest

from dispatch.files.delimited import harmless
from dispatch.model import Binding, Breach, Cause, Help, Obstacle, Remedy, Unassigned, Violation, Where
from dispatch.model.facts import cents, count, courier, moment, receipt, span, written
from dispatch.words import (
    LANGUAGES,
    SENTENCES,
    Audience,
    placeholders,
    say_reason,
    say_remedy,
    say_violation,
    say_where,
    words,
)

DUTCH, ENGLISH = words("nl"), words("en")
PRIZED = courier("courier", "Sam J.", "fiets-A")
"""Ends in a full stop: a word boundary does not end there."""


def known(key: str) -> bool:
    return key in SENTENCES or {f"{key}.one", f"{key}.other"} <= set(SENTENCES)


@pytest.mark.parametrize(("prefix", "codes"), [("violation", Breach), ("reason", Obstacle), ("remedy", Help)])
def test_every_code_has_its_words(prefix, codes):
    assert [code for code in codes if not known(f"{prefix}.{code}")] == []


def test_every_cause_is_broken_or_binds_in_some_way():
    assert {code.cause for code in (*Breach, *Obstacle)} == set(Cause)


def test_every_cause_that_can_bar_for_good_heads_a_sentence():
    alone = {
        obstacle.cause for obstacle in list(Obstacle)[: list(Obstacle).index(Obstacle.CAPACITY_FULL_CRATES)]
    }
    assert [cause for cause in alone if not known(f"reason.never.{cause.lower()}")] == []


def test_both_languages_ask_for_the_same_facts():
    for key, (dutch, english) in SENTENCES.items():
        if key.partition(".")[0] in {"violation", "reason", "remedy"} and not key.startswith("remedy.served"):
            assert placeholders(dutch) == placeholders(english), key


def test_a_place_in_a_plan():
    assert say_where(ENGLISH, Where("R1", 2, "B7")) == "R1 trip 2 stop B7"
    assert say_where(DUTCH, Where("R1", 2)) == "R1 rit 2"
    assert say_where(DUTCH, Where()) == "het plan"


def test_a_violation():
    late = Violation(
        Breach.WINDOW_AFTER, Where("R1", 1, "A"), 60, (moment("n", 36_060), moment("limit", 36_000))
    )
    assert say_violation(ENGLISH, late) == "service begins at 10:01, after 10:00"
    assert say_violation(DUTCH, late) == "de bezorging begint om 10:01, na 10:00"


def left(never: bool, cause: Cause, *because: Binding) -> Unassigned:
    return Unassigned("A", never, cause, because)


def test_reasons():
    price = Binding("S", Obstacle.PRICE_DEARER, (PRIZED, cents("extra", 1480), cents("price", 100)))
    one = left(False, Cause.PRICE, price)
    assert say_reason(DUTCH, one) == (
        "Bezorgen kost meer dan laten staan: met Sam J. €\N{NO-BREAK SPACE}14,80,"
        " laten staan €\N{NO-BREAK SPACE}1,00."
    )
    late = Binding(
        "S", Obstacle.WINDOW_OTHER, (PRIZED, count("trip", 2), span("over", 300), receipt("receipt", "B9"))
    )
    assert say_reason(ENGLISH, left(False, Cause.WINDOW, late)) == (
        "No room left today; what comes closest: "
        "in Sam J.'s trip 2 receipt B9 would be served 5 minutes too late."
    )
    assert say_reason(DUTCH, left(True, Cause.SHIFT)) == "Op deze dag werkt er niemand."


def test_of_many_obstacles_three_are_told_and_the_rest_is_counted():
    trips = [
        Binding(f"S{number}", Obstacle.SHIFT_TRIPS, (courier("courier", f"C{number}"),))
        for number in range(5)
    ]
    assert say_reason(ENGLISH, left(True, Cause.SHIFT, *trips)) == (
        "Nobody can deliver it today: C0 has no trip left; C1 has no trip left; C2 has no trip left; 2 more."
    )
    assert say_reason(DUTCH, left(True, Cause.SHIFT, *trips)).endswith("; nog 2.")


def test_what_was_written_by_an_older_program_stays_as_it_was():
    old = left(False, Cause.CAPACITY, Binding("", Obstacle.WRITTEN, (written("text", "Alles is vol."),)))
    assert say_reason(ENGLISH, old) == "Alles is vol."
    assert (
        say_remedy(ENGLISH, Remedy(Help.WRITTEN, facts=(written("text", "Een rit extra."),)))
        == "Een rit extra."
    )


@pytest.mark.parametrize(
    ("n", "dutch", "english"),
    [
        (1, "kan het mee", "serves it"),
        (3, "kunnen ze alle 3 mee", "serves all 3"),
        (2, "kunnen er 2 van de 3 mee die blijven staan", "serves 2 of the 3 left behind"),
    ],
)
def test_how_many_a_change_serves(n, dutch, english):
    remedy = Remedy(
        Help.HOUR_LATER,
        "S",
        (count("n", n), count("total", 3 if n > 1 else 1), PRIZED, moment("until", 79_200)),
    )
    assert say_remedy(DUTCH, remedy) == f"Als Sam J. een uur langer werkt, tot 22:00, {dutch}."
    assert say_remedy(ENGLISH, remedy) == f"One more hour for Sam J., until 22:00, {english}."


def test_where_an_order_fits_and_what_that_costs():
    told = (PRIZED, count("trip", 0), span("work", 1861), cents("extra", 1480))
    assert say_remedy(ENGLISH, Remedy(Help.PAY, "S", told)) == (
        "Fits a trip of its own for Sam J. if it may cost that: +32 min · +€14.80."
    )
    inside = (PRIZED, count("trip", 1), span("work", -600), cents("extra", -120), moment("until", 36_000))
    assert say_remedy(DUTCH, Remedy(Help.OPEN_UNTIL, "S", inside)) == (
        "Past in rit 1 van Sam J. als het tijdvak tot 10:00 duurt: -10 min · -€\N{NO-BREAK SPACE}1,20."
    )
    for one in (told, inside):
        said = say_remedy(ENGLISH, Remedy(Help.PAY, "S", one))
        assert harmless(said) == said, "a table puts an apostrophe into it"
    assert say_remedy(ENGLISH, None) == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["Sam J.", "Jan (zaterdag)", "Sanne", "J."])
def test_readers_who_may_know_no_persons_read_vehicles(language, name):
    """Names are never cut out of sentences: the sentence is made for who reads it."""
    speak, who = words(language), courier("courier", name, "fiets-A")
    figures = {
        "n": count("n", 2),
        "total": count("total", 3),
        "trip": count("trip", 1),
        "extra": cents("extra", 100),
        "work": span("work", 60),
    }
    for code in (*Obstacle, *Help):
        prefix = "reason" if isinstance(code, Obstacle) else "remedy"
        forms = [text for key, text in speak.texts.items() if re.fullmatch(rf"{prefix}\.{code}(\.\w+)?", key)]
        asked = {name for text in forms for name in placeholders(text)} | {*figures}
        facts = (who, *(figures.get(one, written(one, "x")) for one in sorted(asked - {"courier"})))
        if isinstance(code, Obstacle):
            told = say_reason(speak, left(True, Cause.SHIFT, Binding("S", code, facts)), Audience.PUBLIC)
        else:
            told = say_remedy(speak, Remedy(code, "S", facts), Audience.PUBLIC)
        assert name not in told
        assert "fiets-A" in told or "courier" not in asked
