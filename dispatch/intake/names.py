"""The names that tills and web shops give to the columns of their exports, in Dutch and English.

For each column of the program the names stand in order: the plainest first. Of two headers for one column
the one with the plainer name counts. Capitals, spaces, accents, brackets and underscores do not matter.
"""

from collections.abc import Mapping
from typing import Final

Names = Mapping[str, tuple[str, ...]]

IGNORED: Final = "-"
"""What ``[intake.columns]`` maps a header to that is none of the program's columns."""


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in " ".join(text.split()).split(",") if name.strip())


_WINDOW_BASES: Final = _names(
    """bezorgtijd, bezorgvenster, bezorgmoment, bezorgblok, bezorging, bezorgen, tijdvak, tijdslot,
    tijdblok, venster, levertijd, leveringstijd, leveren, levering, leverblok, levermoment,
    aflevertijd, aflevering, tijd, delivery, delivery time, delivery window, delivery slot, time
    window, window, time slot, slot, time, fulfillment, service window, tw, promised, gewenste
    bezorgtijd, gewenste tijd, bezorg, lever, aflever"""
)
_STARTS: Final = _names(
    """van, vanaf, begin, start, from, vroegste, starttijd, begintijd, start time, begins, open,
    vroegst, from time"""
)
_ENDS: Final = _names(
    """tot, tot en met, t/m, eind, einde, end, until, till, to, laatste, eindtijd, end time, uiterlijk,
    close, by, laatst, uiterste, to time"""
)


def _windows(ends: tuple[str, ...]) -> tuple[str, ...]:
    after = (f"{base} {end}" for base in _WINDOW_BASES for end in ends)
    before = (f"{end} {base}" for base in _WINDOW_BASES for end in ends)
    return (*after, *before)


