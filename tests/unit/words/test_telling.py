"""Facts in words: each kind as the country writes it, lists joined, couriers only for those who may know."""

from datetime import date

import pytest

from dispatch.model import facts
from dispatch.words import Audience, Words, words


@pytest.mark.parametrize(
    ("fact", "dutch", "english"),
    [
        (facts.count("x", 1234), "1.234", "1,234"),
        (facts.moment("x", 17 * 3600 + 42 * 60 + 59), "17:42", "17:42"),
        (facts.span("x", 40), "40 seconden", "40 seconds"),
        (facts.span("x", 60), "1 minuut", "1 minute"),
        (facts.span("x", 61), "2 minuten", "2 minutes"),
        (facts.span("x", 3_900), "1:05 u", "1:05 h"),
        (facts.metres("x", 350), "350 m", "350 m"),
        (facts.metres("x", 12_345), "12,3 km", "12.3 km"),
        (facts.grams("x", 8_400), "8,4 kg", "8.4 kg"),
        (facts.cents("x", 123_450), "€\u00a01.234,50", "€1,234.50"),
        (facts.percent("x", 12), "12%", "12%"),
        (facts.day("x", date(2026, 11, 21)), "21 november 2026", "21 November 2026"),
        (facts.vehicle("x", "bus1"), "bus1", "bus1"),
        (facts.receipt("x", "2611"), "2611", "2611"),
        (facts.term("x", "temperature.chilled"), "koel", "chilled"),
        (facts.written("x", "as {it} stands"), "as {it} stands", "as {it} stands"),
    ],
)
def test_a_fact_is_written_as_in_the_country(fact, dutch, english):
    assert words("nl").fact(fact) == dutch
    assert words("en").fact(fact) == english


def test_couriers_have_names_for_the_dispatcher_and_vehicles_for_everybody_else():
    say = words("nl")
    assert say.fact(facts.courier("x", "Bram B.", "bakfiets1")) == "Bram B."
    assert say.fact(facts.courier("x", "Bram B.", "bakfiets1"), Audience.PUBLIC) == "bakfiets1"
    assert say.fact(facts.courier("x", "Bram B."), Audience.PUBLIC) == "een bezorger"


def test_a_sentence_joins_facts_of_one_name_and_lets_a_count_decide_its_form():
    texts = {"few.one": "{n} stop: {who}", "few.other": "{n} stops: {who}", "plain": "{who} {row}"}
    say = Words("nl", texts)
    who = [facts.written("who", name) for name in ("a", "b", "c")]
    assert say.tell("few", [facts.count("n", 1), *who[:1]]) == "1 stop: a"
    assert say.tell("few", [facts.count("n", 3), *who]) == "3 stops: a, b en c"
    assert say.tell("plain", who[:1], row=7) == "a 7"
