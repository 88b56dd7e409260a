"""Plant typing errors into real addresses and count what the gazetteer makes of them.

    python benchmarks/addresses.py EXTRACT.osm.pbf [--places public_places.csv] [--sample 400] [--seed 1]

Only addresses that are at one place in the extract are drawn. For every kind of error: how many were
found (at the right door), suggested first, taken for another door, and that marked exact.
"""

import argparse
import csv
import random
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from dispatch.address_keys import city_key
from dispatch.geo.globe import metres_between
from dispatch.geocoding.doors import Door, Query, spread
from dispatch.geocoding.gazetteer import Gazetteer
from dispatch.geocoding.matching import RegisterGeocoder
from dispatch.geocoding.parsing import parse_address
from dispatch.model import Address, Confidence
from dispatch.ports import Located
from dispatch.roadmap.gazetteer import write_gazetteer

ACCEPT_SCORE = 0.93
Mistake = Callable[[Address, random.Random], Address | None]
MISTAKES: dict[str, Mistake] = {}


def mistake(function: Mistake) -> Mistake:
    MISTAKES[function.__name__.strip("_").replace("_", " ")] = function
    return function


def street_edit(change: Callable[[str, int, random.Random], str]) -> Mistake:
    def apply(address: Address, chance: random.Random) -> Address | None:
        letters = [i for i, c in enumerate(address.street) if c.isalpha() and i]
        if len(letters) < 4:
            return None
        street = change(address.street, chance.choice(letters[:-1]), chance)
        return None if street == address.street else replace(address, street=street)

    return apply


def substitute(pattern: str, new: str) -> Mistake:
    def apply(address: Address, _: random.Random) -> Address | None:
        street = re.sub(pattern, new, address.street, count=1)
        return None if street == address.street else replace(address, street=street)

    return apply


def in_postcode(change: Callable[[str, random.Random], str]) -> Mistake:
    def apply(address: Address, chance: random.Random) -> Address | None:
        postcode = change(address.postcode, chance)
        return None if postcode == address.postcode else replace(address, postcode=postcode)

    return apply


def both(one: Mistake, other: Mistake) -> Mistake:
    def apply(address: Address, chance: random.Random) -> Address | None:
        first = one(address, chance)
        return None if first is None else other(first, chance)

    return apply


def swap_digits(postcode: str, chance: random.Random) -> str:
    at = chance.randrange(3)
    return postcode[:at] + postcode[at + 1] + postcode[at] + postcode[at + 2 :]


def other_letter(postcode: str, chance: random.Random) -> str:
    at = chance.choice((-2, -1))
    letter = chance.choice("ABCDEGHJKLMNPRSTVWXZ")
    return postcode[:at] + letter + (postcode[at + 1 :] if at < -1 else "")


def no_postcode(address: Address, _: random.Random) -> Address:
    return replace(address, postcode="")


def no_city(address: Address, _: random.Random) -> Address:
    return replace(address, city="")


transposed = street_edit(lambda s, i, _: s[:i] + s[i + 1] + s[i] + s[i + 2 :])
missing = street_edit(lambda s, i, _: s[:i] + s[i + 1 :])
doubled = street_edit(lambda s, i, _: s[:i] + s[i] + s[i:])
wrong = street_edit(lambda s, i, c: s[:i] + c.choice("abdefgiklmnoprstuvw") + s[i + 1 :])
swapped = in_postcode(swap_digits)

