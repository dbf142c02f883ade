"""House styles: what a body always does, learnt from its reviewed documents and given to the reader for its next ones.

A document counts when nothing is left to review of its items, its decisions and its attendance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db import transaction

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body
from rodtrad.web.clock import now
from rodtrad.web.documents.models import Finding, Version
from rodtrad.web.documents.reading import learn_style, style_key
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.review.models import HouseStyle
from rodtrad.web.turns import wait_for_turn

# The kinds of findings that tell a style: what the record calls them, and the field that states them.
TELLING: Final = {
    "item": ("items", "title"),
    "decision": ("decisions", "text"),
    "attendance": ("attendance", "name"),
}
MOST_DOCUMENTS: Final = 10  # the latest: a body may change its ways
Review = Finding.Review


def styles_in_use() -> dict[str, dict[str, Any]]:
    """What the reader is given, by the key of the body's name; of two bodies of one key neither."""
    found: dict[str, list[dict[str, Any]]] = {}
    for style in HouseStyle.objects.filter(is_used=True, body__merged_into=None).select_related("body"):
        for name in {style_key(name.name) for name in style.body.names.all()}:
            found.setdefault(name, []).append(style.learnt)
    return {key: styles[0] for key, styles in found.items() if len(styles) == 1}


def relearn_from(version: Version) -> None:
    """Learn anew how the bodies of a version write, after somebody answered for it. To be called in the transaction of
    the answer."""
    if _is_reviewed(version):
        bodies = Body.objects.filter(meetings__finding__version=version).distinct()
    else:
        bodies = Body.objects.filter(house_style__documents=version.document_id)
    for body in bodies:
        _learn(body)


def relearn(bodies: Iterable[Body]) -> None:
    """Learn anew how some bodies write, after a document of theirs is gone. To be called in that transaction."""
    for body in bodies:
        _learn(body)


def _learn(body: Body) -> None:
    versions = list(_reviewed_of(body))
    learnt = learn_style((version.text, _facts(version)) for version in versions)
    style = HouseStyle.objects.filter(body=body).first()
    if style is None and not learnt:
        return
    style = style or HouseStyle.objects.create(body=body)
    if style.learnt != learnt:
        style.learnt, style.learnt_at = learnt, now()
        style.save(update_fields=["learnt", "learnt_at"])
        log("house-style-learnt", body, by=None, learnt=learnt)
    style.documents.set([version.document_id for version in versions])


def _reviewed_of(body: Body) -> Iterator[Version]:
    """The current versions of the body's latest reviewed documents."""
    meetings = Meeting.objects.filter(bodies=body, finding__version__isnull=False).order_by("-date", "-pk")
    keys = list(meetings.values_list("finding__version", flat=True))
    found = 0
    for key in keys:
        version = Version.objects.defer("record").get(pk=key)
        if found < MOST_DOCUMENTS and _is_reviewed(version):
            found += 1
            yield version


def _is_reviewed(version: Version) -> bool:
    told = version.findings.filter(kind__in=TELLING).values_list("review", flat=True)
    reviews = set(told)
    return bool(reviews - {Review.REFUSED}) and Review.UNREVIEWED not in reviews


def _facts(version: Version) -> Iterator[tuple[str, int, str, str]]:
    for finding in version.findings.filter(kind__in=TELLING).exclude(review=Review.REFUSED).in_order():
        kind, field = TELLING[finding.kind]
        yield kind, finding.first_line, finding.value[field], finding.value.get("presence") or ""


@transaction.atomic
def use_style(*, style: HouseStyle, is_used: bool, by: User | None) -> None:
    """Somebody has the reader use what was learnt of a body, or not."""
    wait_for_turn()
    style.is_used = is_used
    style.save(update_fields=["is_used"])
    log("house-style-on" if is_used else "house-style-off", style.body, by=by)
