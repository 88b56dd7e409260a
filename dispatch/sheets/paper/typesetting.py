"""Typst: data and a template become a PDF. The only module that knows the ``typst`` package.

Data reaches a template as JSON (``json(bytes(sys.inputs.data))``), never as source text, so nothing that
a customer typed can be read as Typst. Fonts come from packages; those of the system are not looked at.
"""

import ctypes
import json
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext, suppress
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore, Lock
from typing import Any, Final

from dispatch.cores import cores
from dispatch.errors import ConfigError
from dispatch.files.source import file_name, read_bytes, reading

FONT_PACKAGES: Final = ("fontpkg_fira_sans", "manimgx_fonts", "manimgx_fonts_cjk")
"""Fira Sans (Latin, Greek, Cyrillic), Noto for other scripts and emoji, Noto CJK; all SIL OFL 1.1."""

_AT_ONCE: Final = BoundedSemaphore(cores())
"""Documents that are set at a time, whoever prints them: each holds what it lays out."""

_LARGE: Final = 2_000_000
"""Characters of data that make a document so large that it is set alone; routes with maps are not."""

_LARGE_ONES: Final = Lock()

_KEPT: Final = 1_500_000
"""Characters of data that are set before Typst gives back what it laid out: some hundred stops."""

_LITTLE: Final = 500_000
"""Characters of data whose layout is not worth giving back at the end."""

_REMEMBERED: Final = 10
"""Documents for which Typst keeps what it laid out, in case the next is like it."""

_OURS: Final = Path(__file__).parent / "templates"
_LOGO_MB: Final = 1
_BREAK: Final = "\N{ZERO WIDTH SPACE}"
_JOINER: Final = "\N{ZERO WIDTH JOINER}"
_LEFT_TO_RIGHT: Final = "\N{LEFT-TO-RIGHT MARK}"
_STARTS: Final = frozenset(("Lu", "Ll", "Lt", "Lo", "Nd", "Pd", "Ps", "So"))
_DIRECTIONS: Final = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


class Typesetter:
    """Set documents with our templates, or with the store's where it has its own.

    Parameters
    ----------
    templates
        Folder whose ``.typ`` files take the place of ours of the same name; None for ours alone.

    Raises
    ------
    ConfigError
        If the folder is not there.
    """

    def __init__(self, templates: Path | None = None) -> None:
        if templates is not None and not templates.is_dir():
            raise ConfigError("[sheets] templates: there is no folder {templates}.", templates=templates)
        self._templates = templates

    @contextmanager
    def press(self) -> Iterator["Press"]:
        """Open a press for any number of documents; it holds fonts and templates."""
        import typst

        folders = [Path(place) for package in FONT_PACKAGES for place in _places(package)]
        fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)
        if self._templates is None:
            with closing(Press(_OURS, fonts, ours=True)) as press:
                yield press
            return
        with TemporaryDirectory(prefix="dispatch-templates-") as name:
            folder = Path(name)
            with reading(self._templates, refusal=ConfigError, name="[sheets] templates"):
                for source in (*_OURS.glob("*.typ"), *self._templates.iterdir()):
                    if source.is_file():
                        shutil.copyfile(source, folder / source.name)
            with closing(Press(folder, fonts, ours=False)) as press:
                yield press


