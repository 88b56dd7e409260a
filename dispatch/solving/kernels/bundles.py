"""Arrays that compiled code gets all at once: one pointer to a table of where each lies and how large it is.

As a tuple of arrays, hundreds of figures would be handed from function to function, and compiling that
takes several times as long as what the functions do. Where an array lies never changes while code runs, so
it is loaded as something constant; a size that is known beforehand is compiled in.
"""

import hashlib
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import numpy as np
from numba import types
from numba.core.datamodel import register_default
from numba.core.datamodel.models import OpaqueModel
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate
from numba.extending import NativeValue, infer_getattr, typeof_impl, unbox
from numba.np.arrayobj import make_array, populate_array
from numba.np.numpy_support import from_dtype

from dispatch.solving.kernels.fields import Bundle, element

_Field = tuple[str, int, types.Type, tuple[int, ...]]
"""Name, first cell in the table, type, and by dimension its size (-1: known at run time only)."""


class BundleType(types.Type):
    """Know how compiled code reads a :class:`~dispatch.solving.kernels.fields.Bundle`.

    Parameters
    ----------
    fields
        What is in the table.
    """

    def __init__(self, name: str, fields: tuple[_Field, ...]) -> None:
        self.fields = {field[0]: field for field in fields}
        # Short, since the names of all compiled functions are made of it; and another one for other fields.
        super().__init__(f"{name}.{hashlib.sha256(repr(fields).encode()).hexdigest()[:8]}")


def bundle_type(bundle: type[Bundle]) -> BundleType:
    """Return the type of a bundle, and have compiled code take such objects."""
    made = BundleType(bundle.__name__, tuple(_fields(bundle)))
    typeof_impl.register(bundle)(lambda *_: made)
    return made


def _fields(bundle: type[Bundle]) -> Iterator[_Field]:
    cell = 0
    for name, hint in get_type_hints(bundle, include_extras=True).items():
        if isinstance(hint, type) and issubclass(hint, Bundle):
            yield name, cell, bundle_type(hint), ()
        elif hint is int:
            yield name, cell, types.int64, ()
        else:
            array, *sizes = get_args(hint)
            dtype = from_dtype(np.dtype(element(array)))
            yield name, cell, types.Array(dtype, len(sizes), "C"), tuple(sizes)
            cell += len(sizes)
        cell += 1


register_default(BundleType)(OpaqueModel)


@infer_getattr
class _Attributes(AttributeTemplate):
    key = BundleType

    def generic_resolve(self, bundle: BundleType, name: str) -> types.Type | None:
        field = bundle.fields.get(name)
        return field and field[2]


@lower_getattr_generic(BundleType)
def _read(context: Any, builder: Any, bundle: BundleType, value: Any, name: str) -> Any:
    """Read a field of the table."""
    _, first, kind, sizes = bundle.fields[name]

    def word(number: int) -> Any:
        return context.get_constant(types.int64, number)

    table = builder.bitcast(value, word(0).type.as_pointer())

    def cell(number: int) -> Any:
        loaded = builder.load(builder.gep(table, [word(number)], inbounds=True))
        loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
        return loaded

    if isinstance(kind, BundleType):
        return builder.inttoptr(cell(first), value.type)
    if not isinstance(kind, types.Array):
        return cell(first)
    shape = [word(size) if size >= 0 else cell(first + 1 + k) for k, size in enumerate(sizes)]
    itemsize = word(kind.dtype.bitwidth // 8)
    strides = [itemsize]
    for size in reversed(shape[1:]):
        strides.insert(0, builder.mul(strides[0], size, flags=["nsw"]))
    data = builder.inttoptr(cell(first), context.get_data_type(kind.dtype).as_pointer())
    array = make_array(kind)(context, builder)
    populate_array(array, data, shape, strides, itemsize, None)
    return array._getvalue()  # noqa: SLF001 - as numba's own lowering does


@unbox(BundleType)
def _take(_: BundleType, value: Any, c: Any) -> Any:
    """Take the address of the table of a bundle."""
    address = c.pyapi.object_getattr_string(value, "address")
    pointer = c.pyapi.long_as_voidptr(address)
    c.pyapi.decref(address)
    return NativeValue(pointer)
