"""Whatever a file of any kind holds, it is read or refused in words: a hundred thousand tries a night."""

import pytest
from fuzzing import CORPUS, MOVES, PARSERS, TOKENS, spoiled
from hypothesis import given, settings
from hypothesis import strategies as st

A_NIGHT = 100_000
MOVE = st.tuples(st.sampled_from(MOVES), st.integers(0, 2**20), st.integers(0, 400), st.sampled_from(TOKENS))


def _fuzz(name: str, examples: int) -> None:
    parser = PARSERS[name]
    seeds = st.sampled_from(parser.seeds())

    @settings(max_examples=examples)
    @given(seeds, st.lists(MOVE, min_size=1, max_size=6))
    def every_file(seed: bytes, moves: list[tuple[str, int, int, bytes]]) -> None:
        parser.holds(spoiled(seed, moves))

    every_file()


@pytest.mark.parametrize("name", PARSERS)
def test_the_good_files_are_taken(name: str) -> None:
    assert all(PARSERS[name].holds(seed) for seed in PARSERS[name].seeds())


@pytest.mark.parametrize(
    "path", sorted(CORPUS.glob("*/*")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_what_ever_failed_is_read_or_refused(path) -> None:  # type: ignore[no-untyped-def]
    PARSERS[path.parent.name].holds(path.read_bytes())


@pytest.mark.parametrize("name", PARSERS)
def test_spoiled_files_are_read_or_refused(name: str) -> None:
    _fuzz(name, 20)


@pytest.mark.nightly
@pytest.mark.parametrize("name", PARSERS)
def test_spoiled_files_are_read_or_refused_all_night(name: str) -> None:
    _fuzz(name, A_NIGHT // len(PARSERS) + 1)
