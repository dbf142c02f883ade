"""Tells names of persons, organisations and titles apart.

No list of names is used: Swedish minutes write a person as two to five capitalised words, and what follows is told
by the words it is made of: titles end in "-chef" or "-samordnare", organisations are parties or carry a word such as
"kommun", "förbund" or "universitet".
"""

from __future__ import annotations

import re

from rodtrad.reading.parties import Parties

CAPITAL = "A-ZÅÄÖÉÈÜØÆŠŽĆČÓÁÍÑÇŁ"
SMALL = "a-zåäöéèüøæšžćčóáíñçłëïâêôîûàù"
# "Berg", "Ek-Lind", "McDonald", "D'Arc", "O’Brien": small letters must follow, so "FoU", "IT" and "VGSO" are no names.
NAME_WORD = rf"(?:(?:Mc|Mac|D['’]|O['’])?[{CAPITAL}][{SMALL}]+(?:[-–][{CAPITAL}][{SMALL}]+){{0,3}}(?!\w))"
PARTICLE = r"(?:von|van|af|av|de|del|der|den|da|la|le|el|al|bin|zu)"
INITIAL = rf"[{CAPITAL}]\.?"
NAME = rf"{NAME_WORD}(?: (?:(?:al|el)-{NAME_WORD}|{NAME_WORD}|{INITIAL}(?= )|{PARTICLE}(?= [{CAPITAL}]))){{1,4}}"
ONE_NAME = re.compile(NAME_WORD + r"\Z")
LONGEST_NAME = 200  # characters
FULL_NAME = re.compile(NAME + r"\Z")
NAME_AHEAD = re.compile(NAME)

# The patterns below are searched in small letters: a pattern that ignores case tries every alternative at every letter.

# Words that are capitalised in lists but never part of a person's name.
NO_NAME = re.compile(
    r"""\b(?:region(?:en|ens|ala)?|kommun(?:en|ens|er|erna|ernas|förbund\w*|styrelse\w*|al\w*)?|landsting\w*|stad|läns?\w*
    |förvaltning\w*|enhet\w*|avdelning\w*|styrelse\w*|nämnd\w*|råd(?:et)?|grupp(?:en)?|arbetsgrupp\w*|utskott\w*
    |universitet\w*|högskola\w*|sjukhus\w*|vårdcentral\w*|hälso|sjukvård\w*|vård|omsorg\w*|nära|psykisk|hälsa
    |socialtjänst\w*|social\w*|skola\w*|utbildning\w*|teams|zoom|skype|digitalt|plats|tid|datum|dag|nästa|möte\w*
    |föregående|protokoll\w*|godkänn\w*|beslut\w*|information\w*|övrig\w*|närvar\w*|frånvar\w*|ordförande\w*|ordf
    |sekreterare\w*|juster(?:a|ing)\w*|ledamöter|ledamot|ersättare|föredragande|samverkan\w*|beredning\w*|centrum|bolag\w*
    |\w*förening\w*|\w*förbund\w*|stiftelse\w*|organisation\w*|brukar\w*|patient\w*|anhörig\w*|god|projekt\w*|uppdrag\w*|ärende\w*|punkt\w*|paragraf\w*
    |bilaga|barn|unga|äldre|vuxna|stab\w*|kansli\w*|handling\w*|januari|februari|mars|april|maj|juni|juli|augusti
    |september|oktober|november|december|måndag\w*|tisdag\w*|onsdag\w*|torsdag\w*|fredag\w*|vakant|vakans|paus
    |och|att|för|med|via|inom|samt|på|en|ett|se|det|vid|till|från|av|om)\b""",
    re.VERBOSE,
)

# First names that the calendar has other words for: "Maj Lind", "Dag Ek"
CALENDAR_NAMES = ("Maj ", "Dag ")

ORGANISATION_WORD = re.compile(
    r"""(?:kommun(?:en|er|s|ens|ernas)?|kommun(?:al)?förbund\w*|universitet\w*|högskol\w+|förbundet?|förening(?:en)?
    |sällskap(?:et)?|idrottsforum|klubb(?:en)?|missionen|myndighet(?:en)?|verket|institut(?:et)?|kooperativ\w*)\b
    |\b(?:region(?:en)?|landsting\w*|länsstyrelse\w*|försäkringskassan|arbetsförmedlingen|polisen|kriminalvården|ab|skr
    |rpg|sprf|hso|nhr|dhr|hrf|srf|rsmh|rss|fouu?|stad|stift|kyrka\w*|socialstyrelsen|pensionärsorganisation\w*|pro|spf|skpf|nsph|fub|coompanion
    |folktandvården|inera|kommunal|samordningsförbund\w*|regionförbund\w*)\b""",
    re.VERBOSE,
)

