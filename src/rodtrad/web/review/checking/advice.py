"""What somebody who reviews a document can do about each thing in it that does not add up."""

from typing import Final

IN_THE_DOCUMENT: Final = "Är det dokumentet som är fel: be den som skrev det om ett rättat och läs in det."

# The reader's issue codes; see docs/record.md.
ADVICE: Final[dict[str, str]] = {
    "page-without-text": "Se efter i originalet vad som står på sidan, och lägg till det som saknas för hand.",
    "file-damaged": "Skaffa filen på nytt och läs in den.",
    "nothing-found": "Se efter att det är rätt fil. Är det det: lägg till uppgifterna för hand.",
    "no-body": "Skriv organets namn under Möte.",
    "no-date": "Skriv mötets datum under Möte, då kan tider i uppdragen räknas ut.",
    "items-missing": "Leta upp punkten i texten och lägg till den för hand.",
    "items-surplus": "Avvisa den punkt som inte är någon.",
    "item-number-gap": "Leta efter den punkt som saknas, och lägg till den om den finns.",
    "item-number-repeated": "Rätta numret, eller avvisa den punkt som inte är någon.",
    "announced-title-differs": "Bekräfta punktens egen rubrik, eller rätta den efter ärendeförteckningen.",
    "columns-do-not-match": "Jämför varje namn med sin organisation och rätta dem som är fel.",
    "name-not-placed": "Skriv personens organisation, om den framgår.",
    "organisation-not-placed": "Se efter om någon i listan kommer därifrån, och rätta den personen.",
    "names-alike": "Rätta den stavning som är fel, eller svara på frågan under Att se över.",
    "signer-not-present": "Jämför underskriften med närvarolistan och rätta den som är fel.",
    "chair-not-listed": "Rätta vem som var ordförande, eller lägg till personen i närvaron.",
    "weekday-differs": f"Ta reda på vilken dag som är rätt och rätta datumet. {IN_THE_DOCUMENT}",
    "date-ambiguous": "Ta reda på vilken dag som menas och skriv den.",
    "date-out-of-order": "Rätta det datum som är fel; ofta är det årtalet.",
    "years-differ": "Ta reda på vilket år som är rätt och rätta datumet.",
    "proposal-not-found": "Leta upp förslaget, och skriv av det som beslutades som ett beslut.",
    "decision-without-clauses": "Se efter vad som beslutades och lägg till det.",
    "no-decision-at-item": "Se efter om något beslutades vid punkten och lägg till det.",
    "agreement-lapsed": "Rätta slutdagen om den är fel. Annars är det något att ta upp med parterna.",
    "group-not-found": "Lägg till gruppen för hand, om den finns i planen.",
    "area-without-activities": "Lägg till aktiviteterna för hand, om de finns i planen.",
    "several-documents": "Dela filen och läs in delarna var för sig.",
    "changes-tracked": "Godkänn eller avvisa ändringarna i Word och läs in dokumentet igen.",
    "redacted": "Ingenting: det som är maskerat ska förbli det.",
    "possibly-sensitive": "Tala med den som ansvarar för personuppgifter innan dokumentet sprids.",
    "not-read": "Läs stället i originalet och lägg till det som saknas för hand.",
    "ocr": "Jämför namn, siffror och datum med bilden av sidan: där läser en maskin oftast fel.",
    "unsure": "Läs raden och bekräfta eller rätta uppgiften.",
}