MISTAKES |= {
    "street: letters transposed": transposed,
    "street: letter missing": missing,
    "street: letter doubled": doubled,
    "street: letter wrong": wrong,
    "street: transposed, no postcode": both(transposed, no_postcode),
    "street: missing letter, no postcode": both(missing, no_postcode),
    "street: doubled letter, no postcode": both(doubled, no_postcode),
    "street: transposed, no town": both(transposed, no_city),
    "street: 'straat' as 'str.'": substitute(r"straat$", "str."),
    "street: 'laan' as 'ln'": substitute(r"laan$", "ln"),
    "street: 'plein' as 'pl.', no postcode": both(substitute(r"plein$", "pl."), no_postcode),
    "street: 'gracht' as 'gr.', no postcode": both(substitute(r"gracht$", "gr."), no_postcode),
    "street: 'straat' left out": substitute(r"straat$", ""),
    "street: 'van der' as 'v.d.'": substitute(r"[vV]an de[rn]? ", "v.d. "),
    "street: 'Sint' as 'St.'": substitute(r"\bSint ", "St. "),
    "street: 'St.' as 'Sint'": substitute(r"\bSt\. ", "Sint "),
    "street: title shortened": substitute(r"^Burgemeester ", "Burg. "),
    "street: title left out": substitute(r"^(Burgemeester|Professor|Prof\.|Dr\.|Prinses|Koningin) ", ""),
    "street: 'Prinses' as 'Pr.', no postcode": both(substitute(r"^(Prinses|Prins) ", "Pr. "), no_postcode),
    "street: '1e' as 'Eerste'": substitute(r"^1e ", "Eerste "),
    "street: '2e' as '2de'": substitute(r"^2e ", "2de "),
    "street: 'ij' as 'y'": substitute(r"ij", "y"),
    "street: 'ij' as 'ei', no postcode": both(substitute(r"ij", "ei"), no_postcode),
    "street: space lost": substitute(r"(?<=\w) (?=\w)", ""),
    "postcode: digits swapped": swapped,
    "postcode: digits swapped, no town": both(swapped, no_city),
    "postcode: letter wrong": in_postcode(other_letter),
    "postcode: letter missing": in_postcode(lambda p, _: p[:-1]),
    "postcode: digits only": in_postcode(lambda p, _: p[:4]),
    "postcode: missing": no_postcode,
    "postcode: O for 0": in_postcode(lambda p, _: p[:4].replace("0", "O") + p[4:]),
    "postcode: I for 1": in_postcode(lambda p, _: p[:4].replace("1", "I") + p[4:]),
    "postcode: l for 1": in_postcode(lambda p, _: p[:4].replace("1", "l") + p[4:]),
    "postcode: small, glued": in_postcode(lambda p, _: p.replace(" ", "").lower()),
}


@mistake
def _both_street_transposed_and_digits_swapped(address: Address, chance: random.Random) -> Address | None:
    return both(transposed, swapped)(address, chance)


@mistake
def _without_accents(address: Address, _: random.Random) -> Address | None:
    import unicodedata

    plain = "".join(c for c in unicodedata.normalize("NFKD", address.street) if not unicodedata.combining(c))
    return None if plain == address.street else replace(address, street=plain, postcode="")


@mistake
def _number_and_addition_glued(address: Address, _: random.Random) -> Address | None:
    if not address.addition:
        return None
    return replace(address, house_number=f"{address.house_number}{address.addition.lower()}", addition="")


@mistake
def _number_dash_addition(address: Address, _: random.Random) -> Address | None:
    if not address.addition:
        return None
    return replace(address, house_number=f"{address.house_number}-{address.addition}", addition="")


@mistake
def _number_in_street(address: Address, _: random.Random) -> Address | None:
    door = f"{address.street} {address.house_number}{address.addition}"
    return replace(address, street=door, house_number="", addition="")


@mistake
def _street_and_number_in_swapped_columns(address: Address, _: random.Random) -> Address | None:
    return replace(address, street=address.house_number, house_number=address.street)


@mistake
def _postcode_and_town_in_swapped_columns(address: Address, _: random.Random) -> Address | None:
    return replace(address, postcode=address.city, city=address.postcode)


@mistake
def _one_line_postcode_first(address: Address, _: random.Random) -> Address | None:
    door = f"{address.house_number} {address.addition}".strip()
    return Address(line=f"{address.city}, {address.postcode} {address.street} {door}")


@mistake
def _one_line_without_commas(address: Address, _: random.Random) -> Address | None:
    door = f"{address.house_number}{address.addition}"
    return Address(line=f"{address.street} {door} {address.postcode} {address.city}")


