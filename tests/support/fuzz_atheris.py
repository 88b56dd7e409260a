"""Spoil files guided by coverage, where atheris is installed (pip install atheris; Linux, not pinned).

    python tests/support/fuzz_atheris.py plan -max_total_time=600 tests/corpus/plan

Everything behind the name of the parser goes to libFuzzer. What fails lies in crash-… here: move it to
tests/corpus/NAME/.
"""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]


def main() -> None:
    """Fuzz one parser until something fails or the time is over."""
    import atheris

    with atheris.instrument_imports(include=["dispatch"]):
        from fuzzing import PARSERS

    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, PARSERS[name].holds)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
