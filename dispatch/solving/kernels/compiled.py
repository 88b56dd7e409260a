"""How functions are compiled: with given types, so each is compiled once, and without any allocation."""

from collections.abc import Callable
from typing import Any

from numba import boolean, float64, int32, int64, njit, types, uint32, uint64, void

from dispatch.solving.kernels.fields import Chain, Data, State
from dispatch.solving.kernels.plain_fields import PlainData, PlainState

INT, REAL, BOOL, VOID = int64, float64, boolean, void
PAIR, TRIPLE = types.UniTuple(int64, 2), types.UniTuple(int64, 3)
GRID = types.Array(int64, 2, "C")
_LINE, _CUBE = types.Array(int64, 1, "C"), types.Array(int64, 3, "C")
_SMALL_GRID, _LEGS = types.Array(int32, 2, "C"), types.Array(int32, 4, "C")

DATA = types.NamedTuple((_LEGS, _LEGS, _CUBE, GRID, GRID, _CUBE, _SMALL_GRID, _SMALL_GRID), Data)
STATE = types.NamedTuple((GRID, _CUBE, GRID, GRID, _SMALL_GRID, GRID), State)
CHAIN = types.NamedTuple(
    (STATE, *[_LINE] * 5, GRID, _LINE, _LINE, _LINE, GRID, _LINE, _LINE, types.Array(uint64, 1, "C"), _LINE),
    Chain,
)
_SMALLS = types.Array(int32, 1, "C")
PLAIN = types.NamedTuple(
    (
        _SMALLS,
        _SMALLS,
        _SMALL_GRID,
        _LINE,
        types.Array(uint32, 1, "C"),
        _SMALL_GRID,
        int64,
        int64,
        int64,
    ),
    PlainData,
)
PLAIN_STATE = types.NamedTuple(
    (
        _SMALL_GRID,
        _SMALLS,
        _SMALL_GRID,
        GRID,
        GRID,
        _LINE,
        types.Array(float64, 1, "C"),
        *[_LINE] * 5,
        _SMALLS,
        types.Array(uint64, 1, "C"),
    ),
    PlainState,
)


def compiled(signature: object) -> Callable[[Callable[..., Any]], Any]:
    """Compile a function for given types; it must not allocate, since nothing counts references."""
    return njit(signature, cache=True, nogil=True, _nrt=False, error_model="numpy")


inlined = njit(inline="always")
"""Make a function part of its callers: for those that have one."""
