"""What is wrong with a file, a folder or a disk, in Dutch by the English sentence."""

from typing import Final

FILES: Final = {
    # Reading.
    "There is no file {name}.": "Er is geen bestand {name}.",
    "Check the name and the folder.": "Controleer de naam en de map.",
    "{name} is a folder, not a file.": "{name} is een map, geen bestand.",
    "{name} may not be read.": "{name} mag niet worden gelezen.",
    "Check its permissions, and close it in other programs.": (
        "Controleer de rechten, en sluit het in andere programma's."
    ),
    "{name} cannot be read: {why}.": "{name} kan niet worden gelezen: {why}.",
    "Check the disk or the network drive and run again.": (
        "Controleer de schijf of de netwerkschijf en start opnieuw."
    ),
    "{name} is not a file but a pipe or a device.": "{name} is geen bestand maar een pipe of een apparaat.",
    "Save it as a file first.": "Sla het eerst als bestand op.",
    "{name} is {size_mb} MB; more than {most_mb} MB is not read.": (
        "{name} is {size_mb} MB; meer dan {most_mb} MB wordt niet gelezen."
    ),
    "Is it the right file?": "Is dit het goede bestand?",
    "{name} is empty.": "{name} is leeg.",
    "Write it again.": "Schrijf het opnieuw.",
    "{name}, line {line}: a character is not UTF-8.": "{name}, regel {line}: een teken is geen UTF-8.",
    "Save the file as UTF-8 and run again.": "Sla het bestand op als UTF-8 en start opnieuw.",
    "{name} is {what}.": "{name} is {what}.",
    "Save it as .csv, or as .xlsx or .ods without a password.": (
        "Sla het op als .csv, of als .xlsx of .ods zonder wachtwoord."
    ),
    "an old Excel file (.xls) or one with a password": (
        "een oud Excel-bestand (.xls) of een met een wachtwoord"
    ),
    "a PDF": "een PDF",
    "a picture": "een plaatje",
    "a compressed file (gzip)": "een ingepakt bestand (gzip)",
    "a compressed file (7z)": "een ingepakt bestand (7z)",
    "a compressed file (rar)": "een ingepakt bestand (rar)",
    "a database": "een database",
    "a text document (RTF)": "een tekstdocument (RTF)",
    "a program": "een programma",
    "{name} is damaged or is not a text file: zero bytes from line {line} on.": (
        "{name} is beschadigd of is geen tekstbestand: nul-bytes vanaf regel {line}."
    ),
    "Export it again, as .csv or .xlsx.": "Exporteer het opnieuw, als .csv of .xlsx.",
    # Tables.
    "{name} has more than {most} lines.": "{name} heeft meer dan {most} regels.",
    "Export less at once.": "Exporteer minder tegelijk.",
    "{name}: line {number} is {n} bytes long, which no row is.": (
        "{name}: regel {number} is {n} bytes lang, en zo lang is geen rij."
    ),
    "Export it again.": "Exporteer het opnieuw.",
    "{name} has {columns}.": "{name} heeft {columns}.",
    "no column {column}": "geen kolom {column}",
    "no column {column} ({also})": "geen kolom {column} ({also})",
    "no column {column}, perhaps '{near}'": "geen kolom {column}, misschien '{near}'",
    "no column {column} ({also}), perhaps '{near}'": "geen kolom {column} ({also}), misschien '{near}'",
    "adres, or straat, huisnummer, postcode and plaats": "adres, of straat, huisnummer, postcode en plaats",
    "{name} has no sheet '{title}'; it has {sheets}.": (
        "{name} heeft geen blad '{title}'; het heeft {sheets}."
    ),
    "Correct [intake] sheet, or the export.": "Verbeter [intake] sheet, of de export.",
    "{name} has no row of headers that are known, such as {examples}.": (
        "{name} heeft geen rij met kolomnamen die bekend zijn, zoals {examples}."
    ),
    "Check that it is the right file, with its headers. {remedy}": (
        "Controleer of dit het goede bestand is, met zijn kolomnamen. {remedy}"
    ),
    "Check that it is the right file, with its headers.": (
        "Controleer of dit het goede bestand is, met zijn kolomnamen."
    ),
    "{name}: sheet '{title}' has more rows or columns than a spreadsheet.": (
        "{name}: blad '{title}' heeft meer rijen of kolommen dan een spreadsheet heeft."
    ),
    "Delete what lies outside the table, or save it as .csv.": (
        "Verwijder wat buiten de tabel ligt, of sla het op als .csv."
    ),
    "{name} is not a workbook that can be read ({why}).": "{name} is geen leesbare werkmap ({why}).",
    "Open it in a spreadsheet program and save it again as .xlsx, .ods or .csv.": (
        "Open het in een spreadsheetprogramma en sla het opnieuw op als .xlsx, .ods of .csv."
    ),
    "{name} is protected by a password.": "{name} is beveiligd met een wachtwoord.",
    "Save it without one.": "Sla het op zonder.",
    "{name} holds {parts} parts and {size_mb} MB once unpacked; more than {most_mb} MB is not read.": (
        "{name} bevat {parts} delen en uitgepakt {size_mb} MB; meer dan {most_mb} MB wordt niet gelezen."
    ),
    "Export less at once, or save it as .csv.": "Exporteer minder tegelijk, of sla het op als .csv.",
    "{name} declares XML entities, which no spreadsheet program does.": (
        "{name} declareert XML-entiteiten, en dat doet geen spreadsheetprogramma."
    ),
    "Do not trust this file; export it again.": "Vertrouw dit bestand niet; exporteer het opnieuw.",
    "{name} is far larger inside ('{part}') than a table is.": (
        "{name} is vanbinnen ('{part}') veel groter dan een tabel is."
    ),
    "Copy the table into a new workbook, or save it as .csv.": (
        "Kopieer de tabel naar een nieuwe werkmap, of sla die op als .csv."
    ),
    # Writing.
    "{what} in {folder}: {why}.": "{what} in {folder}: {why}.",
    "{file} cannot be written": "{file} kan niet worden geschreven",
    "{file} cannot be moved away": "{file} kan niet worden weggezet",
    "The sheets cannot be written": "De bladen kunnen niet worden geschreven",
    "The copy cannot be written": "De kopie kan niet worden geschreven",
    "The run cannot be written": "De run kan niet worden geschreven",
    "The runs cannot be listed": "De runs kunnen niet worden opgesomd",
    "Runs cannot be kept": "Runs kunnen niet worden bewaard",
    "Old runs cannot be removed": "Oude runs kunnen niet worden verwijderd",
    "What a broken run left cannot be removed": (
        "Wat een afgebroken run achterliet, kan niet worden verwijderd"
    ),
    "What came back cannot be kept": "Wat terugkwam, kan niet worden bewaard",
    "The day's book cannot be written": "Het dagboek kan niet worden geschreven",
    "The map cannot be written": "De kaart kan niet worden geschreven",
    "The map folder cannot be written": "De map van de kaart kan niet worden geschreven",
    "The results of a cell cannot be kept": "De uitkomst van een cel kan niet worden bewaard",
    "The clock of this machine shows the year {year}.": "De klok van deze computer staat op het jaar {year}.",
    "Set it right, and run again.": "Zet hem goed, en start opnieuw.",
    ("By the clock it is {today}, and until a week ago nothing was written in the archive after {newest}."): (
        "Volgens de klok is het {today}, en na {newest} werd tot een week geleden niets meer gearchiveerd."
    ),
    ("Set the clock right. If it is, because the store was closed: 'dispatch purge --clock-is-right'."): (
        "Zet de klok goed. Staat hij goed, omdat de winkel dicht was: 'dispatch purge --clock-is-right'."
    ),
    "{file}: the system refuses it ({why}).": "{file}: het systeem weigert dat ({why}).",
    "The folder in which you are has been removed.": "De map waarin u staat, is verwijderd.",
    "Change to another, and run again.": "Ga naar een andere map, en start opnieuw.",
    "the disk is full": "de schijf is vol",
    "Free some space (old runs go with 'dispatch purge') and run again.": (
        "Maak ruimte (oude runs gaan weg met 'dispatch purge') en start opnieuw."
    ),
    "the disk is read-only": "de schijf kan alleen worden gelezen",
    "Mount it writable, or set another [archive] folder.": (
        "Koppel die schrijfbaar, of kies een andere map bij [archive] folder."
    ),
    "permission is denied": "er is geen toestemming voor",
    "Let the account that plans own the folder, and run again.": (
        "Geef de map aan de gebruiker die plant, en start opnieuw."
    ),
    "the folder has vanished": "de map is verdwenen",
    "Is the network drive connected? Connect it and run again.": (
        "Is de netwerkschijf aangesloten? Sluit die aan en start opnieuw."
    ),
    "the drive does not answer": "de schijf geeft geen antwoord",
    "Check the disk or the network drive, and run again.": (
        "Controleer de schijf of de netwerkschijf, en start opnieuw."
    ),
    "something else is in its place": "er staat iets anders op die plek",
    "Move it out of the way and run again.": "Zet het ergens anders en start opnieuw.",
    "its path is too long": "het pad is te lang",
    "Set an [archive] folder with a shorter path.": "Kies bij [archive] folder een map met een korter pad.",
    "of an unknown error": "door een onbekende fout",
    # The lock.
    "{who} is busy with {task}.": "{who} is bezig met {task}.",
    "Another run": "Een andere run",
    "Another run (process {pid}, since {since})": "Een andere run (proces {pid}, sinds {since})",
    "Another run (process {pid} on {host}, since {since})": (
        "Een andere run (proces {pid} op {host}, sinds {since})"
    ),
    "the map": "de kaart",
    "preparing the search": "het klaarzetten van het zoeken",
    "Wait until it is done, and run again.": "Wacht tot hij klaar is, en start opnieuw.",
    "The lock cannot be made": "Het slot kan niet worden gemaakt",
    "The lock cannot be taken": "Het slot kan niet worden genomen",
    "The drive of {folder} knows no locks.": "De schijf van {folder} kent geen sloten.",
    "Choose a folder on a disk of this machine.": "Kies een map op een schijf van deze machine.",
    # Runs.
    "There is no run in {folder}.": "Er is geen run in {folder}.",
    "There is no run '{name}' here or in {folder}.": "Er is hier en in {folder} geen run '{name}'.",
    "There is no run of {day} in {folder}.": "Er is geen run van {day} in {folder}.",
    "There is no version v{version} of {day} in {folder}.": (
        "Er is geen versie v{version} van {day} in {folder}."
    ),
    "There is no plan in {folder}.": "Er is geen plan in {folder}.",
    "Name the folder of a run, such as runs/2026-11-24/latest.": (
        "Noem de map van een run, zoals runs/2026-11-24/latest."
    ),
    "Name its folder, or its day such as 2026-11-24, or 'latest'.": (
        "Noem zijn map, of zijn dag zoals 2026-11-24, of 'latest'."
    ),
    "Plan a day first, or name the folder with --out.": "Plan eerst een dag, of noem de map met --out.",
    "The disk of {folder} has {free_mb} MB left; a run wants {wanted_mb} MB.": (
        "De schijf van {folder} heeft nog {free_mb} MB; een run wil {wanted_mb} MB."
    ),
    "{target} exists already and is not overwritten.": "{target} bestaat al en wordt niet overschreven.",
    "Is another program writing there?": "Schrijft daar een ander programma?",
    "{place} is a link to another place.": "{place} is een koppeling naar een andere plek.",
    "Move it out of the way.": "Zet het ergens anders.",
    "Its folder is a link to another place.": "De map is een koppeling naar een andere plek.",
    "Remove it, and what it leads to, by hand.": "Verwijder die, en waar die heen leidt, met de hand.",
    "{where} is not a plan: {what}.": "{where} is geen plan: {what}.",
    "Take an untouched copy, or plan the day again with --again.": (
        "Neem een ongewijzigde kopie, of plan de dag opnieuw met --again."
    ),
    "{where} has format_version {version}; this program reads up to {most}.": (
        "{where} heeft format_version {version}; dit programma leest tot en met {most}."
    ),
    "It was made by a newer version of the program: update this one.": (
        "Het is door een nieuwere versie van het programma gemaakt: werk dit bij."
    ),
    "format_version {version} never existed": "format_version {version} heeft nooit bestaan",
    "it cannot be read as JSON": "het is niet als JSON te lezen",
    "{where}is none of the values that this program knows": "{where}geen waarde die dit programma kent",
    "and {n} more": "en nog {n}",
    "the plan names {name}, which the problem does not have": (
        "het plan noemt {name}, dat het probleem niet heeft"
    ),
    "{where} is missing.": "{where} ontbreekt.",
    "{where} is damaged.": "{where} is beschadigd.",
    "{where} is damaged: {what}.": "{where} is beschadigd: {what}.",
    "Remove it.": "Verwijder het.",
    "it is damaged": "het is beschadigd",
    "{where} lacks a matrix that plan.json names.": "{where} mist een matrix die plan.json noemt.",
    "{name} is larger than {size} x {size}": "{name} is groter dan {size} x {size}",
    "{name} is not {size} x {size} of 32-bit integers": (
        "{name} is geen {size} x {size} gehele getallen van 32 bits"
    ),
    "{files} was changed since this plan was made.": "{files} is veranderd sinds dit plan werd gemaakt.",
    "{run}: the plan was changed since it was made, and now breaks {n} rule(s).": (
        "{run}: het plan is veranderd sinds het werd gemaakt, en overtreedt nu {n} regel(s)."
    ),
    "{run}: the plan was changed since it was made, and now contradicts itself ({where}).": (
        "{run}: het plan is veranderd sinds het werd gemaakt, en spreekt zichzelf nu tegen ({where})."
    ),
    "Look at it with 'dispatch verify'.": "Bekijk het met 'dispatch verify'.",
    "The plan of {day} v{version} visits stops that its problem does not have.": (
        "Het plan van {day} v{version} bezoekt stops die zijn probleem niet heeft."
    ),
    "It was edited; see 'dispatch verify'.": "Het is bewerkt; zie 'dispatch verify'.",
    "{folder} exists already.": "{folder} bestaat al.",
    "Name a folder that does not.": "Noem een map die nog niet bestaat.",
    # The day's book.
    "{name} is too large to be a day's book.": "{name} is te groot voor een dagboek.",
    "{where}, line {number} is damaged: {why}.": "{where}, regel {number} is beschadigd: {why}.",
    "Take an untouched copy of the file.": "Neem een ongewijzigde kopie van het bestand.",
    "it has no end": "hij heeft geen einde",
    "it calls itself line {number}": "hij noemt zichzelf regel {number}",
    "it is not a line of a book": "het is geen regel van een dagboek",
    "{what}": "{what}",
    (
        "Line {number} of the day's book says '{kind}' in format_version {format_version}, "
        "which this program does not know."
    ): (
        "Regel {number} van het dagboek zegt '{kind}' in format_version {format_version}; "
        "dit programma kent dat niet."
    ),
    "It was written by a newer version of the program: update this one.": (
        "Die is door een nieuwere versie van het programma geschreven: werk dit bij."
    ),
    # Standing orders.
    "{name} has no column {columns}.": "{name} heeft geen kolom {columns}.",
    "It needs at least: vaste_bestelling;weekdag;naam and an address.": (
        "Er moet minstens staan: vaste_bestelling;weekdag;naam en een adres."
    ),
}
