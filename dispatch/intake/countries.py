"""Tell whether an address names another country than the one that is delivered in."""

from typing import Final

from dispatch.files.text import words

_ABROAD: Final = frozenset(
    {
        *("be", "bel", "belgie", "belgium", "belgique", "belgien", "vlaanderen", "de", "deu", "duitsland"),
        *("germany", "deutschland", "allemagne", "fr", "fra", "frankryk", "france", "lu", "lux", "luxemburg"),
        *("luxembourg", "gb", "gbr", "uk", "united kingdom", "great britain", "england", "engeland"),
        *(
            "groot brittannie",
            "verenigd koninkryk",
            "ie",
            "irl",
            "ireland",
            "ierland",
            "dk",
            "dnk",
            "denmark",
        ),
        *("denemarken", "se", "swe", "sweden", "zweden", "no", "nor", "norway", "noorwegen", "fi", "finland"),
        *(
            "es",
            "esp",
            "spain",
            "spanje",
            "pt",
            "prt",
            "portugal",
            "it",
            "ita",
            "italy",
            "italie",
            "at",
            "aut",
        ),
        *("austria", "oostenryk", "ch", "che", "switzerland", "zwitserland", "pl", "pol", "poland", "polen"),
        *("us", "usa", "united states", "verenigde staten", "ca", "can", "canada", "cw", "curacao", "aw"),
        *("aruba", "sr", "suriname", "tr", "tur", "turkey", "turkye", "turkiye"),
    }
)


def is_abroad(text: str) -> bool:
    """Tell whether a text is the name or the code of another country; what is not known is none."""
    return " ".join(words(text)) in _ABROAD