PURCHASE_NAMES: Final[Names] = {
    "receipt_id": _names(
        """bonnummer, bonnr, bon, bon nr, bon id, kassabon, kassabonnummer, kassabonnr, receipt,
        receipt number, receipt no, receipt nr, ordernummer, ordernr, order nr, order no,
        order number, bestelnummer, bestelnr, bestellingsnummer, bestelling nummer, bestelling,
        transactienummer, transactie, transactienr, transactie id, transaction id, transaction
        number, transaction, ticket, ticketnummer, ticket number, sale, sale id, sale number,
        verkoopnummer, verkoop, order reference, orderreferentie, bestelreferentie, order, invoice
        number, invoice no, factuurnummer, factuurnr, referentie, reference, ref, increment id,
        order ref, orderref, pos reference,
        belegnummer, bestelling id, order id, id"""
    ),
    "purchased_at": _names(
        """tijdstip, datum tijd, datum en tijd, datum/tijdstip, aankooptijd, aankooptijdstip, tijdstip
        aankoop, gekocht op, besteld op, bestelmoment, purchase time, timestamp, date time,
        purchased, created at, created, date created, created on, aangemaakt op, aangemaakt,
        aankoopmoment, ordermoment, moment, order created, order placed, placed at,
        bestellingsmoment, besteltijdstip, verkocht op, sold at, sale date, sale time, transaction
        date, transaction time, transactiemoment, afgerekend op, betaald op, paid at, booking time,
        boekingstijd, order date time, orderdatum
        en tijd, orderdatum tijd, sold on, checkout time, tijdstip verkoop"""
    ),
    "purchase_date": _names(
        """datum, date, aankoopdatum, purchase date, orderdatum, besteldatum, bestellingsdatum, order
        date, verkoopdatum, bondatum, transactiedatum, datum bestelling, datum order, datum aankoop,
        kassadatum"""
    ),
    "purchase_time": _names(
        """tijd, time, tijd aankoop, ordertijd, besteltijd, order time, bontijd, transactietijd,
        verkooptijd, kassatijd, tijd bestelling, tijd order, uur"""
    ),
    "home_delivery": _names(
        """thuisbezorging, bezorgen, bezorging, thuisbezorgen, thuisbezorgd, thuis bezorgen, bezorgd,
        delivery, deliver, home delivered, to deliver, te bezorgen, bezorgmethode, bezorgwijze,
        bezorgoptie, leverwijze, levermethode, leveringswijze, verzendmethode, verzendwijze,
        verzending, shipping method, delivery method, delivery type, delivery option, shipping
        option, fulfillment type, fulfilment type, fulfillment method, fulfilment, fulfillment, bezorgen of
        afhalen, afhalen of bezorgen, afhalen/bezorgen, bezorgen/afhalen, pickup or delivery, order
        type, ordertype, type bestelling, soort levering, thuis, is delivery, bezorgservice, aan
        huis, shipping method title, shipping title, shipping service, delivery service, verzenddienst,
        leveroptie, ophalen of bezorgen, bezorgen of ophalen, ophalen/bezorgen, ship later, vervoerder,
        shipping carrier, levering"""
    ),
    "delivery_date": _names(
        """bezorgdatum, leverdatum, leveringsdatum, afleverdatum, bezorgdag, leverdag, delivery date,
        delivery day, datum bezorging, datum levering, gewenste bezorgdatum, gewenste leverdatum,
        requested delivery date, scheduled delivery date, planned delivery date, fulfillment date,
        fulfilment date, shipping date, delivery on, bezorgen op, leveren op, dag van bezorging, due
        date, required date, requested date, gewenst op, gewenste datum, gewenste dag, uitleverdatum,
        bezorgen op datum, route date, bezorgdag datum, dag bezorging, dag levering, delivery due, deliver on,
        afleverdag, uitleverdag"""
    ),
    "name": _names(
        """naam, klant, klantnaam, naam klant, customer, customer name, contactpersoon, volledige naam,
        full name, ontvanger, recipient, naam ontvanger, recipient name, geadresseerde, afnemer,
        koper, besteller, buyer, contact, contact name, ter attentie van, tav, client, relatie, relatienaam,
        debiteur, debiteurnaam, naam relatie"""
    ),
    "first_name": _names("voornaam, first name, firstname, given name, voorletters, roepnaam, initials"),
    "name_infix": _names("tussenvoegsel, tussenvoegsels, middle name, middlename, infix, voorvoegsel"),
    "last_name": _names("achternaam, last name, lastname, surname, family name, familienaam"),
    "company": _names(
        """bedrijf, bedrijfsnaam, company name, firma, firmanaam, organisatie, organisatienaam, organization,
        organisation, organization name, naam bedrijf, zaak, bedrijf naam"""
    ),
    "mobile": _names(
        """mobiel, mobiele nummer, mobiel nummer, mobile, gsm, mobiele telefoon, mobiele
        telefoonnummer, mobile phone, mobile number, mobielnummer, mobielnr, mobiel nr, cell, cell
        phone, cellphone, 06, 06 nummer, 06nr, gsm nummer, whatsapp, whatsapp nummer, sms nummer,
        mob, mobiele nr, nummer mobiel, mobile no, phone mobile, telefoon mobiel, tel mobiel"""
    ),
    "phone": _names(
        """telefoon, tel, telefoonnummer, telefoonnr, telnr, tel nr, telefoon nr, phone number, phone
        no, telephone, telephone number, tel no, telefoon vast, vaste telefoon, vast nummer,
        landline, phone 1, telefoon 1, tel 1, telefoon 2, tel 2, phone 2, telefoonnummer 2,
        contactnummer, contact number, bereikbaar op,
        bereikbaar op nr, bereikbaar op nummer, belnummer, call, telefoon overdag, daytime
        phone, home phone, nummer klant"""
    ),
    "street": _names("straat, straatnaam, street name, straat naam, street 1, straat 1"),
    "house_number": _names(
        """huisnummer, huisnr, huis nr, house no, house nr, housenumber, straatnummer, street number,
        street no, street nr, building number, hnr, huisnummer 1"""
    ),
    "house_letter": _names("huisletter, house letter, huisnummerletter, letter"),
    "addition": _names(
        """toevoeging, huisnummertoevoeging, huisnr toevoeging, toev, suffix, huisnr toev, huisnummer
        toevoeging, toevoeging huisnummer, house number addition, house number suffix, number
        addition, extension, bus, busnummer, appartement, apartment, apt, unit, house number
        extension, street number suffix, ext"""
    ),
    "postcode": _names(
        """postkode, pc, postal code, post code, zip, zip code, postalcode, postcode nl, pc6, postnr,
        postnummer, plz"""
    ),
    "city": _names("plaats, woonplaats, plaatsnaam, stad, town, place, gemeente, locality, dorp"),
    "address": _names(
        """adres, bezorgadres, afleveradres, volledig adres, delivery address, full address, address 1,
        adres 1, address line 1, adresregel 1, adresregel, street address, address line,
        addressline1, straat en huisnummer, straat en nummer, straat + huisnummer, straat
        huisnummer, straat nr, street and number, adresgegevens, straat/huisnummer, straat huisnr,
        straat + huisnr, straat en
        huisnr, straat + nr,
        straat en nr, straat & huisnummer, address 1 2, address 1 and 2"""
    ),
    "address_2": _names(
        """address 2, adres 2, address line 2, adresregel 2, street 2, straat 2, address2,
        adresaanvulling, address extra, adres extra, address line 3, adresregel 3"""
    ),
    "country": _names("land, country code, landcode, country name, landnaam, country region, iso land"),
    "lat": _names("latitude, breedtegraad, gps lat, geo lat, y coordinate"),
    "lon": _names("lng, long, longitude, lengtegraad, gps lon, gps lng, geo lon, geo lng, x coordinate"),
    "crates": _names(
        """kratten, krat, aantal kratten, boxes, number of crates, crate count, aantal bakken, bakken,
        kisten, aantal kisten, colli, aantal colli, totes, number of totes, dozen, aantal dozen,
        number of boxes, kratten totaal, bezorgkratten"""
    ),
    "bags": _names(
        "tassen, tas, aantal tassen, number of bags, zakken, aantal zakken, bag count, draagtassen"
    ),
    "weight_kg": _names(
        """gewicht_kg, gewicht, gewicht in kg, kg, weight, weight in kg, total weight, totaalgewicht,
        totaal gewicht, order weight, kilo, kilos, brutogewicht, gewicht totaal, gewicht g, gewicht gram,
        gewicht in gram, gewicht in g, weight g, weight grams, weight in grams, totaalgewicht kg,
        totaalgewicht g, total weight kg, total weight g, weight lb, weight lbs, weight pounds, weight oz,
        total weight lb, total weight lbs, gewicht lb, gewicht in lb,
        gewicht in lbs, weight in lb, weight in lbs"""
    ),
    "temperature": _names(
        """temperatuur, temp, temperatuurklasse, temp klasse, bewaaradvies, bewaarwijze, bewaarconditie,
        storage, storage temperature, storage conditions, opslagconditie, temp zone, temperatures,
        temperatuurzone, temperature class,
        koeling, bewaartemperatuur, temperature zone"""
    ),
    "age_check": _names(
        """leeftijdscontrole, leeftijdcontrole, 18+, 18 plus, 18, leeftijd, id check, id controle,
        legitimatie, age, nix18, nix 18, 18+ artikel, 18+ artikelen, 18+ product, 18+ producten, 18+
        controle, 18+ check, 18 jaar, 18 jaar en ouder, alcohol, bevat alcohol, contains alcohol,
        alcoholhoudend, has alcohol, alcohol aanwezig, met alcohol, alcoholcontrole, legitimatie
        vereist, legitimatieplicht, legitimatie nodig, id plicht, id vereist, id nodig, id required,
        id check required,
        id check vereist, id controle vereist, id verification, check id, age restricted, age restriction, age
        verification, age verification required, leeftijdsverificatie, leeftijdsgebonden,
        leeftijdsgrens, leeftijdscheck, minimumleeftijd, over 18, adult, adults only, age limit,
        controle 18+, bevat 18+,
        leeftijdsgebonden product, leeftijdsgebonden producten, leeftijdsgebonden artikel,
        leeftijdsgebonden artikelen, id check nodig, nix18 artikel, nix18 artikelen, requires id,
        contains age restricted items, contains age restricted, proof of age, identificatieplicht,
        leeftijdsverificatie nodig, minimum age, alcohol j/n, alcohol ja/nee, leeftijd 18+, drank 18+,
        sterke drank, tabak/alcohol, alcohol/tabak, 18+ producten in mandje, age18, 18+ in mandje,
        bevat leeftijdsgebonden, id aan de deur, leeftijd controleren, restricted, age restricted items"""
    ),
    "window_from": (
        *_names(
            "van, vanaf, from, start, starttijd, begintijd, begin, start time, earliest, vroegste, niet voor"
        ),
        *_names("not before, vroegst, earliest time, tijd van, tijd vanaf, time from, open"),
        *_windows(_STARTS),
    ),
    "window_to": (
        *_names(
            "tot, tot uiterlijk, until, to, eind, einde, eindtijd, end, end time, latest, laatste, niet na"
        ),
        *_names("not after, uiterlijk, uiterlijk om, deadline, latest time, tijd tot, time to, deliver by"),
        *_names(
            "deliver before, deliver until, bezorgen voor, leveren voor, uiterste bezorgtijd, tot en met"
        ),
        *_windows(_ENDS),
    ),
    "window": _names(
        """tijdvak, bezorgvenster, venster, tijdslot, bezorgtijd, time slot, slot, bezorgmoment,
        bezorgblok, tijdblok, levertijd, leveringstijd, aflevertijd, leverblok, levermoment,
        delivery window, delivery time, delivery slot, delivery time slot, delivery timeslot, time
        window, timeslot, timewindow, gewenste bezorgtijd, gewenst tijdvak, gewenste levertijd,
        gewenste tijd, preferred time, preferred delivery time, voorkeurstijd, bezorgtijdvak,
        bezorgtijdslot, dagdeel, bezorgperiode, delivery period, requested delivery time, scheduled
        delivery time, tijdvenster, bezorgtijdstip, levertijdstip, delivery hours, bezorguren,
        tijdsblok, tijdsvak, tijdsslot, delivery schedule, fulfillment time, wanneer bezorgen,
        bezorgen tussen, leveren tussen, deliver between, time range, tijdspanne, tijdframe, timeframe,
        time frame, delivery timeframe, delivery time range, delivery time frame, leverperiode,
        moment van bezorgen, afgesproken tijd, levering tussen, bezorging tussen, bezorgen om, bezorguur,
        delivery hour, bezorging van/tot, bezorgen van/tot, tijdsblok bezorging, delivery slot label,
        dispatch window, eta window, delivery time from to, requested time, desired time, preferred slot,
        requested delivery window, preferred delivery window, bezorgvak, bezorgslot, tijd bezorging,
        tijdvak bezorging, tijdslot bezorging, bezorgblok tijd, leveruur, lev uur, afleveruur"""
    ),
    "skills": _names(
        """vaardigheden, vaardigheid, skill, required skills, needed skills, vereiste vaardigheden, vereisten,
        bezorgvereisten, requirements"""
    ),
    "courier": _names(
        """bezorger, koerier, bezorgd door, vaste bezorger, voorkeursbezorger, voorkeur bezorger, gewenste
        bezorger, courier name, preferred courier, driver, chauffeur, delivered by, bezorger voorkeur"""
    ),
    "service_minutes": _names(
        """stopduur, stopminuten, stopduur minuten, minuten aan de deur, service time, stop duration,
        duration, service duration, stoptijd, lostijd"""
    ),
    "total_eur": _names(
        """bedrag, totaal, totaalbedrag, bedrag eur, total, amount, total amount, order total,
        ordertotaal, grand total, grand total purchased, grand total base, order total amount,
        amount total, total gross,
        totaalprijs, total price, bedrag incl, totaal incl btw, bedrag incl btw, total incl vat, price incl,
        totaal eur, te betalen, orderbedrag, bonbedrag, total paid, net sales, order amount, amount
        paid"""
    ),
    "notes": _names(
        """opm, opmrk, opm klant, opm bezorging, bijz, instr, notes for courier,
        opmerking, opmerkingen, notitie, notities, bijzonderheden, instructie, instructies, note,
        remark, remarks, comment, comments, instructions, klantopmerking, opmerking klant, customer
        note, customer notes, customer comment, customer message, order note, order notes,
        ordernotitie, orderopmerking, bestelnotitie, bezorginstructie, bezorginstructies,
        bezorgopmerking, bezorgnotitie, leverinstructie, leverinstructies, delivery instructions,
        delivery note, delivery notes, delivery comment, driver notes, courier notes, notes for
        driver, instructions for driver, special instructions, bericht, toelichting, boodschap,
        memo, bericht voor de bezorger, opmerking voor bezorger, aanvullende informatie, extra
        informatie, extra info, koeriersinstructie, notes to courier, buyer note, buyer notes,
        fulfillment notes, wensen, klantwens, let op, aanwijzingen, aandachtspunten, additional
        information, terms and conditions, note to seller, bezorgaantekening, bezorgaantekeningen,
        aantekening, aantekeningen, gate code, door code, deurcode, toegangscode, vraag van klant,
        overige informatie, info bezorger, info voor bezorger, where to leave, special requests,
        special request, access instructions, note attributes, comment for driver, comments for driver,
        instructie bezorger, notitie chauffeur, notitie bezorger, opm bezorger, order comments,
        order comment, leave at, safe place, bezorgplek, bijzondere wensen, verzoek, verzoeken,
        bezorgaanwijzing, bezorgaanwijzingen, delivery request, courier instructions, general note, notes to
        seller, note for seller, opmerking 1, opmerking 2, opmerkingen 1, opmerkingen 2, notitie 1, notitie 2,
        note 1, note 2, remark 1, remark 2, comment 1, comment 2, instructie 1, instructie 2, klant notitie"""
    ),
    "store": _names(
        """winkel, store, filiaal, vestiging, shop, winkelnaam, store name, storename, winkelnummer,
        winkelnr, winkel id, store id, store number, filiaalnummer, filiaalnr, filiaalnaam,
        vestigingsnummer, vestigingsnaam, shop name, shop id, branch, branch name"""
    ),
    "status": _names(
        """status, orderstatus, order status, bestelstatus, status bestelling, state, bonstatus,
        financial status, betaalstatus, payment status, annuleringsstatus, sale status,
        fulfillment status, fulfilment status, order state, orderstate, transaction state, delivery state,
        transactiestatus, status order, afhandelstatus"""
    ),
    "cancelled": _names(
        """geannuleerd, cancelled, canceled, cancelled at, canceled at, cancelled on, canceled on,
        geannuleerd op, annulering, annuleringsdatum, cancellation date, is cancelled, is canceled,
        vervallen, cancel date, storno, voided, ingetrokken, cancel reason, cancelled date, date
        cancelled, annuleren, annuleerdatum, deleted, is deleted, verwijderd, void, is void, is geannuleerd,
        order geannuleerd, bestelling geannuleerd, cancellation reason, cancelled reason, reden annulering,
        annuleringsreden, geretourneerd, ingetrokken op"""
    ),
    "item_article": _names(
        """artikel, artikelnaam, product, productnaam, item, item name, lineitem name, product name,
        line item name, line item, orderregel, order lines/product, artikelomschrijving,
        omschrijving artikel, orderregels/product, order line/product, orderregel/product"""
    ),
    "item_code": _names(
        """lineitem sku, item sku, sku, ean, gtin, barcode, artikelnummer, artikelcode, artikelnr, plu,
        product code, product sku, article code, item code, orderregels/product/barcode"""
    ),
    "item_quantity": _names(
        """lineitem quantity, item quantity, line quantity, aantal, quantity, qty, hoeveelheid, stuks,
        order lines/quantity, item qty, aantal stuks, orderregels/hoeveelheid, orderregels/aantal, quantity
        refund"""
    ),
}
"""Column of the program → other headers it goes by.

``purchase_date`` and ``purchase_time`` together stand for ``purchased_at``, ``window`` for both of its ends,
the three parts of a name for ``name``; ``mobile`` is a phone, ``house_letter`` stands before the addition;
the ``item_…`` columns are those of files with a row an article.
"""

