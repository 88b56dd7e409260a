"""What there is to carry, counted and said."""

import pytest
from smallday import order

from dispatch.model import Temperature
from dispatch.sheets.goods import Goods, pieces
from dispatch.words import words


@pytest.mark.parametrize(
    ("crates", "bags", "dutch", "english"),
    [
        (2, 1, "3 stuks (2 kratten, 1 tas)", "3 pieces (2 crates, 1 bag)"),
        (1, 1, "2 stuks (1 krat, 1 tas)", "2 pieces (1 crate, 1 bag)"),
        (2, 0, "2 kratten", "2 crates"),
        (1, 0, "1 krat", "1 crate"),
        (0, 1, "1 tas", "1 bag"),
        (0, 3, "3 tassen", "3 bags"),
        (0, 0, "0 kratten", "0 crates"),
    ],
)
def test_a_piece_is_a_crate_or_a_bag(crates, bags, dutch, english):
    goods = Goods(crates=crates, bags=bags)
    for language, said in (("nl", dutch), ("en", english)):
        number, word = goods.counted(words(language))
        assert f"{number} {word}" == said


def test_every_crate_and_every_bag_is_a_piece_with_a_number_of_its_receipt():
    found = pieces(order("B1", 2, crates=3, chilled_crates=1, frozen_crates=1, bags=2))
    assert [piece.code for piece in found] == ["B1/1", "B1/2", "B1/3", "B1/4", "B1/5"]
    assert [piece.temperature for piece in found[:3]] == list(Temperature)
    assert [piece.bag for piece in found] == [False, False, False, True, True]
    assert {piece.total for piece in found} == {5}


def test_goods_add_up():
    one, two = order("B1", 2, crates=3, chilled_crates=1), order("B2", 3, bags=2, frozen_crates=1)
    assert Goods.of([one]) + Goods.of([two]) == Goods.of([one, two])
