"""Which part of the guide helps with which page. A test asks for every address and every anchor."""

from django.http import HttpRequest

from rodtrad.web.public.help.chapters import address

# The name of an address → a chapter, or a heading of one.
HELP = {
    "public:start": "kom-igang#startsidan",
    "public:accessibility": "kom-igang#tillgänglighet",
    "documents:documents": "lasa-in#alla-dokument",
    "documents:document": "dokument",
    "intake:uploads": "lasa-in#i-webbläsaren",
    "intake:remove": "lasa-in#ta-bort-ett-dokument",
    "bodies:bodies": "organ",
    "bodies:chart": "organ#organisationsschemat",
    "bodies:body": "organ#ett-organ",
    "bodies:year": "organ#ett-år",
    "bodies_edit:body": "organ#rätta-det-som-dokumenten-inte-säger",
    "bodies_edit:seat": "organ#rätta-det-som-dokumenten-inte-säger",
    "bodies_edit:roles": "konton#roller-i-organ",
    "bodies_edit:invite": "konton#bjuda-in",
    "bodies:parties": "parter-och-personer",
    "bodies:party": "parter-och-personer#vad-gäller-oss",
    "bodies:persons": "parter-och-personer#personer",
    "bodies:person": "parter-och-personer#personer",
    "meetings:meetings": "moten-och-beslut",
    "meetings:meeting": "moten-och-beslut#ett-möte",
    "preparing:plan": "halla-moten#planera",
    "preparing:move": "halla-moten#planera",
    "preparing:agenda": "halla-moten#dagordningen",
    "preparing:new-item": "halla-moten#dagordningen",
    "preparing:edit-item": "halla-moten#dagordningen",
    "preparing:notice": "halla-moten#kalla",
    "holding:meeting": "halla-moten#under-mötet",
    "holding:history": "halla-moten#under-mötet",
    "holding:screen": "halla-moten#under-mötet",
    "holding:roll": "halla-moten#närvaro",
    "minutes:close": "halla-moten#avsluta",
    "minutes:minutes": "halla-moten#protokollet",
    "minutes:version": "halla-moten#protokollet",
    "publishing:check": "publicera",
    "publishing:preview": "publicera#publicera",
    "publishing:published": "publicera#det-som-är-publicerat",
    "publishing:minutes": "publicera#det-som-är-publicerat",
    "meetings:decisions": "moten-och-beslut#besluten",
    "meetings:decision": "moten-och-beslut#ett-beslut",
    "followup:assignments": "uppdrag",
    "followup:assignment": "uppdrag#ett-uppdrag",
    "agreements:agreements": "avtal",
    "agreements:agreement": "avtal#ett-avtal",
    "plans:plans": "planer",
    "plans:plan": "planer#en-plan",
    "plans:activities": "planer#aktiviteterna-som-register",
    "plans:activity": "planer#aktiviteter",
    "search:search": "sok",
    "review:questions": "att-se-over",
    "review:reread": "att-se-over#läsa-om",
    "checking:check": "granska",
    "checking:add": "granska#lägga-till",
    "checking:correct": "granska#rätta",
    "accounts:login": "konton",
    "accounts:link": "konton#logga-in-med-en-länk",
    "accounts:passphrase": "konton#lösenfrasen",
    "account_reauthenticate": "konton#ett-andra-steg",
    "mfa_authenticate": "konton#ett-andra-steg",
    "mfa_index": "konton#ett-andra-steg",
    "mfa_activate_totp": "konton#ett-andra-steg",
    "mfa_deactivate_totp": "konton#ett-andra-steg",
    "mfa_view_recovery_codes": "konton#ett-andra-steg",
    "mfa_generate_recovery_codes": "konton#ett-andra-steg",
    "mfa_add_webauthn": "konton#passnycklar",
    "mfa_remove_webauthn": "konton#passnycklar",
    "people:users": "konton#bjuda-in",
    "mailing:letters": "konton#utgående-post",
}


def help_for(request: HttpRequest) -> str:
    """The address of what helps with the page that is asked for, or "" where nothing does."""
    match = request.resolver_match
    chapter, mark, anchor = HELP.get(match.view_name if match else "", "").partition("#")
    return address(chapter, mark + anchor) if chapter else ""