class Press:
    """Set one document after the other; made by :meth:`Typesetter.press`.

    Parameters
    ----------
    folder
        With the templates.
    fonts
        As Typst wants them.
    ours
        Whether all templates are the program's own.
    """

    def __init__(self, folder: Path, fonts: Any, *, ours: bool) -> None:
        self._folder = folder
        self._fonts = fonts
        self._held = 0
        self.ours = ours

    def close(self) -> None:
        """Have what was laid out given back."""
        import typst

        if self._held > _LITTLE:
            _forget(typst, self._fonts)

    def pdf(self, template: str, data: Mapping[str, object], made_at: str | None) -> bytes:
        """Return a tagged PDF; the same data give the same bytes.

        Parameters
        ----------
        template
            Name of the ``.typ`` file without its ending.
        data
            What the template prints; anything that JSON can hold.
        made_at
            Moment that the PDF carries as its date, ISO 8601 with offset; None for a template that sets none.

        Raises
        ------
        ConfigError
            If it cannot be set; the message is Typst's.
        """
        import typst

        arguments: dict[str, Any] = {
            "input": self._folder / f"{template}.typ",
            "root": self._folder,
            "font_paths": self._fonts,
            "sys_inputs": {"data": json.dumps(data, ensure_ascii=False)},
            "format": "pdf",
            "timestamp": int(datetime.fromisoformat(made_at).timestamp()) if made_at else 0,
        }
        try:
            return self._set(typst, arguments, ["ua-1"])
        except typst.TypstError:
            # A character that no font has cannot stand in PDF/UA; such a name is printed all the same.
            try:
                return self._set(typst, arguments, [])
            except typst.TypstError as error:
                raise self._blamed(template, error) from error

    def _set(self, typst: Any, arguments: Mapping[str, Any], standards: list[str]) -> bytes:
        size = len(arguments["sys_inputs"]["data"])
        large = size > _LARGE
        with _LARGE_ONES if large else nullcontext(), _AT_ONCE:
            result = typst.compile(**arguments, pdf_standards=standards)
            assert isinstance(result, bytes)  # noqa: S101  # a PDF is one file
            self._held += size
            if self._held > _KEPT:
                self._held = 0
                _forget(typst, self._fonts)
        return result

    def _blamed(self, template: str, error: Any) -> ConfigError:
        if self.ours:
            return ConfigError(
                "The template {template}.typ cannot be set: {why}.", template=template, why=error.message
            )
        return ConfigError(
            "[sheets] templates: {template}.typ cannot be set: {why}.",
            "Correct it, or take it out of the folder to use the program's own.",
            template=template,
            why=error.message,
        )


def read_logo(path: Path | None) -> bytes:
    """Read the picture for the head of the sheets; empty without one.

    Raises
    ------
    ConfigError
        If it cannot be read, is no picture that can be printed, or is over a megabyte.
    """
    if path is None:
        return b""
    name = f"{file_name(path)} ([sheets] logo)"
    picture = read_bytes(path, _LOGO_MB, refusal=ConfigError, name=name, remedy="Make it smaller.")
    if not (picture.startswith((b"\x89PNG", b"\xff\xd8\xff")) or b"<svg" in picture[:4096]):
        raise ConfigError("[sheets] logo: {file} is no PNG, JPEG or SVG picture.", file=path.name)
    return picture


def printable(text: str, longest: int = 22) -> str:
    """Make any text fit to print: one line, no control signs, and words that may break.

    Parameters
    ----------
    text
        As it came.
    longest
        Words of more characters get zero-width spaces, where a line may end.

    Text that runs from right to left is fenced in, so that a number beside it keeps its order.
    """
    kept = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text if c not in _DIRECTIONS)
    line = " ".join(_breakable(word) if len(word) > longest else word for word in kept.split())
    return fenced(line)


def fenced(text: str) -> str:
    """Put marks of direction around text in a script that runs from right to left."""
    if any(unicodedata.bidirectional(c) in ("R", "AL") for c in text):
        return f"{_LEFT_TO_RIGHT}{text}{_LEFT_TO_RIGHT}"
    return text


def _forget(typst: Any, fonts: Any) -> None:
    """Have Typst give back what it keeps of the documents before, a megabyte for each stop.

    Made without fonts of the system, the empty documents that age its memory take 7 ms together.
    """
    for _ in range(_REMEMBERED + 1):
        typst.compile(b"", format="pdf", font_paths=fonts)
    with suppress(
        AttributeError, OSError
    ):  # where there is no glibc, memory comes back by itself or not at all
        ctypes.CDLL(None).malloc_trim(0)


def _breakable(word: str) -> str:
    out = word[:1]
    for place, sign in enumerate(word[1:], start=1):
        # Never before a sign that joins the one before it: accents, joiners, emoji parts.
        if place % 4 == 0 and unicodedata.category(sign) in _STARTS and word[place - 1] != _JOINER:
            out += _BREAK
        out += sign
    return out


def _places(package: str) -> list[str]:
    spec = find_spec(package)
    return list(spec.submodule_search_locations or ()) if spec is not None else []
