"""What customers are told: whom, when, in which words."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sampledays import planned_day
from smallday import STORE, at, small_day

from dispatch.clock import hhmm
from dispatch.config import Sheets, Store
from dispatch.errors import ConfigError
from dispatch.model import LocatedOrder, PlannedDay, Tell, TimeWindow, Told
from dispatch.sheets.exports.messages import Messages
from dispatch.sheets.exports.sms import Length, shortened
from dispatch.sheets.sheetday import SheetDay
from dispatch.sheets.told import told_window


def rows(day: PlannedDay, folder: Path, store: Store = STORE, **sheets: Any) -> list[dict[str, str]]:
    path, _ = Messages(Sheets(**sheets), store).write(SheetDay.of(day), folder)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def with_order(**changes: Any) -> PlannedDay:
    """Change the only order of the Hooigracht (B3)."""
    day = small_day()
    stop = day.problem.stops[1]
    located = replace(stop.orders[0], order=replace(stop.orders[0].order, **changes))
    stops = (day.problem.stops[0], replace(stop, orders=(located,)), *day.problem.stops[2:])
    return replace(day, problem=replace(day.problem, stops=stops))


def window(start: str, promised: tuple[str, str], seq: int = 1, width: int = 60, growth: int = 1) -> str:
    limits = TimeWindow(at(promised[0]), at(promised[1]))
    told = told_window(limits, at(start), seq, width, growth)
    return f"{hhmm(told.earliest)}-{hhmm(told.latest)}"


@pytest.mark.parametrize(
    ("start", "promised", "told"),
    [
        # 17:20 ± 30 minutes, down to a quarter; an hour on.
        ("17:20", ("14:00", "22:00"), "16:45-17:45"),
        ("17:30", ("14:00", "22:00"), "17:00-18:00"),
        # No earlier than promised, and no later.
        ("14:04", ("14:00", "16:00"), "14:00-15:00"),
        ("15:50", ("14:00", "16:00"), "15:00-16:00"),
        # A window that would end a minute after the arrival is told a quarter longer.
        ("15:59", ("15:30", "16:00"), "15:30-16:15"),
        ("16:00", ("16:00", "16:00"), "16:00-16:15"),
        # A promise that is no quarter is told in quarters all the same.
        ("14:20", ("14:20", "16:20"), "14:15-15:15"),
        ("16:09", ("14:20", "16:20"), "15:15-16:15"),
        ("16:12", ("14:20", "16:20"), "15:30-16:30"),
        # A plan that is late says so.
        ("16:25", ("14:00", "16:00"), "15:45-16:45"),
    ],
)
def test_the_window_lies_around_the_start_within_the_promise(start, promised, told) -> None:
    assert window(start, promised) == told


def test_the_window_grows_down_the_trip() -> None:
    # 60 minutes, and 1 for each of 20 stops before: 80, up to 90; 17:20 less 45 is 16:35, down to 16:30.
    assert window("17:20", ("14:00", "22:00"), seq=21) == "16:30-18:00"


@given(
    start=st.integers(0, 86_400),
    before=st.integers(0, 20_000),
    after=st.integers(0, 20_000),
    seq=st.integers(1, 60),
    width=st.integers(15, 600),
    growth=st.integers(0, 60),
)
def test_the_start_always_lies_in_what_is_told(start, before, after, seq, width, growth) -> None:
    promised = TimeWindow(max(0, start - before), start + after)
    told = told_window(promised, start, seq, width, growth)
    assert told.earliest % 900 == told.latest % 900 == 0
    assert told.earliest <= start
    assert start + 300 <= told.latest
    # Within the promise, but for the quarter in which it begins and what the margin after the start needs.
    assert promised.earliest - 900 < told.earliest
    assert told.latest <= max(promised.latest, start + 300 + 899)


def test_phone_language_and_text_come_first(tmp_path) -> None:
    path, _ = Messages(Sheets(), STORE).write(SheetDay.of(small_day()), tmp_path)
    assert path.read_text().splitlines()[0].split(",")[:3] == ["phone", "language", "text"]


def test_two_customers_at_one_door_each_get_a_message(tmp_path) -> None:
    told = rows(small_day(), tmp_path)
    assert [(row["receipt_id"], row["phone"]) for row in told] == [
        ("B1", "0031612345678"),
        ("B2", "0031687654321"),
        ("B3", "0031612345678"),
        ("B4", ""),
    ]
    assert told[3]["remark"] == "geen telefoonnummer"


def test_one_customer_with_two_orders_at_one_door_gets_one_message(tmp_path) -> None:
    day = small_day()
    stop = day.problem.stops[0]
    same = replace(stop.orders[1], order=replace(stop.orders[1].order, phone="06 1234 5678"))
    stops = (replace(stop, orders=(stop.orders[0], same)), *day.problem.stops[1:])
    told = rows(replace(day, problem=replace(day.problem, stops=stops)), tmp_path)
    assert [row["receipt_id"] for row in told] == ["B1 B2", "B3", "B4"]


@pytest.mark.parametrize(
    ("typed", "sent", "remark"),
    [
        ("06-12345678", "0031612345678", ""),
        ("(06) 12 34 56 78", "0031612345678", ""),
        ("0031 6 12345678", "0031612345678", ""),
        ("+32 470 12 34 56", "0032470123456", ""),
        ("071-5123456 / 06-12345678", "0031612345678", ""),
        ("071 512 34 56", "0031715123456", "vast nummer: bellen"),
        ("06-1234", "", "telefoonnummer is onbruikbaar"),
        ("bel de buren", "", "telefoonnummer is onbruikbaar"),
        ("  ", "", "geen telefoonnummer"),
    ],
)
def test_numbers_are_e164_or_left_out_with_a_remark(tmp_path, typed, sent, remark) -> None:
    row = rows(with_order(phone=typed), tmp_path)[2]
    assert (row["phone"], row["remark"]) == (sent, remark)


def test_numbers_without_a_country_are_read_as_the_stores_own(tmp_path) -> None:
    belgian = STORE.model_copy(update={"phone": "+32 2 555 12 12"})
    assert rows(with_order(phone="0470 12 34 56"), tmp_path, belgian)[2]["phone"] == "0032470123456"


def test_who_has_an_age_check_is_told_to_have_the_card_ready(tmp_path) -> None:
    told = rows(small_day(), tmp_path)
    assert "identiteitsbewijs" in told[0]["text"]
    assert "identiteitsbewijs" not in told[1]["text"]


def test_the_language_is_the_customers_if_the_till_knows_it(tmp_path) -> None:
    row = rows(with_order(extra=(("Taal", "EN"),)), tmp_path)[2]
    assert row["language"] == "en"
    assert row["text"].startswith("Dear J. Jansen, we deliver your groceries")
    assert "Saturday 21 November between 15:00 and 16:00" in row["text"]


def test_no_courier_route_or_address_is_told(tmp_path) -> None:
    text = " ".join(" ".join(row.values()) for row in rows(small_day(), tmp_path))
    assert not [word for word in ("Sanne", "R1", "bakfiets", "Breestraat", "52.1") if word in text]


def test_a_template_of_the_store_is_used(tmp_path) -> None:
    template = "{store}: {from}-{to}, bon {receipt}, {crates} kr. {question}"
    row = rows(small_day(), tmp_path, message_nl=template)[2]
    assert row["text"] == "Buurtsuper De Waag: 15:00-16:00, bon B3, 1 kr. Vragen? Bel 071 512 34 56."


def test_a_store_without_a_phone_asks_nobody_to_call(tmp_path) -> None:
    assert "Bel" not in rows(small_day(), tmp_path, STORE.model_copy(update={"phone": ""}))[2]["text"]


@pytest.mark.parametrize("name", ["{phone}", "{0.__class__}", "{name!r}", "%s", "}{", "{" * 50])
def test_braces_in_a_name_are_only_a_name(tmp_path, name: str) -> None:
    assert f"Beste {name}, wij" in rows(with_order(name=name), tmp_path)[2]["text"]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{naam}", r"message_nl cannot fill \{naam\}"),
        ("{name.__class__}", "is not a plain placeholder"),
        ("{name!r}", "is not a plain placeholder"),
        ("{", "message_nl"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused_at_once(template: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as refused:
        Messages(Sheets(message_nl=template), STORE)
    assert "{from}" in refused.value.hint


def test_every_planned_order_is_in_exactly_one_message(tmp_path) -> None:
    day = planned_day(80, left_behind=3)
    told = [receipt for row in rows(day, tmp_path) for receipt in row["receipt_id"].split()]
    planned = [o.order.receipt_id for row in SheetDay.of(day).visits for o in row.stop.orders]
    assert sorted(told) == sorted(planned)


def test_the_usual_message_is_one_text_message(tmp_path) -> None:
    for row in rows(planned_day(60), tmp_path):
        if row["text"].isascii() and "18+" not in row["text"] and "Maximiliaan" not in row["text"]:
            assert (row["alphabet"], row["parts"]) == ("GSM-7", "1")
    first = rows(small_day(), tmp_path)[0]
    assert first["text"] == (
        "Beste J. Jansen, wij bezorgen uw boodschappen op zaterdag 21 november tussen 14:00 en 15:00."
        " 18+: houd uw identiteitsbewijs klaar. Vragen? Bel 071 512 34 56. Buurtsuper De Waag"
    )


@pytest.mark.parametrize(
    ("text", "alphabet", "places", "parts"),
    [
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("€" * 80, "GSM-7", 160, 1),
        ("€" * 81, "GSM-7", 162, 2),
        ("é à ü ñ Ç", "GSM-7", 9, 1),
        ("ë" * 70, "UCS-2", 70, 1),
        ("ë" * 71, "UCS-2", 71, 2),
        ("\U0001f6b2" * 35, "UCS-2", 70, 1),
        ("", "GSM-7", 0, 1),
    ],
)
def test_a_text_is_as_long_as_its_alphabet_makes_it(text, alphabet, places, parts) -> None:
    assert Length.of(text) == Length(alphabet, places, parts)


def test_accents_give_way_only_where_that_saves_a_part() -> None:
    long = "Beste Zoë Ångström, " + "a" * 80
    assert shortened(long) == long.replace("ë", "e")
    assert shortened("Beste Zoë") == "Beste Zoë"
    long = "Beste Yıldız Łucja Œdipe, " + "wij bezorgen " * 10  # noqa: RUF001
    assert (Length.of(long).parts, Length.of(shortened(long)).parts) == (3, 1)
    assert shortened(long).startswith("Beste Yildiz Lucja Oedipe,")
    greek = "Γιώργος " * 20
    assert Length.of(shortened(greek)).alphabet == "UCS-2"


@pytest.mark.parametrize("name", ["Наталья Кузнецова", "王小明", "Γιώργος Παπαδόπουλος", "محمد عبد الرحمن"])
def test_a_name_in_another_script_gives_way_where_it_costs_parts(tmp_path, name) -> None:
    first = next(row for row in rows(with_order(name=name), tmp_path) if row["receipt_id"] == "B3")
    assert first["text"].startswith("Beste klant, wij bezorgen")
    assert (first["alphabet"], first["parts"]) == ("GSM-7", "1")
    assert first["remark"] in {f"naam weggelaten: daarmee zijn het {parts} sms'en" for parts in (2, 3)}


def test_a_name_in_another_script_stays_where_the_message_is_short(tmp_path) -> None:
    told = rows(with_order(name="王小明"), tmp_path, message_nl="{name}: {from}-{to} {store}")
    first = next(row for row in told if row["receipt_id"] == "B3")
    assert first["text"].startswith("王小明: ")
    assert (first["alphabet"], first["parts"], first["remark"]) == ("UCS-2", "1", "")


def test_only_what_is_new_is_to_be_sent(tmp_path) -> None:
    day = small_day()
    gone = replace(day.problem.stops[0].orders[0].order, receipt_id="Z9", name="B. Weg")
    early, late = TimeWindow(at("14:00"), at("15:00")), TimeWindow(at("16:00"), at("17:00"))
    told = (
        Told("B1", Tell.SAME, early, early),
        Told("B2", Tell.EARLIER, early, late),
        Told("B3", Tell.LATER, late, early),
        Told("B4", Tell.NEW, late),
        Told("Z9", Tell.CANCELLED, None, early, LocatedOrder(gone, day.problem.stops[0].place)),
    )
    rows(replace(day, told=told), tmp_path)

    def read(name: str) -> dict[str, dict[str, str]]:
        with (tmp_path / name).open(encoding="utf-8", newline="") as file:
            return {row["receipt_id"]: row for row in csv.DictReader(file)}

    every, some = read("messages.csv"), read("messages-to-send.csv")
    assert {receipt: row["change"] for receipt, row in every.items()} == {
        "B1": "same", "B2": "earlier", "B3": "later", "B4": "new", "Z9": "cancelled",
    }  # fmt: skip
    assert some == {receipt: row for receipt, row in every.items() if receipt != "B1"}
    assert every["B1"]["window_from"] == "14:00"
    assert "wij komen later: op zaterdag 21 november tussen 16:00 en 17:00" in every["B3"]["text"]
    assert "gaat niet door" in every["Z9"]["text"]
    assert every["Z9"]["window_from"] == ""
