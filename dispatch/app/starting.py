"""``dispatch init``: the configuration of a new store, and the sample day beside it if that is asked for."""

import json
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from dispatch.app.adapters import open_geocoder
from dispatch.app.exampleday import NAMES, example_export
from dispatch.app.files import CONFIG, sample_folder
from dispatch.config import Config
from dispatch.config.load import make_config
from dispatch.config.values import Hours, HoursOfDay, Kind
from dispatch.errors import DispatchError, UsageError
from dispatch.files.disk import write_new, writing
from dispatch.geo.globe import typed_point
from dispatch.geocoding import parse_address
from dispatch.model import Address, Confidence, Point

KINDS: Final[tuple[Kind, ...]] = ("bike", "van")
_SPOKEN: Final[dict[str, Kind]] = {
    "bike": "bike", "fiets": "bike", "bakfiets": "bike",
    "van": "van", "bus": "van", "busje": "van", "bestelbus": "van",
}  # fmt: skip
"""What people call a vehicle in either language."""

_HOURS: Final[TypeAdapter[Hours]] = TypeAdapter(HoursOfDay)
_VEHICLES: Final = {"nl": {"bike": "bakfiets", "van": "bus"}, "en": {"bike": "bike", "van": "van"}}
_COURIER: Final = re.compile(r"\s*(.+?)\s*,\s*(\w+)\s*,\s*(\S+)\s*")
_TABLE: Final = re.compile(r"\[+([a-z_.]+)\]+")
_KEY: Final = re.compile(r"([a-z_]+) = ")
_VALUE: Final = re.compile(r"= (\"[^\"]*\"|\[[^\]]*\]|[^#]*?)(?=\s*(#|$))")
_CHAPTER: Final = "# ──"

OFF: Final = {
    ("store.days.sun", "opening"),
    ("store.days.sun", "delivery"),
    ("promise", "cut_off"),
    ("promise", "minimum_basket"),
    ("promise.area", "postcodes"),
    ("intake", "lines"),
    ("geocoding", "offline"),
}
"""What only the sample store has: keys that stay behind as examples."""


@dataclass(frozen=True, slots=True)
class NewCourier:
    """Name somebody who delivers, on what, and when (``13:00-17:15``)."""

    name: str
    kind: Kind
    shift: str


@dataclass(frozen=True, slots=True)
class NewStore:
    """Hold what has to be known to start a store.

    Parameters
    ----------
    name, address, phone
        As they stand on paper.
    point
        Its loading door.
    language
        ``nl`` or ``en``.
    delivery
        Hours in which it delivers; empty for those of the sample.
    couriers
        At least one.
    """

    name: str
    address: str
    point: Point
    language: str
    couriers: tuple[NewCourier, ...]
    phone: str = ""
    delivery: str = ""


def read_courier(text: str) -> NewCourier:
    """Read ``Noor, bike, 13:00-17:15``.

    Raises
    ------
    UsageError
        If it is not of that form, or the hours are none.
    """
    match = _COURIER.fullmatch(text)
    kind = _SPOKEN.get(match[2].casefold()) if match else None
    if match is None or kind is None:
        raise UsageError(
            "'{text}' is no courier.", 'Write it like "Noor, bike, 13:00-17:15"; or van.', text=text
        )
    return NewCourier(match[1], kind, read_span(match[3]))


def read_span(text: str) -> str:
    """Read hours of a day, such as ``13:00-21:30``.

    Raises
    ------
    UsageError
        If they are none.
    """
    try:
        return str(_HOURS.validate_python(text))
    except ValidationError:
        raise UsageError("'{text}' are no hours.", "Write them like 13:00-21:30.", text=text) from None


def read_point(text: str) -> Point:
    """Read ``52.1637,4.4921``.

    Raises
    ------
    UsageError
        If it is no position.
    """
    point = typed_point(text)
    if point is None:
        raise UsageError("'{text}' is no position.", "Write it like 52.1637,4.4921: LAT,LON.", text=text)
    return point


def find_store(address: str, environment: Mapping[str, str], now: Callable[[], datetime]) -> Point | None:
    """Ask the address services where a store is; None if they do not know for sure, or do not answer."""
    raw = tomllib.loads(_template())
    raw["geocoding"] = {}
    config = make_config(raw, Path(CONFIG), environment)
    try:
        with open_geocoder(config, now, remember=False) as geocoder:
            place = geocoder.locate(parse_address(Address(line=address))).place
    except DispatchError:
        return None
    sure = place is not None and place.confidence is Confidence.EXACT
    return (place.lat, place.lon) if place is not None and sure else None


