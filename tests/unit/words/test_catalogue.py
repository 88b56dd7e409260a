"""Words: complete in both languages, replaceable, and safe to fill."""

import re
from datetime import date
from pathlib import Path

import pytest

import dispatch.sheets
from dispatch.errors import ConfigError
from dispatch.words import LANGUAGES, SENTENCES, TEXTS, placeholders, words

SHEETS = Path(dispatch.sheets.__file__).parent
PACKAGE = SHEETS.parent
TABLES = {PACKAGE / "words" / name for name in ("paper.py", "screen.py")}
EVERYTHING = TEXTS | SENTENCES


def test_every_text_is_there_in_both_languages_with_the_same_placeholders():
    unlike = [
        key
        for key, (dutch, english) in EVERYTHING.items()
        if not (dutch.strip() and english.strip() and placeholders(dutch) == placeholders(english))
    ]
    assert unlike == []


def test_every_form_for_one_has_its_form_for_many():
    ones = {key.removesuffix(".one") for key in EVERYTHING if key.endswith(".one")}
    others = {key.removesuffix(".other") for key in EVERYTHING if key.endswith(".other")}
    assert ones == others


def test_templates_ask_for_keys_that_exist():
    asked = {
        key
        for template in SHEETS.rglob("*.typ")
        for key in re.findall(r'\bw\("([^"]+)"\)', template.read_text(encoding="utf-8"))
    }
    assert asked
    assert asked <= TEXTS.keys()


def test_no_text_is_dead():
    files = (*SHEETS.rglob("*.py"), *(PACKAGE / "words").glob("*.py"), *SHEETS.rglob("*.typ"))
    source = "".join(path.read_text(encoding="utf-8") for path in files if path not in TABLES)
    made_up = ("mark.", "vehicle.", "temperature.", "page.", "severity.", "span", "travel.")
    made_up += (
        "flight.",
        "drive.",
        "slip.",
        "loading.letter.",
        "loading.bay.",
        "loading.fetch.",
        "loading.space.",
    )

    def used(key):
        base = re.sub(r"\.(one|other)$", "", key)
        return f'"{base}"' in source or f"'{base}'" in source or base.startswith(made_up)

    assert [key for key in TEXTS if not used(key)] == []


@pytest.mark.parametrize(
    ("language", "day", "short", "euro", "km", "count", "span"),
    [
        (
            "nl",
            "zaterdag 7 november 2026",
            "07-11-2026",
            "€\u00a01.234,50",
            "12,3 km",
            "1.200 stops",
            "1:05 u",
        ),
        ("en", "Saturday 7 November 2026", "07/11/2026", "€1,234.50", "12.3 km", "1,200 stops", "1:05 h"),
    ],
)
def test_figures_are_written_as_in_the_country(language, day, short, euro, km, count, span):
    say = words(language)
    assert say.day(date(2026, 11, 7)) == day
    assert say.short_day(date(2026, 11, 7)) == short
    assert say.euro(123_450) == euro
    assert say.km(12_345) == km
    assert say.count("stop", 1200) == count
    assert say.span(64 * 60 + 1) == span  # rounded up to 65 minutes


def test_one_is_said_as_one():
    assert words("nl").count("crate", 1) == "1 krat"
    assert words("nl").count("crate", 2) == "2 kratten"
    assert words("nl").euro(-5) == "-€\u00a00,05"


def test_a_store_replaces_a_text_and_keeps_its_placeholder():
    say = words("nl", {"nobody.call": "Bel {phone}!", "mark.age": "NIX18"})
    assert say("nobody.call", phone="071") == "Bel 071!"
    assert say("mark.age") == "NIX18"
    assert say("mark.chilled") == "KOEL"


def test_what_is_filled_in_is_never_read_as_a_placeholder():
    assert words("nl")("chunk", first="{last} {0}", last="{x.__class__}") == "{last} {0} t/m {x.__class__}"


def test_all_mistakes_in_the_texts_are_named_at_once():
    with pytest.raises(ConfigError) as caught:
        words("nl", {"mark.frozn": "X", "nobody.call": "{telefoon}", "back": "{time.__class__}", "stop": "{"})
    message = str(caught.value)
    assert "did you mean 'mark.frozen'?" in message
    assert "'nobody.call' cannot fill {telefoon} (known: {phone})" in message
    assert "not a plain placeholder" in message
    assert message.count(";") == 3


def test_the_document_lists_every_text_as_it_is():
    docs = Path(__file__).parents[3] / "docs"
    listed = (docs / "texts.md").read_text(encoding="utf-8")
    rows = [f"| `{key}` | {dutch} | {english} |" for key, (dutch, english) in TEXTS.items()]
    assert listed.splitlines()[-len(rows) :] == rows, "run python docs/make_texts.py"


def test_the_languages_are_those_of_the_configuration():
    assert LANGUAGES == ("nl", "en")
