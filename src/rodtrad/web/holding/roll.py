"""The roll: who is called, who came, for which items and for whom, and whether the meeting may decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from rodtrad.web import clock
from rodtrad.web.bodies.models import Membership, Party, Person, Seat
from rodtrad.web.holding.models import Floor, Recusal, Stay
from rodtrad.web.keys import keys_in
from rodtrad.web.meetings.models import Attendance, BodyRules, Decision, Item, Meeting

Duty, Presence = Attendance.Duty, Attendance.Presence
EMPTY_ROWS = 3
END = 10**9  # after every item
MEMBERS = {Duty.CHAIR, Duty.MEMBER, Duty.ADJUSTER}
# The roles in a body that take part in its meetings, those that say most first; each is a duty by the same word.
DUTIES_OF_ROLES = [Duty.CHAIR, Duty.ADJUSTER, Duty.MEMBER, Duty.DEPUTY, Duty.SECRETARY]


@dataclass(frozen=True, slots=True)
class Called:
    """One person as the roll has them. `first`, `last`: the items from and to which they were there, both included,
    where not the whole meeting; `stands_in_for`: the name of whom a deputy serves for."""

    name: str
    presence: str
    duty: str = Duty.MEMBER
    person: Person | None = None
    party: Party | None = None
    organisation: str = ""
    title: str = ""
    first: Item | None = None
    last: Item | None = None
    stands_in_for: str = ""

    @property
    def presence_in_words(self) -> str:
        """Empty where nothing is said of it yet."""
        return str(Presence(self.presence).label) if self.presence else ""

    @property
    def duty_in_words(self) -> str:
        return str(Duty(self.duty).label)

    @property
    def key(self) -> int | str:
        """Whom it is about: the same of two rows is the same person."""
        return self.person.pk if self.person else self.name.casefold()


def check_roll(called: Sequence[Called]) -> None:
    """Raises ValidationError with all that contradicts itself: somebody twice, two in the chair, who left before they
    came, who is absent and was there for a part, and deputies for those who are there."""
    keys = [row.key for row in called]
    twice = sorted({row.name for row in called if keys.count(row.key) > 1})
    errors = [f"{', '.join(twice)} står två gånger i närvaron. Ta bort den ena raden."] if twice else []
    chairs = [
        row.name for row in called if row.duty == Duty.CHAIR and row.presence in {Presence.PRESENT, Presence.REMOTE}
    ]
    if len(chairs) > 1:
        errors.append(f"Bara en kan vara ordförande. Nu är det {' och '.join(chairs)}.")
    errors += [error for row in called for error in _stay_errors(row)]
    if errors := [*errors, *_deputy_errors(called)]:
        raise ValidationError(errors)


def _stay_errors(row: Called) -> Iterable[str]:
    if row.first and row.last and row.first.order > row.last.order:
        yield f"{row.name} gick vid ”{row.last.title}” men kom först vid ”{row.first.title}”. Byt plats på punkterna."
    if (row.first or row.last) and row.presence == Presence.ABSENT:
        yield f"{row.name} är frånvarande och kan inte vara med från eller till en punkt. Ange del av mötet."
    if row.presence == Presence.PARTIAL and not (row.first or row.last):
        yield f"Ange från eller till vilken punkt {row.name} är med."


def _deputy_errors(called: Sequence[Called]) -> Iterable[str]:
    known, served = {row.name.casefold(): row for row in called}, dict[str, str]()
    for row in called:
        if not row.stands_in_for:
            continue
        other = known.get(row.stands_in_for.casefold())
        if other is None or other.key == row.key:
            yield f"{row.name} ersätter {row.stands_in_for}, som inte står i närvaron."
        elif row.presence == Presence.ABSENT:
            yield f"{row.name} är frånvarande och kan inte ersätta {other.name}."
        elif other.presence in {Presence.PRESENT, Presence.REMOTE} and not (other.first or other.last):
            yield f"{row.name} ersätter {other.name}, som är med hela mötet."
        elif other.presence != Presence.ABSENT and _meet(row, other):
            yield f"{row.name} ersätter {other.name} vid en punkt där båda är med. Ange från och till vilken punkt."
        elif other.name in served:
            yield f"{served[other.name]} och {row.name} kan inte båda ersätta {other.name}."
        else:
            served[other.name] = row.name


def _meet(one: Called, other: Called) -> bool:
    """Whether two were there at the same item."""
    first, last = max(_order(one.first, 0), _order(other.first, 0)), min(_order(one.last, END), _order(other.last, END))
    return first <= last


def _order(item: Item | None, otherwise: int) -> int:
    return item.order if item else otherwise


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many may decide at an item, of how many the body has, and whether that is enough by its rules."""

    serving: int
    members: int
    is_reached: bool