def start_store(
    target: Path, store: NewStore | None, environment: Mapping[str, str], now: datetime, *, sample: bool
) -> tuple[Path, ...]:
    """Write a commented configuration, of this store or as an example; overwrite nothing.

    Beside that of a store a made-up export is written, for a first plan.

    Parameters
    ----------
    store
        Whose it is; None for the sample store's, to be changed by hand.
    sample
        Whether the sample day is written beside it.

    Raises
    ------
    UsageError
        If one of the files exists.
    ConfigError
        If what was said makes no store.
    ResourceError
        If the folder cannot be written.
    """
    source = sample_folder()
    names = sorted(path.name for path in source.iterdir() if path.is_file()) if sample else [CONFIG]
    own: dict[str, bytes] = {}
    if store is not None:
        own[NAMES[store.language]] = example_export(store.language, store.address, store.point, now)
        names += own
    taken = [name for name in names if (target / name).exists()]
    if taken:
        raise UsageError(
            "{path} exists already.", "Name an empty folder; nothing was written.", path=target / taken[0]
        )
    text = None if store is None else own_configuration(_template(), store)
    if text is not None:
        check_configuration(text, target / CONFIG, environment)
        own[CONFIG] = text.encode()
    with writing(target):
        target.mkdir(parents=True, exist_ok=True)
        for name in names:
            if name in own:
                write_new(target / name, own[name])
            else:
                shutil.copyfile(source / name, target / name)
    return tuple(target / name for name in names)


def check_configuration(text: str, path: Path, environment: Mapping[str, str]) -> Config:
    """Return what a configuration says.

    Raises
    ------
    ConfigError
        If it is wrong.
    """
    return make_config(tomllib.loads(text), path, environment)


def _template() -> str:
    return (sample_folder() / CONFIG).read_text(encoding="utf-8")


def own_configuration(template: str, store: NewStore) -> str:
    """Make the sample store's configuration that of a store, with every comment."""
    lines = template.splitlines()
    fleet = _Fleet(lines, _VEHICLES[store.language])
    new = _own_values(store)
    written: list[str] = []
    table = ""
    for line in lines:
        match = _TABLE.match(line)
        table = match[1] if match else table
        if line.startswith(_CHAPTER):
            table = ""
        if table in {"vehicle", "courier"}:
            if match and not fleet.done(table):
                written += fleet.lines(table, store.couriers)
            continue
        written.append(_own_line(line, table, new))
    return "\n".join(written) + "\n"


def _own_values(store: NewStore) -> dict[tuple[str, str], str]:
    lat, lon = store.point
    texts = {"name": store.name, "address": store.address, "phone": store.phone, "language": store.language}
    texts |= {"delivery": store.delivery} if store.delivery else {}
    quoted = {("store", key): json.dumps(value, ensure_ascii=False) for key, value in texts.items()}
    if store.language == "nl":
        # A Dutch spreadsheet takes decimal points for thousands, and a comma for a part of a number.
        quoted["sheets", "csv"] = json.dumps("excel-nl")
    return quoted | {("store", "lat"): f"{lat:.6f}", ("store", "lon"): f"{lon:.6f}"}


def _own_line(line: str, table: str, new: Mapping[tuple[str, str], str]) -> str:
    """Put a value in, or leave the line as an example."""
    if line == "[store.days.sun]":
        return f"# {line}"
    match = _KEY.match(line)
    key = (table, match[1]) if match else ("", "")
    if key in OFF:
        return f"# {line}"
    return _put(line, new[key]) if key in new else line


@dataclass(slots=True)
class _Fleet:
    """Write vehicles and couriers in the way that the sample has them."""

    template: Sequence[str]
    names: Mapping[str, str]
    _written: set[str] = field(default_factory=set)

    def done(self, table: str) -> bool:
        return table in self._written

    def lines(self, table: str, couriers: Sequence[NewCourier]) -> Iterator[str]:
        self._written.add(table)
        count = dict.fromkeys(KINDS, 0)
        for courier in couriers:
            count[courier.kind] += 1
            vehicle = json.dumps(f"{self.names[courier.kind]}-{count[courier.kind]}")
            if table == "vehicle":
                yield from self._filled(f'profile = "{courier.kind}"', {"id": vehicle})
            else:
                values = {"vehicle": vehicle, "name": json.dumps(courier.name, ensure_ascii=False)}
                yield from self._filled("shift = ", values | {"shift": json.dumps(courier.shift)})
            yield ""
        yield ""

    def _filled(self, known_by: str, values: Mapping[str, str]) -> Iterator[str]:
        """Give the first block of the sample with such a line, with other values."""
        at = next(n for n, line in enumerate(self.template) if line.startswith(known_by))
        first = max(n for n, line in enumerate(self.template[:at]) if line.startswith("[["))
        for line in self.template[first:]:
            if not line:
                return
            match = _KEY.match(line)
            key = match[1] if match else ""
            yield _put(line, values[key]) if key in values else line


def _put(line: str, value: str) -> str:
    """Put a value in the place of another; what is remarked behind it stays."""
    put, _, remark = _VALUE.sub(lambda _: f"= {value}", line, count=1).partition(" #")
    return f"{put.rstrip():<36}#{remark.replace('made up; ', '')}" if remark else put
