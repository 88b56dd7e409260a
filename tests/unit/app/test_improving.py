"""When the next search of a plan begins."""

import pytest

from dispatch.app.improving import Improved, Rest


def test_the_pause_doubles_while_nothing_is_found_and_is_short_again_once_the_plan_changes() -> None:
    rest, pauses = Rest(), []
    for ended in (Improved.PUBLISHED, *[Improved.NO_BETTER] * 6, Improved.PUBLISHED, Improved.NO_BETTER):
        rest.after(ended)
        pauses.append(rest.seconds)
    assert pauses == [20, 40, 80, 160, 320, 600, 600, 20, 40]


@pytest.mark.parametrize("ended", [Improved.NOTHING, None])
def test_where_there_is_nothing_to_search_it_waits_long(ended: Improved | None) -> None:
    rest = Rest()
    rest.after(Improved.SAME)
    rest.after(ended)
    assert rest.seconds == Rest.LONGEST
