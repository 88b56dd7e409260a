"""How functions are compiled: for the types that they are annotated with, and without any allocation."""

from collections.abc import Callable
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np
from numba import boolean, config, float64, int64, njit, types
from numba.np.numpy_support import from_dtype

from dispatch.solving.kernels.bundles import bundle_type
from dispatch.solving.kernels.fields import Bundle, Data, element
from dispatch.solving.kernels.parts import PartCompiler
from dispatch.solving.kernels.state import RingData, Rings

_BUNDLES: dict[type[Bundle], types.Type] = {kind: bundle_type(kind) for kind in (Data, RingData, Rings)}
_SCALARS = {int: int64, float: float64, bool: boolean, type(None): types.void}

_INSIDE = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "pipeline_class": PartCompiler}
"""Nothing but compiled code calls these: what the interpreter would need takes as long again to compile."""

Function = Callable[..., Any]


def _type_of(hint: Any) -> types.Type:
    """Return what compiled code takes an annotation for."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    if hint in _BUNDLES:
        return _BUNDLES[hint]
    if get_origin(hint) is tuple:
        return types.Tuple([_type_of(one) for one in get_args(hint)])
    array, *sizes = get_args(hint)
    return types.Array(from_dtype(np.dtype(element(array))), len(sizes), "C")


def _signature(function: Function) -> Any:
    hints = get_type_hints(function, include_extras=True)
    returned = _type_of(hints.pop("return"))
    return returned(*(_type_of(hint) for hint in hints.values()))


def _dispatcher(function: Function, **options: Any) -> Any:
    return njit(nogil=True, _nrt=False, error_model="numpy", **options)(function)


def _when_called(function: Function, dispatcher: Any) -> Any:
    """Have a function compiled once, for its own types, and not before one that calls it is compiled."""
    if config.DISABLE_JIT:
        return dispatcher
    of_calls = dispatcher.get_call_template

    def get_call_template(args: object, kws: object) -> Any:
        if not dispatcher.overloads:
            dispatcher.compile(_signature(function))
            dispatcher.disable_compile()
        return of_calls(args, kws)

    dispatcher.get_call_template = get_call_template
    return dispatcher


def compiled(function: Function) -> Any:
    """Compile an entry point now; nothing counts references, so it must not allocate."""
    dispatcher = _dispatcher(function, cache=True)
    if not config.DISABLE_JIT:
        dispatcher.compile(_signature(function))
        dispatcher.disable_compile()
    return dispatcher


def part(function: Function) -> Any:
    """Compile a function that others call."""
    return _when_called(function, _dispatcher(function, forceinline=False, **_INSIDE))


def small(function: Function) -> Any:
    """Compile a function as part of those that call it: a literal they pass decides what is left of it."""
    return _when_called(function, _dispatcher(function, forceinline=True, **_INSIDE))


inlined = njit(inline="always")
"""Make a function part of its callers before these are understood: what a literal rules out is left out."""
