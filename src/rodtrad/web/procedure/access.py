"""Who may say how a body works: its rules, its standing items, its phrases.

The rules are for those who give the roles: both settle who has to agree before something is decided or made public. A
coordinator plans every body's meetings, and standing items with them, but does not change how a body decides. Phrases
are for those who write its minutes.
"""

from __future__ import annotations

from typing import Final

from django.shortcuts import get_object_or_404

from rodtrad.web.accounts.access import Right, Somebody, require
from rodtrad.web.bodies.access import body_for_reading
from rodtrad.web.bodies.models import Body
from rodtrad.web.bodies.rights import BodyRight, require_in, rights_in
from rodtrad.web.holding.models import Phrase
from rodtrad.web.preparing.models import StandingItem

# The pages by the right that opens them, in the order in which they are shown.
PAGES: Final = {
    "rules": BodyRight.GIVE_ROLES,
    "standing-items": BodyRight.PLAN,
    "phrases": BodyRight.HOLD,
}


def pages_for(user: Somebody, body: Body) -> list[str]:
    """Which of the pages a user may open."""
    rights = rights_in(user, [body])
    return [page for page, right in PAGES.items() if right in rights]


def body_for(user: Somebody, pk: int, page: str) -> Body:
    """A body that a user may say this of; raises as `body_for_reading`."""
    body = body_for_reading(user, pk)
    require_in(user, PAGES[page], [body])
    return body


def standing_item_for(user: Somebody, pk: int) -> StandingItem:
    """A standing item that a user may change. Raises Http404 or PermissionDenied."""
    require(user, Right.READ)
    item = get_object_or_404(StandingItem.objects.select_related("body"), pk=pk)
    require_in(user, PAGES["standing-items"], [item.body])
    return item


def phrase_for(user: Somebody, pk: int) -> Phrase:
    """A phrase that a user may change. Raises Http404 or PermissionDenied."""
    require(user, Right.READ)
    phrase = get_object_or_404(Phrase.objects.select_related("body"), pk=pk)
    require_in(user, PAGES["phrases"], [phrase.body])
    return phrase
