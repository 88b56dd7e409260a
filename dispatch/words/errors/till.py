"""What ends a question at the till or the server, in Dutch by the English sentence."""

from typing import Final

TILL: Final = {
    "{folder} is a folder without a file of basket events (*.ndjson).": (
        "{folder} is een map zonder bestand met gebeurtenissen (*.ndjson)."
    ),
    "Name a file, or the folder into which the till writes events.": (
        "Noem een bestand, of de map waarin de kassa gebeurtenissen schrijft."
    ),
    "An address and a receipt are both given.": "Er is een adres en een bon gegeven.",
    "Name one of them.": "Noem er één van.",
    "Where does it go?": "Waar gaat het heen?",
    "Name the address, or a receipt with --receipt.": "Noem het adres, of een bon met --receipt.",
    "{file}: the row cannot be read ({code}).": "{file}: de rij is niet te lezen ({code}).",
    "Look with: dispatch check {file}": "Kijk met: dispatch check {file}",
    "{file} has {n} rows for delivery, and one is asked for.": (
        "{file} heeft {n} rijen om te bezorgen, en er wordt één gevraagd."
    ),
    "By what is the purchase known when it comes? Nothing was written.": (
        "Waaraan is de aankoop te herkennen als die komt? Er is niets opgeschreven."
    ),
    "Say the customer's phone with --phone, or the receipt's number with --number.": (
        "Geef de telefoon van de klant met --phone, of het bonnummer met --number."
    ),
    "The window {window} cannot be promised; nothing was written.": (
        "Het tijdvak {window} kan niet worden beloofd; er is niets opgeschreven."
    ),
    "These can: {windows}.": "Deze wel: {windows}.",
    "None can; ask without --take to see why.": "Geen enkel; vraag zonder --take waarom.",
    "The server is an extra that is not installed.": "De server is een extra die niet geïnstalleerd is.",
    "Install it: pip install 'local-dispatch[serve]'": (
        "Installeer die: pip install 'local-dispatch[serve]'"
    ),
    "{name} holds fewer than {least} characters.": "{name} heeft minder dan {least} tekens.",
    "Make one: head -c 24 /dev/urandom | base64 > token": (
        "Maak er een: head -c 24 /dev/urandom | base64 > token"
    ),
    "[serve] host '{host}' lets others than this machine ask, and there is no token.": (
        "[serve] host '{host}' laat ook andere machines vragen, en er is geen token."
    ),
    "Set [serve] token_file to a file with a secret, or leave host out.": (
        "Zet [serve] token_file op een bestand met een geheim, of laat host weg."
    ),
    "{host}:{port} cannot be listened on: {cause}.": "Op {host}:{port} is niet te luisteren: {cause}.",
    "Choose another [serve] port, or stop who has it.": (
        "Kies een andere [serve] port, of stop wie hem heeft."
    ),
}