# Posts end in these words ("enhetschef", "utvecklingsledare"), or are abbreviations.
TITLE_WORD = re.compile(
    r"""(?:chef(?:en|er)?|direktör(?:en)?|ledare|samordnare|strateg|sekreterare|ordförande|rådgivare|läkare|sköterska
    |terapeut|representant(?:er)?|assistent|handläggare|koordinator|ansvarig|kurator|rektor|utvecklare|professor|jurist
    |(?:region|kommunal|opposition|kommun|landstings)\w{0,4}råd|vetare|pedagog|psykolog|lektor|doktorand|controller
    |konsult|specialist|administratör|inspektör|registrator|kommunikatör|ekonom|planerare|utredare|föreståndare|adjunkt
    |analytiker|ledamot|ersättare|ombud|koordinatör|coach|ingenjör|arkitekt|stödjare|biträde|logoped|dietist|farmaceut
    |apotekare|utvärderare|forskare|intendent|medarbetare|förtroendevald|politiker|medverkan)\b
    |\b(?:ordf|tf|t\.f|bitr|biträdande|vice|samordnande)\b""",
    re.VERBOSE,
)
TITLE_SHORT = re.compile(r"\b(?:MAS|MAR)\b")  # as they are written: "mar" is March
UNIT_WORD = re.compile(
    r"""(?:förvaltning|enhet|avdelning|stab|kansli|nämnd|område|kontor|sektion|klinik|sjukhus|vårdcentral|hälsocentral
    |mottagning|verksamhet|division|grupp|råd|beredning|utskott|primärvård|psykiatri|habilitering|socialtjänst|vård)
    (?:en|et|s|ens|ets|er|erna)?\b""",
    re.VERBOSE,
)

# "(S)", "(kd)", "(mp": the party of an elected member, no organisation.
POLITICAL = re.compile(r"\s*\((?:-|[A-ZÅÄÖ]{1,4}|s|m|c|l|v|mp|kd|sd|fp)(?:\)|(?=[,\s]|$))")


def is_person(text: str) -> bool:
    """Whether the whole of `text` reads as a person's name: two to five capitalised words, none of them another's."""
    plain = text.title() if text.isupper() else text
    if plain.startswith(CALENDAR_NAMES):
        plain = "An" + plain[3:]
    return bool(FULL_NAME.match(plain)) and not NO_NAME.search(plain.replace("-", "_").lower())


def is_first_name(text: str, parties: Parties) -> bool:
    """Whether one word may be somebody's first name: capitalised, and no place, unit, title or word of minutes."""
    if not ONE_NAME.match(text) or parties.find(text):
        return False
    return not (NO_NAME.search(text.lower()) or is_title(text) or is_unit(text) or is_organisation(text, parties))


def leading_name(text: str, parties: Parties) -> int:
    """How many characters at the start of `text` are a person's name; 0 if it starts with none.

    "Anna Ek Region Norrvik" gives 7: organisations end a name even without a comma.
    """
    text = text[:LONGEST_NAME]  # many names in one long line would each have all that follows looked at
    if not NAME_AHEAD.match(text):
        return 0
    end = len(text)
    for start, _, _ in parties.named_in(text):
        if start == 0:
            return 0
        end = start
        break
    match = NAME_AHEAD.match(text[:end].rstrip())
    if not match:
        return 0
    words = match.group().split(" ")
    if is_unit(words[0]):
        return 0  # "Polisområde Älvmark"
    while len(words) >= 2 and (not is_person(" ".join(words)) or words[-1].lower() in {"von", "af", "de", "van"}):
        words.pop()
    return len(" ".join(words)) if len(words) >= 2 else 0


def is_organisation(text: str, parties: Parties) -> bool:
    """Whether the whole of `text` names an organisation: a party, an authority, a company, an association."""
    if parties.find(text):
        return True
    return bool(ORGANISATION_WORD.search(text.lower())) and not is_title(text) and len(text.split()) <= 7


def is_title(text: str) -> bool:
    """Whether `text` is a post ("områdeschef Psykiatri"); a bare unit is told by `is_unit`."""
    return bool(TITLE_WORD.search(text.lower()) or TITLE_SHORT.search(text))


def is_unit(text: str) -> bool:
    """Whether `text` names a unit within an organisation ("Socialförvaltningen")."""
    return bool(UNIT_WORD.search(text.lower()))
