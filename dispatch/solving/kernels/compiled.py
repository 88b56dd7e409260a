"""How functions are compiled: with given types, so each is compiled once, and without any allocation."""

from collections.abc import Callable
from typing import Any

from numba import boolean, config, float64, int32, int64, njit, types, uint32, uint64, void

from dispatch.solving.kernels.fields import Data
from dispatch.solving.kernels.state import RingData, Rings

INT, REAL, BOOL, VOID = int64, float64, boolean, void
PAIR, TRIPLE = types.UniTuple(int64, 2), types.UniTuple(int64, 3)
GRID = types.Array(int64, 2, "C")
_LINE, _CUBE = types.Array(int64, 1, "C"), types.Array(int64, 3, "C")
_SMALL_GRID, _LEGS = types.Array(int32, 2, "C"), types.Array(int32, 4, "C")

DATA = types.NamedTuple((_LEGS, _CUBE, GRID, GRID, _CUBE, _SMALL_GRID, _LINE), Data)
_SMALLS, _WORDS = types.Array(int32, 1, "C"), types.Array(uint64, 1, "C")
RINGDATA = types.NamedTuple(
    (
        *[_SMALLS] * 2,
        _SMALL_GRID,
        _LINE,
        GRID,
        _LINE,
        types.Array(uint32, 1, "C"),
        _SMALL_GRID,
        GRID,
        _LINE,
        *[int64] * 9,
        _LINE,
        DATA,
    ),
    RingData,
)
RINGS = types.NamedTuple(
    (
        _SMALL_GRID,
        _SMALLS,
        *[_SMALL_GRID] * 4,
        *[GRID] * 2,
        _LINE,
        types.Array(float64, 1, "C"),
        *[_LINE] * 9,
        _SMALLS,
        *[_LINE] * 4,
        GRID,
        _WORDS,
        *[GRID] * 2,
    ),
    Rings,
)


def compiled(signature: object) -> Callable[[Callable[..., Any]], Any]:
    """Compile an entry point for given types; it must not allocate, since nothing counts references."""
    return njit(signature, cache=True, nogil=True, _nrt=False, error_model="numpy")


def part(signature: object) -> Callable[[Callable[..., Any]], Any]:
    """Compile a function for given types, and not before one that calls it is compiled."""

    def made(function: Callable[..., Any]) -> Any:
        dispatcher = njit(cache=True, nogil=True, _nrt=False, error_model="numpy")(function)
        if config.DISABLE_JIT:
            return dispatcher
        of_calls = dispatcher.get_call_template

        def get_call_template(args: object, kws: object) -> Any:
            if not dispatcher.overloads:
                dispatcher.compile(signature)
                dispatcher.disable_compile()
            return of_calls(args, kws)

        dispatcher.get_call_template = get_call_template
        return dispatcher

    return made


small = njit(nogil=True, _nrt=False, error_model="numpy", forceinline=True)
"""Make a function part of its callers when these are compiled, having understood it once."""

inlined = njit(inline="always")
"""Make a function part of its callers before these are understood: what a literal rules out is left out."""
