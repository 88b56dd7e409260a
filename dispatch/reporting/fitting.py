"""Tables wider than the place where they are shown: in parts side by side, each with the first column."""

from collections.abc import Sequence


def blocks(rows: Sequence[Sequence[str]], room: int, *, gap: int) -> list[list[int]]:
    """Share columns among as few blocks as fit the room, in their order.

    Parameters
    ----------
    rows
        Titles and cells as they are shown.
    room
        Signs in a line.
    gap
        Signs between two columns.

    Returns
    -------
    list
        The columns of each block; the first column stands in all of them. A column that fits nowhere has a
        block of its own.
    """
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    found = _filled(widths, room, gap)
    # As wide as each other: filled one by one, the last has a column or two.
    for narrower in range(room - 1, widths[0], -1):
        shared = _filled(widths, narrower, gap)
        if len(shared) > len(found):
            break
        found = shared
    return found


def _filled(widths: Sequence[int], room: int, gap: int) -> list[list[int]]:
    """Fill one block after the other."""
    found: list[list[int]] = [[0]]
    taken = widths[0]
    for place, width in enumerate(widths[1:], start=1):
        if len(found[-1]) > 1 and taken + gap + width > room:
            found.append([0])
            taken = widths[0]
        found[-1].append(place)
        taken += gap + width
    return found
