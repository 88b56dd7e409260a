from collections.abc import Callable, Iterator

import pytest
from smalltown import write_gazetteer

from dispatch.geocoding.gazetteer import Gazetteer
from dispatch.geocoding.matching import RegisterGeocoder
from dispatch.geocoding.parsing import parse_address
from dispatch.mapfiles import GAZETTEER
from dispatch.model import Address
from dispatch.ports import Located


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    gazetteer = Gazetteer.open(write_gazetteer(tmp_path_factory.mktemp("map")) / GAZETTEER)
    yield gazetteer
    gazetteer.close()


@pytest.fixture(scope="module")
def ask(gazetteer: Gazetteer) -> Callable[[str], Located]:
    geocoder = RegisterGeocoder("gazetteer", gazetteer, accept_score=0.93)
    return lambda line: geocoder.locate(parse_address(Address(line=line)))
