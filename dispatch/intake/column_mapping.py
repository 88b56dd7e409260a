"""Decide which column of a file counts: whose address, which of two with one meaning, what is a spare."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from dispatch.files.headers import Columns, Header, Why

DOOR: Final = frozenset(
    {
        *("street", "house_number", "house_letter", "addition", "postcode", "city", "address", "address_2"),
        "country",
    }
)
"""Columns of an address: they are taken from one party together."""

SPARE: Final = frozenset({"phone", "mobile", "notes", "status", "cancelled", "age_check"})
"""Columns that may stand in a file more than once, each of use, and say different things."""

PERSON: Final = ("name", "first_name", "name_infix", "last_name", "company")
"""Columns of a name: they are taken from one party together."""

ITEMS: Final = frozenset({"item_article", "item_code", "item_quantity"})


class Party(IntEnum):
    """Say whose address it is; where several are given, the first of these that is filled counts."""

    DELIVERY = 0
    PLAIN = 1
    HOME = 2


@dataclass(frozen=True, slots=True)
class Match:
    """What a header was recognised as; ranks are the better the lower."""

    index: int
    column: str
    party: Party
    rank: int
    why: Why

    @property
    def precedence(self) -> tuple[int, Party, int, int]:
        """What to sort by: of two for one column the least counts."""
        return min(self.rank, 0), self.party, self.rank, self.index


@dataclass(slots=True)
class ColumnMapping:
    """Decide which columns count, by what their headers were recognised as."""

    headers: tuple[str, ...]
    matches: list[Match]
    indexes: dict[str, int] = field(default_factory=dict)
    spares: dict[str, tuple[int, ...]] = field(default_factory=dict)
    seconds: dict[int, tuple[int, ...]] = field(default_factory=dict)
    used: dict[int, tuple[str, Why]] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)

    def columns(
        self,
        reads: Callable[[Sequence[str], Mapping[int, tuple[str, Why]]], tuple[Header, ...]],
        absent: tuple[str, ...],
    ) -> Columns:
        """Return where everything stands."""
        doors = self._doors()
        weak = any(match.why is Why.WEAK for match in self.matches)
        for column in {match.column for match in self.matches} - (DOOR if doors else frozenset()):
            self._choose(
                column, sorted((m for m in self.matches if m.column == column), key=lambda m: m.precedence)
            )
        if doors:
            self.indexes.update(doors[0])
        kept = set(self.indexes.values()) | {index for door in doors for index in door.values()}
        kept |= {index for column in ("phone", "mobile", "notes") for index in self.spares.get(column, ())}
        kept -= {index for index, (column, _) in self.used.items() if column in {"company", "country"}}
        kept -= {index for index, (column, _) in self.used.items() if column in ITEMS}
        return Columns(
            self.headers,
            self.indexes,
            tuple(index for index in range(len(self.headers)) if index not in kept),
            tuple(self.repeated),
            spares=self.spares,
            doors=doors,
            seconds=self.seconds,
            persons=self._persons(),
            weak=frozenset({"house_number"} if weak else ()),
            read=reads(self.headers, self.used),
            absent=absent,
        )

    def _choose(self, column: str, found: list[Match]) -> None:
        first, *others = found
        self.indexes[column] = first.index
        self.used[first.index] = (column, first.why)
        for other in others:
            if column in ITEMS:
                self.used[other.index] = ("", Why.OTHER)
                continue
            self.spares[column] = (*self.spares.get(column, ()), other.index)
            self.used[other.index] = (column, Why.SPARE)
            # Two of one name may contradict each other; a doubt, unless something says which is meant.
            named = first.why is Why.NAME and other.why is Why.NAME and first.party is other.party
            if named and column not in SPARE and column not in PERSON:
                self.repeated.append(self.headers[other.index])

    def _persons(self) -> tuple[Mapping[str, tuple[int, ...]], ...]:
        """Return the names that a row may hold: the store's own first, then who is delivered to."""
        found: dict[tuple[bool, Party], dict[str, tuple[int, ...]]] = {}
        for match in sorted((m for m in self.matches if m.column in PERSON), key=lambda m: m.precedence):
            person = found.setdefault((match.why is not Why.OWN, match.party), {})
            person[match.column] = (*person.get(match.column, ()), match.index)
        return tuple(found[key] for key in sorted(found))

    def _doors(self) -> tuple[Mapping[str, int], ...]:
        """Return the addresses that a row may hold, the one to deliver to first.

        Parts that an address lacks are taken from columns that belong to no other whole address.
        """
        parties: dict[Party, dict[str, int]] = {}
        for match in sorted((m for m in self.matches if m.column in DOOR), key=lambda m: m.precedence):
            party = parties.setdefault(match.party, {})
            if match.column in party:
                first = party[match.column]
                if match.why is Why.NAME:
                    self.repeated.append(self.headers[match.index])
                self.seconds[first] = (*self.seconds.get(first, ()), match.index)
                self.used[match.index] = (match.column, Why.SPARE)
            else:
                party[match.column] = match.index
                self.used[match.index] = (match.column, match.why)
        self._lay_own_on_top(parties)
        whole = [party for party in Party if _is_door(parties.get(party, {}))]
        loose = [index for party in Party if party not in whole for index in parties.get(party, {}).items()]
        if not whole and loose:
            return (dict(reversed(loose)),)
        return tuple({**dict(reversed(loose)), **parties[party]} for party in whole)

    def _lay_own_on_top(self, parties: dict[Party, dict[str, int]]) -> None:
        """Let columns that the store named itself be the first address, in place of their rivals."""
        named = {
            match.column: match for match in self.matches if match.why is Why.OWN and match.column in DOOR
        }
        if not named:
            return
        own = {column: match.index for column, match in named.items()}
        for columns in parties.values():
            for column, index in own.items():
                if columns.get(column) == index:
                    del columns[column]
        if _is_door(own):
            top = next(named[column].party for column in ("address", "street", "postcode") if column in named)
        else:
            top = next((party for party in Party if _is_door(parties.get(party, {}))), Party.DELIVERY)
        merged = {**parties.get(top, {}), **own}
        rivals = ("street", "house_number") if "address" in own else ("address",) if "street" in own else ()
        left = [merged.pop(column) for column in rivals if column not in own and column in merged]
        left += [index for party in Party if party < top for index in parties.pop(party, {}).values()]
        parties[top] = merged
        self.used.update((index, ("", Why.OTHER)) for index in left)
        self.used.update((index, (column, Why.OWN)) for column, index in own.items())


def _is_door(columns: Mapping[str, int]) -> bool:
    """Tell whether columns can name a door."""
    return "street" in columns or "address" in columns or {"postcode", "house_number"} <= set(columns)
