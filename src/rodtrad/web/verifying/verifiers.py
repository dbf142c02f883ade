"""Who approves the minutes of a meeting: whom its roll names, and where it names nobody, whoever has the role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rodtrad.web import clock
from rodtrad.web.accounts.models import User
from rodtrad.web.accounts.names import former_names
from rodtrad.web.bodies.models import Membership, key_of
from rodtrad.web.bodies.rights import IN_BODY, BodyRight
from rodtrad.web.holding.namesakes import names_of
from rodtrad.web.meetings.models import Attendance, Meeting

# The roles that may approve, the chair's first; each is a duty at a meeting by the same word.
VERIFIERS: Final = sorted(
    (role for role, rights in IN_BODY.items() if BodyRight.VERIFY in rights), key=lambda role: role != "chair"
)


@dataclass(frozen=True, slots=True)
class Verifier:
    """Somebody who may be asked. `duty`: as an `Attendance` has it. `by_roll`: the roll names them for it, so that they
    need no role in the body; `is_member`: they have one. `is_likely`: that it is they does not rest on a name alone,
    and nobody else was to do it. `called`: what the roll calls them, where it is another name than the account's."""

    user: User
    duty: str
    by_roll: bool
    is_member: bool
    is_likely: bool
    called: str = ""

    def __str__(self) -> str:
        told = f"{self.user}{self._other_name}, {Attendance.Duty(self.duty).label.lower()}"
        return told if self.is_member else f"{told} ({self.user.email}, utan roll i organet)"

    def told_from(self, others: Iterable[Verifier]) -> str:
        """As `str`, with the address of who shares a name with another of those who may be asked."""
        same = [one for one in others if one.user.name.casefold() == self.user.name.casefold()]
        if len(same) < 2 or not self.is_member:
            return str(self)
        return f"{self.user} ({self.user.email}){self._other_name}, {Attendance.Duty(self.duty).label.lower()}"

    @property
    def _other_name(self) -> str:
        return f", i närvaron {self.called}" if self.called else ""


def verifiers_of(meeting: Meeting) -> tuple[list[Verifier], list[str]]:
    """Those who may be asked to approve, each once, and the names in the roll for which there is no account.

    The chair and the adjusters of the roll who were there; instead of whom it lacks, or nobody knows the account of,
    those who have the role in the body. Four queries; fetch the meeting with its bodies.
    """
    rows, accounts = list(Attendance.written.filter(meeting=meeting)), _Accounts(meeting)
    names = {row.pk: name for row, name in zip(rows, names_of(rows), strict=True)}
    found: dict[int, Verifier] = {}
    missing = []
    for duty in VERIFIERS:
        named = [row for row in rows if row.duty == duty and row.presence != Attendance.Presence.ABSENT]
        known = [accounts.of(row, is_alone=names[row.pk] == row.name) for row in named]
        missing += [names[row.pk] for row, one in zip(named, known, strict=True) if one is None]
        for one in filter(None, known):
            found.setdefault(one.user.pk, one)
        if None in known or not named:
            for user in accounts.with_role(duty):
                found.setdefault(user.pk, Verifier(user, duty, by_roll=False, is_member=True, is_likely=not named))
    return list(found.values()), missing


class _Accounts:
    """The accounts by which people of a roll log in."""

    def __init__(self, meeting: Meeting) -> None:
        roles = Membership.objects.on(clock.today()).filter(user__is_active=True).select_related("user", "person")
        bodies = {body.pk for body in meeting.bodies.all()}
        self._own = [role for role in roles if role.body_id in bodies]
        self._members = {role.user_id for role in self._own}
        # Another body may say of somebody else that they are the same person: what the meeting's own say holds.
        self._linked = {role.person_id: role.user for role in (*roles, *self._own) if role.person_id}
        self._named: dict[str, set[User]] = {}
        names = [(user.name, user) for user in User.objects.filter(is_active=True).exclude(name="")]
        former = former_names()
        names += [(name, user) for _, user in names for name in former.get(user.pk, ())]
        for name, user in [*names, *((role.person.name, role.user) for role in roles if role.person)]:
            self._named.setdefault(key_of(name), set()).add(user)

    def of(self, row: Attendance, *, is_alone: bool) -> Verifier | None:
        """Whoever is linked to the person of the row, or is alone with the name; of several the one of the body.
        `is_alone`: whether nobody else in the roll bears it."""
        linked = self._linked.get(row.person_id) if row.person_id else None
        user = linked or (self._called(row) if is_alone else None)
        if user is None:
            return None
        is_member = user.pk in self._members
        is_likely = is_member or linked is not None
        called = row.name if key_of(row.name) != key_of(user.name) else ""
        return Verifier(user, row.duty, by_roll=True, is_member=is_member, is_likely=is_likely, called=called)

    def _called(self, row: Attendance) -> User | None:
        """Whoever is alone with the name, and not told to be another person of it."""
        others = {role.user_id for role in self._own if row.person_id and role.person_id not in {None, row.person_id}}
        called = [user for user in self._named.get(key_of(row.name), ()) if user.pk not in others]
        alone = [user for user in called if user.pk in self._members] or called
        return alone[0] if len(alone) == 1 else None

    def with_role(self, role: str) -> Iterator[User]:
        """Those who have a role in the meeting's bodies today."""
        return (one.user for one in sorted(self._own, key=lambda one: str(one.user)) if one.role == role)