@dataclass(frozen=True, slots=True)
class Roll:
    """Who is called, where they were there for a part or for somebody, and who was recused, at items by their keys."""

    people: Sequence[Attendance]
    stays: Mapping[int, Stay]
    recused: Mapping[int, Collection[int]]

    @classmethod
    def of(cls, meeting: Meeting) -> Roll:
        """The roll as it stands; three queries."""
        recused: dict[int, set[int]] = {}
        for item, attendance in Recusal.objects.filter(item__meeting=meeting).values_list("item", "attendance"):
            recused.setdefault(item, set()).add(attendance)
        stays = {stay.attendance_id: stay for stay in stays_of(meeting)}
        return cls(list(Attendance.written.filter(meeting=meeting)), stays, recused)

    def present_at(self, item: Item) -> list[Attendance]:
        """Those who were in the room."""
        return [row for row in self.people if row.presence != Presence.ABSENT and self._stayed(row, item)]

    def recused_at(self, item: Item) -> list[Attendance]:
        """Those who took no part for a conflict of interest."""
        out = self.recused.get(item.pk, ())
        return [row for row in self.people if row.pk in out]

    def deciding_at(self, item: Item) -> list[Attendance]:
        """Those who decide: members, and deputies for one, who were there and not recused."""
        out = self.recused.get(item.pk, ())
        return [row for row in self.present_at(item) if row.pk not in out and self._decides(row)]

    def serves_for(self, row: Attendance) -> str:
        """The name of whom a deputy served for; empty for others."""
        stay = self.stays.get(row.pk)
        return stay.stands_in_for.name if stay and stay.stands_in_for else ""

    def voted_as(self, row: Attendance) -> str:
        """ "Eva Rask (för Bo Al)" of a deputy, others by their name."""
        return f"{row.name} (för {other})" if (other := self.serves_for(row)) else row.name

    def why_not(self, row: Attendance, item: Item) -> str:
        """Why somebody doesn't decide at an item, in words for people; empty where they do."""
        if row.presence == Presence.ABSENT:
            return f"{row.name} är frånvarande"
        if not self._stayed(row, item):
            return f"{row.name} är inte med vid ”{item.title}”"
        if row.pk in self.recused.get(item.pk, ()):
            return f"{row.name} är jävig vid ”{item.title}”"
        return "" if self._decides(row) else f"{row.name} är varken ledamot eller tjänstgörande ersättare"

    def quorum_at(self, item: Item, rules: BodyRules) -> Quorum | None:
        """Whether those who are there may decide; None where the body asks for no quorum or the roll is not taken.

        The members are those of the roll, with those who are absent; a deputy serves for one.
        """
        if rules.quorum == BodyRules.Quorum.NONE or not self.people:
            return None
        members, serving = sum(row.duty in MEMBERS for row in self.people), len(self.deciding_at(item))
        # Local Government Act 6:23: more than half of the members must be there.
        enough = 2 * serving > members if rules.quorum == BodyRules.Quorum.MAJORITY else 2 * serving >= members
        return Quorum(serving, members, enough)

    def _stayed(self, row: Attendance, item: Item) -> bool:
        stay = self.stays.get(row.pk)
        return not stay or (
            (stay.first is None or stay.first.order <= item.order)
            and (stay.last is None or item.order <= stay.last.order)
        )

    def _decides(self, row: Attendance) -> bool:
        return row.duty in MEMBERS or bool(self.serves_for(row))


def expected(meeting: Meeting) -> list[Called]:
    """Whom the roll names before it is taken: those who have a seat that day, and those who have a role in the body
    today, with no word yet of whether they came. Who has both stands once, as what the role says where it says more.
    Two queries."""
    bodies = meeting.bodies.all()
    seats = Seat.objects.on(meeting.date).filter(body__in=bodies).select_related("person", "party")
    rows: dict[int | str, Called] = {}
    for seat in seats.order_by("duty", "person__name"):
        rows.setdefault(
            seat.person_id,
            Called(seat.person.name, "", seat.duty, seat.person, seat.party, seat.organisation or _name(seat.party)),
        )
    roles = Membership.objects.on(clock.today()).filter(body__in=bodies, role__in=DUTIES_OF_ROLES)
    for role in sorted(roles.select_related("user", "person"), key=lambda one: DUTIES_OF_ROLES.index(Duty(one.role))):
        named = Called(role.person.name if role.person else str(role.user), "", role.role, role.person)
        known = next((key for key, row in rows.items() if named.key in {row.key, row.name.casefold()}), None)
        if known is None:
            rows[named.key] = named
        elif rows[known].duty in {Duty.MEMBER, Duty.DEPUTY} and role.role in {Duty.CHAIR, Duty.ADJUSTER}:
            rows[known] = replace(rows[known], duty=role.role)
    return list(rows.values())


