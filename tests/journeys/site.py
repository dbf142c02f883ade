"""The pages that exist: every address of the url conf, with an example of each that a reader reaches by links."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import BrowserContext

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

EXAMPLES = 2  # of each address; the second is reached from elsewhere and often looks different
# Answers that are not pages, and those reached by a button rather than a link; each has a test of its own.
NO_PAGES = frozenset(
    {
        "robots",
        "accounts:logout",
        "people:make-link",
        "people:set-active",
        "people:invite-again",
        "people:take-second-step",
        "mailing:send-again",
        "intake:read-again",
        "review:house-style",
        "bodies_edit:end-role",
        "bodies_edit:invite-again",
        "review:see-unread",
    }
    | {f"preparing:{verb}" for verb in ("cancel", "arrange", "fill", "withdraw", "put-back")}
    | {"letterheads:remove", "letterheads:picture"}
    | {"procedure:arrange", "procedure:drop-standing-item", "procedure:drop-phrase"}
    | {"preparing:make-calendar", "preparing:renew-calendar", "preparing:remove-calendar", "preparing:feed"}
    | {f"preparing:{file}" for file in ("paper", "bundle", "notice-file", "sent-notice")}
    | {f"preparing:{verb}" for verb in ("change-paper", "remove-paper")}
    | {f"preparing:{verb}" for verb in ("arrange-sections", "withdraw-section", "put-back-section")}
    | {"circulating:close", "circulating:withdraw", "circulating:paper"}
    | {"minutes:pdf", "minutes:word", "minutes:extract", "minutes:template-file", "minutes:drop-template"}
    | {f"publishing:{verb}" for verb in ("rule", "ask", "confirm", "decline", "withdraw", "pdf", "feed")}
    # Names by which allauth knows pages of ours, and where browsers and other sites are led.
    | {"account_login", "mfa_list_webauthn", "mfa_login_webauthn", "openid_connect_callback", "accounts:organisation"}
    | {
        f"verifying:{verb}"
        for verb in ("send", "recall", "approve", "send-back", "remark", "settle", "sign", "returned")
    }
    | {"verifying:to-sign", "verifying:signed", "returning:answers"}
    | {
        f"holding:{verb}"
        for verb in ("open", "floor", "paragraph", "decide", "assign", "undo", "move", "recuse", "paste", "vote")
    }
    | {"holding:show-decisions", "holding:undo-vote", "holding:undo-assignment", "holding:undo-open", "holding:say"}
    | {
        "documents:original",
        "documents:picture",
        "review:dismiss",
        "review:same",
        "review:still",
        "review:apart",
        "review:reopen",
    }
    | {f"checking:{verb}" for verb in ("confirm", "refuse", "confirm-sure", "accept", "undo", "drop", "see")}
    | {"meetings:decisions-file", "followup:assignments-file", "agreements:agreements-file"}
    | {"plans:activities-file", "bodies:persons-file"}
)
# Pages that links alone don't lead to; each is walked in a test of its own.
BEHIND = frozenset(
    {f"mfa_{page}" for page in ("authenticate", "activate_totp", "deactivate_totp", "add_webauthn", "remove_webauthn")}
    | {"mfa_view_recovery_codes", "mfa_generate_recovery_codes", "account_reauthenticate", "minutes:version"}
)
# Where one begins: the first page, and what the field in every page's header leads to, without words and with.
STARTS = ("/", "/sok/", "/sok/?q=gemensam+avtal")
FOR_ALL = ("publishing:published", "publishing:minutes", "public:accessibility")
LOGIN, SPENT_LINK = "/konto/logga-in/", "/konto/lank/anvand/"


@dataclass(frozen=True)
class Site:
    """`inside`: paths by the name of their address. `outside`: those for one who has not logged in, likewise."""

    inside: dict[str, list[str]]
    outside: dict[str, list[str]]


def explore(context: BrowserContext, address: str, *, unused_link: str) -> Site:
    """Follow links from where one begins until no address has too few examples."""
    inside: dict[str, list[str]] = {}
    waiting, seen = deque(STARTS), set(STARTS)
    while waiting:
        path = waiting.popleft()
        name = name_of(path)
        if name is None or name in NO_PAGES | BEHIND or len(inside.setdefault(name, [])) >= EXAMPLES:
            continue
        answer = context.request.get(address + path)
        assert answer.ok, f"{path} is linked and answers {answer.status}"
        inside[name].append(path)
        new = [link for link in dict.fromkeys(links(answer.text(), path)) if link not in seen]
        seen.update(new)
        waiting.extend(new)
    outside = {"accounts:login": [LOGIN], "accounts:link": [unused_link, SPENT_LINK]}
    return Site(inside, outside | {name: inside[name] for name in FOR_ALL if name in inside})


def names(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """The name of every address, "app:name"."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{before}{entry.name}"
        else:
            yield from names(entry, f"{before}{entry.namespace}:" if entry.namespace else before)


def name_of(path: str) -> str | None:
    """The name of the address that a path has, or None where the site has none such."""
    try:
        return get_resolver().resolve(urlsplit(path).path).view_name
    except LookupError:
        return None


def links(html: str, base: str) -> Iterator[str]:
    """Where a page leads on this site, without fragments."""
    for href in re.findall(r'<a\b[^>]*\bhref="([^"]*)"', html):
        parts = urlsplit(urljoin(base, href.replace("&amp;", "&")))
        if not parts.netloc:
            yield parts.path + (f"?{parts.query}" if parts.query else "")
