"""Every word that people read, in Dutch and English, and the country's way of writing figures."""

from dispatch.words.catalogue import LANGUAGES, TEXTS, Words, placeholders, words

__all__ = ["LANGUAGES", "TEXTS", "Words", "placeholders", "words"]