WEAK_NAMES: Final[Mapping[str, str]] = dict.fromkeys(
    _names("nr, nummer, number, no, num, huis, n"), "house_number"
)
"""Names that mean a column only beside another one: a row counter has them too."""

_ARTICLE_CODES: Final = _names(
    """gtin, ean, ean code, barcode, sku, artikelnummer, artikelcode, artikelnr, plu, article
    number, item code, product code, ean13, upc, streepjescode, code"""
)

LINE_NAMES: Final[Names] = {
    "receipt_id": PURCHASE_NAMES["receipt_id"],
    "article": _names(
        """artikel, artikelnaam, omschrijving, product, description, item, item name, productnaam,
        product name, artikelomschrijving, naam, name"""
    ),
    "code": _ARTICLE_CODES,
    "quantity": _names("aantal, hoeveelheid, stuks, qty, pieces, item quantity, aantal stuks, number, units"),
    "weight_g": _names(
        """gewicht_g, gewicht in g, gewicht gram, gram, grams, weight in g, gewicht, weight, stukgewicht,
        gewicht kg, gewicht in kg, gewicht kilo, weight kg, weight in kg, gewicht per stuk, unit weight,
        weight grams, weight gram, gewicht in gram, gewicht in kilo, stukgewicht g, stukgewicht kg,
        weight lb, weight lbs, weight in lb, weight oz"""
    ),
    "volume_ml": _names(
        """inhoud_ml, volume in ml, volume, inhoud, ml, content, contents, inhoudsmaat, inhoud l, inhoud in l,
        inhoud liter, inhoud in liter, inhoud cl, volume l, volume liter, volume in l, volume cl"""
    ),
    "temperature": PURCHASE_NAMES["temperature"],
    "age_restricted": (
        *_names("leeftijdscontrole, leeftijdsgebonden, leeftijdsgrens, 18+, 18 plus, nix18, age check"),
        *_names(
            "age restriction, age limit, alcohol, 18, age restricted, minimum age, minimumleeftijd, leeftijd"
        ),
        *_names("nix 18, id check, leeftijdsverificatie"),
    ),
}

ARTICLE_NAMES: Final[Names] = {
    "code": (*_ARTICLE_CODES, *_names("nummer, number, nr, artikel nr, article no, item number, gtin13, id")),
    "article": LINE_NAMES["article"],
    "temperature": LINE_NAMES["temperature"],
    "weight_g": LINE_NAMES["weight_g"],
    "volume_ml": LINE_NAMES["volume_ml"],
    "age_limit": ("age_restricted", *LINE_NAMES["age_restricted"]),
}
"""The same for the list of what the store sells."""