@mistake
def _one_line_without_postcode(address: Address, _: random.Random) -> Address | None:
    return Address(line=f"{address.street} {address.house_number}{address.addition} {address.city}")


@mistake
def _town_wrong(address: Address, chance: random.Random) -> Address | None:
    towns = [t for t in ("Leiden", "Leiderdorp", "Oegstgeest", "Voorschoten") if t != address.city]
    return replace(address, city=chance.choice(towns))


@mistake
def _town_missing(address: Address, _: random.Random) -> Address | None:
    return replace(address, city="")


@mistake
def _town_misspelled_no_postcode(address: Address, chance: random.Random) -> Address | None:
    at = chance.randrange(1, len(address.city) - 1)
    town = address.city[:at] + address.city[at + 1] + address.city[at] + address.city[at + 2 :]
    return None if town == address.city else replace(address, city=town, postcode="")


@mistake
def _range_of_numbers(address: Address, _: random.Random) -> Address | None:
    if address.addition:
        return None
    return replace(address, house_number=f"{address.house_number}-{int(address.house_number) + 2}")


@mistake
def _hs_behind_number(address: Address, _: random.Random) -> Address | None:
    return None if address.addition else replace(address, house_number=f"{address.house_number}hs")


@mistake
def _shouted(address: Address, _: random.Random) -> Address | None:
    return replace(address, street=address.street.upper(), city=address.city.upper())


def unique_doors(gazetteer: Gazetteer) -> list[Door]:
    """Return the doors whose address is at one place, by postcode and by street."""
    doors = gazetteer._doors("1")  # noqa: SLF001
    groups: dict[tuple[object, ...], list[Door]] = defaultdict(list)
    for door in doors:
        groups[door.identity].append(door)
        groups[(door.postcode, door.number, door.addition)].append(door)
    return [
        door
        for door in doors
        if spread(groups[door.identity]) < 50
        and spread(groups[(door.postcode, door.number, door.addition)]) < 50
        and re.search(r"[A-Za-z]{3}", door.street)
    ]


def grade(found: Located, truth: Door) -> str:
    if found.place is not None:
        right = metres_between(found.place.point, truth.point) < 50 and _same(found.place.address, truth)
        sure = "exact" if found.place.confidence is Confidence.EXACT else "likely"
        return f"{sure} {'right' if right else 'WRONG'}"
    if found.suggestions and _same(found.suggestions[0].address, truth):
        return "first"
    if any(_same(item.address, truth) for item in found.suggestions):
        return "listed"
    return "lost"


def _same(address: Address, truth: Door) -> bool:
    query = Query.of(address)
    return (query.street_key, query.number, query.addition) == (
        truth.street_key,
        truth.number,
        truth.addition,
    ) and city_key(address.city) == truth.city_key


def unreal(doors: list[Door], gazetteer: Gazetteer, chance: random.Random) -> Iterator[tuple[str, Address]]:
    """Make addresses that do not exist."""
    for door in doors:
        top = max(other.number for other in gazetteer.along_street(door.street_key))
        yield (
            "number beyond the street",
            replace(door.address, house_number=str(top + chance.randrange(1, 500))),
        )
        yield "addition that is not there", replace(door.address, addition="Q77")
        letters = list("abcdefghijklmnoprstuvwz")
        name = "".join(chance.choice(letters) for _ in range(9)).capitalize() + "straat"
        yield "street made up", replace(door.address, street=name, postcode="")
        yield "street and postcode made up", replace(door.address, street=name, postcode="9999 ZZ")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("extract", type=Path)
    parser.add_argument("--places", type=Path)
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", default="", help="print examples of this grade (WRONG, lost, listed)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = arguments.extract
        if file.suffix == ".pbf":
            file = Path(folder) / "gazetteer.sqlite"
            write_gazetteer(arguments.extract, file, lambda _: None)
        gazetteer = Gazetteer.open(file)
        run(gazetteer, arguments)
        gazetteer.close()


