"""Every word that people read, in Dutch and English, and the country's way of writing figures."""

from dispatch.words.catalogue import LANGUAGES, SENTENCES, TEXTS, Audience, Told, Words, placeholders, words
from dispatch.words.explaining import say_reason, say_remedy, say_violation, say_where

__all__ = [
    "LANGUAGES",
    "SENTENCES",
    "TEXTS",
    "Audience",
    "Told",
    "Words",
    "placeholders",
    "say_reason",
    "say_remedy",
    "say_violation",
    "say_where",
    "words",
]