def called_over(meeting: Meeting) -> list[Called]:
    """The roll as it was taken last, or whom it will name."""
    taken = Attendance.written.filter(meeting=meeting).select_related("person", "party")
    stays = {stay.attendance_id: stay for stay in stays_of(meeting)}
    found = [
        Called(row.name, row.presence, row.duty, row.person, row.party, row.organisation, row.title, *_stay(stays, row))
        for row in taken
    ]
    return found or expected(meeting)


def stays_of(meeting: Meeting) -> list[Stay]:
    """Who was there for a part, or served for somebody; one query."""
    rows = Stay.objects.filter(attendance__meeting=meeting)
    return list(rows.select_related("first", "last", "stands_in_for"))


def _stay(stays: Mapping[int, Stay], row: Attendance) -> tuple[Item | None, Item | None, str]:
    stay = stays.get(row.pk)
    if stay is None:
        return None, None, ""
    return stay.first, stay.last, stay.stands_in_for.name if stay.stands_in_for else ""


def _name(party: Any) -> str:
    return party.name if party else ""


def told_roll(meeting: Meeting, sent: Mapping[str, str]) -> tuple[list[Called], list[str]]:
    """What the form of the roll says, and what it leaves out or gets wrong, in words for people; those of whom it
    doesn't say whether they came stand among the rows too, so that a form that is shown again has everybody.

    A row is `namn-N`, `narvaro-N`, `uppgift-N`, `organisation-N`, `titel-N`, and `fran-N`, `till-N`, the places of
    items on the agenda, and `for-N`, a name; a row without a name is none, and one whose number is `bort` is taken out.
    """
    items = {str(place): item for place, item in enumerate(items_of(meeting), 1)}
    known = {row.name: row for row in called_over(meeting)}
    rows, silent, wrong = list[Called](), list[str](), list[str]()
    numbers = sorted(keys_in(key[5:] for key in sent if key.startswith("namn-")))
    for number in numbers:
        name = " ".join(sent.get(f"namn-{number}", "").split())
        presence, duty = sent.get(f"narvaro-{number}", ""), sent.get(f"uppgift-{number}", "")
        if not name or sent.get("bort") == str(number):
            continue
        if presence not in Presence.values:
            presence = ""
            silent.append(name)
        seated = known.get(name)
        # "3" or, as a browser may put it in, "3. Avtal"
        first, last = (sent.get(f"{end}-{number}", "").strip().partition(".")[0] for end in ("fran", "till"))
        wrong += [f"Det finns ingen punkt {at} för {name}." for at in (first, last) if at and at not in items]
        rows.append(
            Called(
                name[:500],
                presence,
                duty if duty in Attendance.Duty.values else Attendance.Duty.MEMBER,
                seated.person if seated else None,
                seated.party if seated else None,
                sent.get(f"organisation-{number}", "").strip()[:500],
                sent.get(f"titel-{number}", "").strip()[:500],
                items.get(first),
                items.get(last),
                " ".join(sent.get(f"for-{number}", "").split())[:500],
            )
        )
    return rows, [*([f"Ange närvaro för {', '.join(silent)}."] if silent else []), *wrong]


def items_of(meeting: Meeting) -> list[Item]:
    """The items in the order of the agenda, where each has its place; with whether anything was decided there and
    whether it is the one that is treated."""
    rows = Item.written.filter(meeting=meeting).annotate(
        is_decided=Exists(Decision.written.filter(item=OuterRef("pk"))),
        is_treated=Exists(Floor.objects.filter(item=OuterRef("pk"))),
    )
    return list(rows.order_by("order", "pk"))


def is_undecided(item: Any) -> bool:
    """Whether an item of `items_of` is for decision and nothing has been decided there yet."""
    return item.type == Item.Type.DECISION and not item.cancelled and not item.is_decided