def run(gazetteer: Gazetteer, arguments: argparse.Namespace) -> None:
    chance = random.Random(arguments.seed)
    geocoder = RegisterGeocoder("gazetteer", gazetteer, ACCEPT_SCORE)
    doors = unique_doors(gazetteer)
    print(f"{len(doors)} addresses at one place, {len(gazetteer.streets())} street names")

    drawn = chance.sample(doors, 2000)
    begin = time.process_time()
    plain = [geocoder.locate(parse_address(door.address)) for door in drawn]
    seconds = time.process_time() - begin
    exact = sum(grade(found, door) == "exact right" for found, door in zip(plain, drawn, strict=True))
    print(f"as written: {exact / len(drawn):.2%} exact, {seconds:.2f} s of one processor for {len(drawn)}")

    totals: Counter[str] = Counter()
    times: list[float] = []
    heads = ("exact", "likely", "first", "listed", "lost", "wrong")
    print(f"\n{'kind of error':44}{'n':>6}" + "".join(f"{head:>8}" for head in heads))
    for kind, plant in MISTAKES.items():
        counts: Counter[str] = Counter()
        for door in chance.sample(doors, len(doors)):
            typed = plant(door.address, chance)
            if typed is None:
                continue
            begin = time.process_time()
            found = geocoder.locate(parse_address(typed))
            times.append(time.process_time() - begin)
            result = grade(found, door)
            counts[result] += 1
            if arguments.show and arguments.show in result and counts[result] <= 5:
                place = found.place.address.one_line() if found.place else found.code
                best = [f"{s.address.one_line()} {s.score}" for s in found.suggestions[:3]]
                print("   ", door.address.one_line(), "| typed", typed.one_line(), "|", place, best)
            if counts.total() == arguments.sample:
                break
        totals += counts
        if counts:
            print_row(kind, counts)
    print_row("all", totals)
    good = totals["exact right"] + totals["likely right"] + totals["first"]
    print(f"\nrepaired or suggested first: {good / totals.total():.2%} of {totals.total()}")
    print(f"wrong doors: {totals['exact WRONG']} as exact, {totals['likely WRONG']} as likely (marked)")
    times.sort()
    median, most = times[len(times) // 2] * 1000, times[len(times) * 999 // 1000] * 1000
    print(f"time of one processor: median {median:.2f} ms, 99.9 % under {most:.1f} ms")

    invented: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for kind, typed in unreal(chance.sample(doors, arguments.sample), gazetteer, chance):
        tried[kind] += 1
        invented[kind] += geocoder.locate(parse_address(typed)).place is not None
    print("\naddresses that do not exist, and how many were given a place:")
    for kind in tried:
        print(f"  {kind:40}{tried[kind]:>6}{invented[kind]:>6}")
    if arguments.places:
        public(geocoder, arguments.places)


def public(geocoder: RegisterGeocoder, path: Path) -> None:
    """Look up public buildings whose true place is known from another source."""
    away: dict[str, list[float]] = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            parts = ("street", "house_number", "addition", "postcode", "city")
            found = geocoder.locate(parse_address(Address(*(row[part] for part in parts))))
            grade_ = found.place.confidence.value if found.place else "not found"
            truth = (float(row["lat"]), float(row["lon"]))
            away[grade_].append(metres_between(found.place.point, truth) if found.place else 0.0)
    print("\npublic buildings (their own true coordinates): ")
    for grade_, metres in away.items():
        metres.sort()
        print(
            f"  {grade_:12}{len(metres):4}, median {metres[len(metres) // 2]:.0f} m, most {metres[-1]:.0f} m"
        )


def print_row(kind: str, counts: Counter[str]) -> None:
    wrong = counts["exact WRONG"] + counts["likely WRONG"]
    grades = ("exact right", "likely right", "first", "listed", "lost")
    cells = [*(counts[grade_] for grade_ in grades), wrong]
    print(f"{kind:44}{counts.total():>6}" + "".join(f"{count:>8}" for count in cells))


if __name__ == "__main__":
    main()
