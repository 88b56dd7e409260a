"""What notes ask for, in the words of customers."""

import pytest

from dispatch.sheets.wishes import wishes


@pytest.mark.parametrize(
    "notes",
    [
        "Niet bij de buren afgeven",
        "niet bij buren",
        "Graag niet aan de buurvrouw geven",
        "Please do not leave with neighbours",
        "never at a neighbor",
        "Geen buren!",
    ],
)
def test_no_neighbours_is_understood(notes):
    assert wishes(notes).no_neighbours


@pytest.mark.parametrize(
    "notes", ["", "Mag bij de buren", "Niet aanbellen. Buren zijn thuis", "Buurman op 12 neemt aan"]
)
def test_neighbours_who_may_are_no_wish(notes):
    assert not wishes(notes).no_neighbours


@pytest.mark.parametrize(
    ("notes", "until", "since"),
    [
        ("Beheerder aanwezig tot 19:00", 19 * 3600, None),
        ("poort open tot 18.30, daarna bellen", 18 * 3600 + 1800, None),
        ("graag voor 17 uur", 17 * 3600, None),
        ("thuis vanaf 16:15", None, 16 * 3600 + 900),
        ("na 18u, uiterlijk 20u", 20 * 3600, 18 * 3600),
        ("Home until 7:30, or after 21:00", 7 * 3600 + 1800, 21 * 3600),
        ("tot 19:00 of tot 18:00", 18 * 3600, None),
        ("niet voor 17:00", None, 17 * 3600),
        ("Liever niet vóór 17u, vóór 19u is goed", 19 * 3600, 17 * 3600),
        ("Not before 5:30, not after 18:00", 18 * 3600, 5 * 3600 + 1800),
        ("niet later dan 20 uur en niet eerder dan 18 uur", 20 * 3600, 18 * 3600),
        ("Huisnummer 19, tot aan de deur", None, None),
        ("tot 99:99", None, None),
        ("bel 06-12345678 voor de deur", None, None),
        ("3e verdieping", None, None),
    ],
)
def test_until_and_from_are_read(notes, until, since):
    found = wishes(notes)
    assert (found.until, found.since) == (until, since)
