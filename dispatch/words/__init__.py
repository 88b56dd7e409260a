"""Every word that people read, in Dutch and English, and the country's way of writing figures."""

from dispatch.words.catalogue import LANGUAGES, SENTENCES, TEXTS, Audience, Words, placeholders, words

__all__ = ["LANGUAGES", "SENTENCES", "TEXTS", "Audience", "Words", "placeholders", "words"]
