"""A body that decides by mail, its people, and a question put to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body, Membership
from rodtrad.web.circulating.actions import answer_question, put_question, roles_to_ask
from rodtrad.web.circulating.models import Answer, Circulation
from rodtrad.web.documents.originals import Original
from rodtrad.web.meetings.models import BodyRules
from tests.web.meetings.held import make_body, make_member

TODAY, LAST_DAY = date(2026, 11, 23), date(2026, 11, 30)
CLAUSES = ["förlänga avtalet om tolkar ett år", "avsätta 50 000 kronor"]


@dataclass
class Group:
    """`sara` is the secretary; `tove`, the chair, `mia` and `bo` are asked."""

    body: Body
    sara: User
    tove: User
    mia: User
    bo: User


def make_group(**rules: Any) -> Group:
    body = make_body("Tolkgruppen", kind="officials")
    if rules:
        BodyRules.objects.create(body=body, **rules)
    roles = {"Sara": "secretary", "Tove": "chair", "Mia": "member", "Bo": "member"}
    return Group(body, *(make_member(name, body, role) for name, role in roles.items()))


def put(
    group: Group,
    *,
    clauses: Sequence[str] = CLAUSES,
    files: Sequence[Original] = (),
    files_confidential: bool = False,
    **fields: Any,
) -> Circulation:
    told = {"title": "Avtalet om tolkar", "background": "Avtalet går ut i januari.", "last_day": LAST_DAY, **fields}
    return put_question(
        body=group.body,
        fields=told,
        clauses=clauses,
        papers=["Utkast till avtal", " "],
        files=files,
        files_confidential=files_confidential,
        asked=roles_to_ask(group.body),
        by=group.sara,
    )


def say(circulation: Circulation, user: User, kind: str, comment: str = "") -> Answer:
    return answer_question(asked=circulation.asked.get(user=user), kind=kind, comment=comment, by=user)


def role_of(user: User) -> Membership:
    return Membership.objects.get(user=user)
