"""Write ``docs/texts.md``: every text of the documents by its key, in both languages."""

from pathlib import Path

from dispatch.words import TEXTS

TARGET = Path(__file__).resolve().parent / "texts.md"

HEAD = """# The texts of the documents

Every word on paper, on the page and in messages, by its key. Replace any of them in `dispatch.toml`:

```toml
[sheets.texts]
"mark.age" = "NIX18"
"nobody.call" = "Bel de klant, dan de winkel: {phone}."
```

A text may use the placeholders in `{braces}` that it has here, and no others. Keys in `.one` and `.other` are
the forms for one and for more. This file is made by `python docs/make_texts.py`.

| key | Nederlands | English |
| --- | --- | --- |
"""


def content() -> str:
    """Return the whole file."""
    return HEAD + "".join(f"| `{key}` | {dutch} | {english} |\n" for key, (dutch, english) in TEXTS.items())


if __name__ == "__main__":
    TARGET.write_text(content(), encoding="utf-8")
