"""What is said of how the till's files were understood, and asked to learn them, in Dutch and English."""

from typing import Final

FILE_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    # Its columns, and what is written down of them.
    "terminal.file": (
        "Zo is {file} opgevat (kop in rij {row})",
        "How {file} was understood (headers in row {row})",
    ),
    "terminal.file.events": (
        "Zo zijn de gebeurtenissen in {file} opgevat ({n} regels)",
        "How the events in {file} were understood ({n} lines)",
    ),
    "terminal.file.col_header": ("kolom", "column"),
    "terminal.file.col_taken": ("is", "is"),
    "terminal.file.col_why": ("waarom", "why"),
    "terminal.file.why_own": ("genoemd in dispatch.toml", "named in dispatch.toml"),
    "terminal.file.why_profile": ("zo heet het in dat programma", "that program calls it so"),
    "terminal.file.why_name": ("bekende naam", "known name"),
    "terminal.file.why_parts": ("samengesteld uit bekende woorden", "made of known words"),
    "terminal.file.why_weak": ("alleen naast een straat", "beside a street only"),
    "terminal.file.why_spare": ("als de eerste leeg is, of erbij", "if the first is empty, or added"),
    "terminal.file.why_other": ("niet gebruikt: een andere kolom telt", "not used: another column counts"),
    "terminal.file.why_ignored": ("niet gebruikt, zegt dispatch.toml", "not used, says dispatch.toml"),
    "terminal.file.why_unknown": ("gaat mee", "travels along"),
    "terminal.file.why_like": ("niet gebruikt; lijkt op {like}", "not used; looks like {like}"),
    "terminal.file.dates.day first": ("Datums: eerst de dag.", "Dates: day first."),
    "terminal.file.dates.month first": ("Datums: eerst de maand.", "Dates: month first."),
    "terminal.file.dates.iso": ("Datums: eerst het jaar.", "Dates: year first."),
    "terminal.file.ask": (
        'Wat is de kolom "{header}"? (een kolom van het programma, of - voor geen)',
        'What is the column "{header}"? (a column of the program, or - for none)',
    ),
    "terminal.file.learned": (
        "{n} in {file} geschreven, onder [intake].",
        "{n} written into {file}, under [intake].",
    ),
    # What its words and numbers mean.
    "learn.ask.value": (
        'Wat betekent "{word}"? (yes: bezorgen, no: niet, cancelled: geannuleerd; leeg: weet niet)',
        'What does "{word}" mean? (yes: deliver, no: do not, cancelled; empty: do not know)',
    ),
    "learn.ask.dates": (
        "Hoe staan de datums er? (day first, month first, iso; leeg: weet niet)",
        "How are dates written? (day first, month first, iso; empty: do not know)",
    ),
    "learn.ask.decimal": (
        "Wat is het decimaalteken in de bestanden? (, of . ; leeg: weet niet)",
        "What is the decimal sign in the files? (, or . ; empty: do not know)",
    ),
    "learn.ask.sheet": (
        "Welke bladen moeten gelezen worden, gescheiden door ; ? (er zijn: {sheets})",
        "Which sheets are to be read, separated by ; ? (there are: {sheets})",
    ),
    "learn.ask.profile": (
        "Is dit een export van {profile}? (een naam van een programma; generic: geen van de bekende)",
        "Is this an export of {profile}? (a program's name; generic: none of those known)",
    ),
    # What was in it.
    "contents": ("{file}: {rows} rijen = {parts}", "{file}: {rows} rows = {parts}"),
    "contents.delivered": ("{n} te bezorgen", "{n} to deliver"),
    "contents.not_flagged": ("{n} niet", "{n} not"),
    "contents.other_store": ("{n} van andere winkels", "{n} of other stores"),
    "contents.article": ("{n} met alleen een artikel", "{n} with an article only"),
    "contents.sentence": ("{n} onder de tabel", "{n} below the table"),
    "contents.bought": ("{n} van te bezorgen bonnen", "{n} of receipts to deliver"),
    "contents.bought_else": ("{n} van andere bonnen", "{n} of other receipts"),
    "contents.stranger": ("{n} van geen bon van deze dag", "{n} of no receipt of this day"),
    "contents.event": ("{n} gebeurtenissen", "{n} events"),
    "contents.repeated": ("{n} herhaald", "{n} repeated"),
    "contents.unreadable": ("{n} onleesbaar", "{n} unreadable"),
    "contents.unread": ("; niet gelezen: {sheets}", "; not read: {sheets}"),
    "contents.sheet": ('blad "{sheet}" ({n} rijen)', 'sheet "{sheet}" ({n} rows)'),
    "terminal.lines": (
        "Regels: {read} gelezen, {delivered} van te bezorgen bonnen, {strangers} van geen bon van deze dag.",
        "Lines: {read} read, {delivered} of receipts to deliver, {strangers} of no receipt of this day.",
    ),
    "terminal.unlisted": ("Niet in de artikellijst ({n})", "Not in the list of articles ({n})"),
    "terminal.unlisted.code": ("nummer", "number"),
    "terminal.unlisted.name": ("artikel", "article"),
    "terminal.unlisted.lines": ("regels", "lines"),
    "terminal.unlisted.more": ("en nog {n}; --json noemt ze alle.", "and {n} more; --json names all."),
    "terminal.file.sheets": ("Bladen: {sheets}.", "Sheets: {sheets}."),
    "terminal.file.sheet.read": ('"{sheet}" gelezen ({n})', '"{sheet}" read ({n})'),
    "terminal.file.sheet.unread": ('"{sheet}" niet gelezen ({n})', '"{sheet}" not read ({n})'),
    "terminal.file.counts": (
        "Verder: {cancelled} geannuleerd, {articles} met alleen een artikel, {sentences} onder de tabel.",
        "Also: {cancelled} cancelled, {articles} with an article only, {sentences} below the table.",
    ),
}
