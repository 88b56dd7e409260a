from pathlib import Path

import pytest
from till import DAY, STORE, table

from dispatch.config import IntakeSection, Promise
from dispatch.day import day_state, news
from dispatch.day.entries import Entry
from dispatch.intake import read_export, read_rows
from dispatch.model import Address
from dispatch.pipeline.till import export_as_news, till_of

HOME = {
    "straat": "Houtlaan",
    "huisnummer": "60",
    "huisletter": "A",
    "postcode": "2334 CL",
    "plaats": "Leiden",
}


@pytest.mark.parametrize(
    "changes",
    [
        HOME,
        {**HOME, "afleveradres": "Breestraat 50, 2311 CS Leiden"},
        {**HOME, "bezorgstraat": "Breestraat 50"},
    ],
)
def test_an_address_changed_by_hand_wins_over_every_address_of_the_till(
    tmp_path: Path, changes: dict[str, str]
) -> None:
    (tmp_path / "p.csv").write_text(table(changes))
    section = IntakeSection()
    read = export_as_news(read_export(tmp_path / "p.csv", section), "")
    said = (read, news.ChangeAddress("1001", "Rapenburg 73, 2311 GJ Leiden"))
    state = day_state([Entry(number, "", "", one) for number, one in enumerate(said, 1)])
    intake = read_rows(till_of(state, section), {}, DAY, section, Promise(), STORE)
    assert [order.address for order in intake.orders] == [Address(line="Rapenburg 73, 2311 GJ Leiden")]
