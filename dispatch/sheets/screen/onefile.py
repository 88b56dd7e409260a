"""What makes a page of one file that loads nothing: its scripts and styles, its policy, its data."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from dispatch.config import Sheets
from dispatch.errors import ConfigError
from dispatch.files.source import read_text

if TYPE_CHECKING:
    from jinja2 import Template

_TEMPLATE_MB: Final = 5
_LINKED: Final = re.compile(r"url\([^)]*\)|behavior:[^;}]*;?")
"""What Leaflet's style sheet would load: pictures of controls that this page does not use."""


def own_asset(sheets: Sheets, name: str) -> str:
    """Return a file of the program, or the store's own of that name in ``[sheets] templates``.

    Raises
    ------
    ConfigError
        If the store's own cannot be read.
    """
    path = sheets.templates and sheets.templates / name
    if not path or not path.is_file():
        return asset(name)
    return read_text(path, _TEMPLATE_MB, refusal=ConfigError, name=f"{name} ([sheets] templates)")


def policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """Admit these styles and scripts, pictures of the page's own, and nothing else.

    See Content Security Policy Level 3.
    """
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)};"
        " img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hashes(texts: Iterable[str]) -> str:
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def inert(data: dict[str, Any]) -> str:
    """Write JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


@cache
def asset(name: str) -> str:
    """Return a script or style sheet; Leaflet's come from the package that carries them."""
    if name.startswith("leaflet"):
        text = resources.files("js_lib_leaflet").joinpath("static", "js_lib_leaflet", name).read_text("utf-8")
        text = re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)
        text = _LINKED.sub("none", text) if name.endswith(".css") else text
    else:
        text = resources.files("dispatch.sheets.screen").joinpath("assets", name).read_text("utf-8")
    return text.replace("\r\n", "\n")


@cache
def compiled(source: str) -> "Template":
    """Compile a template that escapes every text and refuses names that it does not know."""
    from jinja2 import Environment, StrictUndefined

    return Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
