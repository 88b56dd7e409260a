"""How a function that only compiled code calls is kept: as it was understood, for its callers to optimise.

numba optimises each function together with all that it calls, and makes machine code of them, before its
callers do the same again: of a few hundred functions that call each other nearly all of the time goes there.
What is kept here is linked into the entry point, and optimised and made into machine code with it, once.
"""

from typing import Any

from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import FunctionPass, register_pass
from numba.core.typed_passes import NoPythonSupportedFeatureValidation


class _Unloaded:
    """A code generator whose parts are nowhere in memory: there is no environment of theirs to set."""

    def __init__(self, codegen: Any) -> None:
        self._codegen = codegen

    def __getattr__(self, name: str) -> Any:
        return getattr(self._codegen, name)

    def set_env(self, env_name: str, env: object) -> None:
        """Set nothing."""


class _Part(JITCodeLibrary):
    """The code of one function and of all that it calls, linked and no more."""

    @property
    def codegen(self) -> Any:
        return _Unloaded(self._codegen)

    def _optimize_final_module(self) -> None:
        pass

    def _finalize_final_module(self) -> None:
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:  # noqa: ARG002 - as numba calls it
        """Return null: nothing is loaded that could be pointed at."""
        return 0


@register_pass(mutates_CFG=False, analysis_only=True)
class _KeepAsPart(FunctionPass):
    """Have the code that is made next kept as a part."""

    _name = "keep_as_part"

    def __init__(self) -> None:
        super().__init__()

    def run_pass(self, state: Any) -> bool:
        """Give the function that is compiled a library of its own."""
        state.library = _Part(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        return False


class PartCompiler(CompilerBase):
    """Compile a function for its compiled callers alone."""

    def define_pipelines(self) -> list[Any]:
        """Return numba's own passes, and the one that keeps what they make as a part."""
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
        passes.add_pass_after(_KeepAsPart, NoPythonSupportedFeatureValidation)
        passes.finalize()
        return [passes]
