"""Whom minutes concern, and why: proposed to whoever sends them, and sent to nobody by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rodtrad.web import clock
from rodtrad.web.accounts.models import User
from rodtrad.web.accounts.names import former_names
from rodtrad.web.bodies.models import Body, BodyName, Membership, MembershipQuerySet, Party, key_of
from rodtrad.web.distributing.copies import called
from rodtrad.web.distributing.models import Dispatch
from rodtrad.web.documents.mentions import PartyFinder
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.minutes.content import ItemContent, MinutesContent

SHORTEST: Final = 6  # letters of a body's name that is looked for in running text


@dataclass(frozen=True, slots=True)
class Proposed:
    """Somebody whom the minutes, or an `item` of them, concern. `key`: by which the form knows them. `address`: empty
    where nobody knows it yet. `is_member`: of a body that met."""

    key: str
    name: str
    why: str
    address: str
    item: int | None = None
    body: Body | None = None
    party: Party | None = None
    is_member: bool = False


def proposals(meeting: Meeting, content: MinutesContent) -> list[Proposed]:
    """Those with a role in the bodies that met, for the whole; and whomever a decision or an assignment of an item that
    is not confidential names, for its extract. The same queries, however many items."""
    found = {one.key: one for one in _members(meeting)}
    address_book = _AddressBook(meeting)
    for item in content.items:
        if not (item.confidential or item.withdrawn):
            for one in address_book.concerned(item):
                found.setdefault(one.key, one)
    return list(found.values())


def _members(meeting: Meeting) -> Iterator[Proposed]:
    for user, roles in _by_user(_roles().filter(body__in=meeting.bodies.all())).items():
        names = ", ".join(dict.fromkeys(role.get_role_display() for role in roles))
        yield Proposed(f"user-{user.pk}", user.name or user.email, names, user.email, is_member=True)


def _roles() -> MembershipQuerySet:
    return Membership.objects.on(clock.today()).filter(user__is_active=True).select_related("user").order_by("pk")


class _AddressBook:
    """Who is meant by the names in decisions and assignments, and where they were reached before."""

    def __init__(self, meeting: Meeting) -> None:
        own = set(meeting.bodies.all())
        self._finder = PartyFinder()
        names = BodyName.objects.select_related("body").filter(body__merged_into=None)
        bodies = [(name.key, name.body) for name in names] + [(key_of(body.name), body) for body in Body.objects.all()]
        self._bodies = {key: body for key, body in bodies if body not in own}
        long = sorted((key for key in self._bodies if len(key) >= SHORTEST), key=len, reverse=True)
        self._named = re.compile(rf"\b({'|'.join(map(re.escape, long))})s?\b") if long else None
        self._secretaries: dict[int, list[User]] = {}
        for role in _roles().filter(role=Membership.Role.SECRETARY):
            self._secretaries.setdefault(role.body_id, []).append(role.user)
        people = list(User.objects.filter(is_active=True).exclude(name=""))
        former = former_names()
        named = {(key_of(name), user) for user in people for name in (user.name, *former.get(user.pk, ()))}
        bearers = Counter(key for key, _ in named)
        # A name that several bear tells nobody whom it means; whoever sends writes the address.
        self._people = {key: user for key, user in named if bearers[key] == 1}
        self._members = {role.user_id for role in _roles().filter(body__in=own)}
        earlier = Dispatch.objects.order_by("at", "pk").values_list("body", "party", "name", "to")
        self._reached = {key: to for body, party, name, to in earlier for key in _keys(body, party, name)}

    def concerned(self, item: ItemContent) -> Iterator[Proposed]:
        """Whom an item concerns: who was given something to do, and who is named in a decision."""
        for task in (task for part in item.parts for task in part.tasks):
            if task.who.strip():
                yield from self._whoever(task.who.strip(), f"{task.kind} under {called(item)}", item)
        for text in (text for part in item.parts for text in part.decisions):
            for body in self._bodies_in(text):
                yield from self._of_body(body, f"Nämns i beslutet under {called(item)}", item)
            for _, party in self._finder.named_in(text):
                yield self._of_party(party, f"Nämns i beslutet under {called(item)}", item)

    def _whoever(self, name: str, why: str, item: ItemContent) -> Iterator[Proposed]:
        bodies, party, user = self._bodies_in(name), self._finder.organisation(name), self._people.get(key_of(name))
        if bodies:
            for body in bodies:
                yield from self._of_body(body, why, item)
        elif party:
            yield self._of_party(party, why, item)
        elif user is None:
            yield Proposed(f"name-{key_of(name)}-{item.key}", name, why, self._address("", None, name), item.key)
        elif user.pk not in self._members:  # who has a role in the body is proposed for the whole
            yield Proposed(f"user-{user.pk}-{item.key}", user.name, why, user.email, item.key)

    def _bodies_in(self, text: str) -> list[Body]:
        if self._named is None:
            return []
        return list(dict.fromkeys(self._bodies[key] for key in self._named.findall(key_of(text))))

    def _of_body(self, body: Body, why: str, item: ItemContent) -> Iterator[Proposed]:
        """Those who keep its papers; where nobody does, the address that was used for it last."""
        for user in self._secretaries.get(body.pk, []):
            name = f"{body}, {user.name or user.email}"
            yield Proposed(f"body-{body.pk}-{user.pk}-{item.key}", name, why, user.email, item.key, body)
        if body.pk not in self._secretaries:
            address = self._address("body", body.pk, str(body))
            yield Proposed(f"body-{body.pk}-{item.key}", str(body), why, address, item.key, body)

    def _of_party(self, party: Party, why: str, item: ItemContent) -> Proposed:
        address = self._address("party", party.pk, str(party))
        return Proposed(f"party-{party.pk}-{item.key}", str(party), why, address, item.key, party=party)

    def _address(self, kind: str, pk: int | None, name: str) -> str:
        """Where somebody was reached before, as whom they were proposed or under the name that was typed."""
        return self._reached.get((kind, pk or 0)) or self._reached.get(("name", key_of(name)), "")


def _by_user(roles: Iterable[Membership]) -> dict[User, list[Membership]]:
    found: dict[User, list[Membership]] = {}
    for role in roles:
        found.setdefault(role.user, []).append(role)
    return found


def _keys(body: int | None, party: int | None, name: str) -> Iterator[tuple[str, int | str]]:
    if body:
        yield "body", body
    if party:
        yield "party", party
    if name and not (body or party):
        yield "name", key_of(name)
