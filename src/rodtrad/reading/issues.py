"""The fixed list of issue codes: what a reader may say does not add up. Documented in `docs/record.md`."""

from typing import Final

CODES: Final[dict[str, str]] = {
    "nothing-found": "Dokumentet lästes, men inga uppgifter hittades i det.",
    "no-body": "Det framgår inte vilket organ dokumentet gäller.",
    "no-date": "Mötets datum hittades inte.",
    "items-missing": "Paragrafer eller punkter som dokumentet anger hittades inte.",
    "items-surplus": "Fler paragrafer eller punkter hittades än dokumentet anger.",
    "item-number-gap": "Numreringen hoppar.",
    "item-number-repeated": "Samma nummer förekommer på flera punkter.",
    "announced-title-differs": "En punkt har en annan rubrik i ärendeförteckningen än i protokollet.",
    "columns-do-not-match": "Namn och organisationer står i skilda spalter som inte går jämnt upp.",
    "name-not-placed": "Ett namn kunde inte knytas till någon organisation.",
    "organisation-not-placed": "En organisation kunde inte knytas till något namn.",
    "names-alike": "Två namn är så lika att de kan avse samma person.",
    "signer-not-present": "Den som undertecknat står inte i närvarolistan.",
    "chair-not-listed": "Ordföranden står inte bland de närvarande.",
    "weekday-differs": "Veckodagen stämmer inte med datumet.",
    "date-ambiguous": "Ett datum kan tolkas på flera sätt.",
    "date-out-of-order": "Ett datum ligger före det borde, till exempel en slutdag före en startdag.",
    "years-differ": "Årtal i dokumentet motsäger varandra.",
    "proposal-not-found": "Ett beslut hänvisar till ett förslag som inte hittades.",
    "decision-without-clauses": "En beslutsmening följs inte av något beslut.",
    "no-decision-at-item": "En beslutspunkt saknar beslut.",
    "agreement-lapsed": "Ett avtal eller en överenskommelse hade gått ut före mötet.",
    "group-not-found": "En grupp som planen räknar upp saknar avsnitt i planen.",
    "area-without-activities": "Ett målområde saknar aktiviteter.",
    "several-documents": "Filen verkar innehålla flera dokument.",
    "redacted": "Uppgifter är maskerade i dokumentet.",
    "possibly-sensitive": "Texten kan röra en enskilds hälsa och bör ses över före publicering.",
    "unsure": "En uppgift är osäker och behöver granskas.",
}
