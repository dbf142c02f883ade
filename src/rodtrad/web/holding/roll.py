"""The roll: who is called, who came, for which items and for whom, and whether the meeting may decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet

from rodtrad.web import clock
from rodtrad.web.bodies.models import Membership, Party, Person, Seat
from rodtrad.web.holding.models import Floor, Recusal, Stay
from rodtrad.web.holding.namesakes import alike, meant, names_of, which_of
from rodtrad.web.meetings.models import Attendance, BodyRules, Decision, Item, Meeting, Proposal, Section

Duty, Presence = Attendance.Duty, Attendance.Presence
END = 10**9  # after every item
MEMBERS = {Duty.CHAIR, Duty.MEMBER, Duty.ADJUSTER}
# The roles in a body that take part in its meetings, those that say most first; each is a duty by the same word.
DUTIES_OF_ROLES = [Duty.CHAIR, Duty.ADJUSTER, Duty.MEMBER, Duty.DEPUTY, Duty.SECRETARY]


@dataclass(frozen=True, slots=True)
class Called:
    """One person as the roll has them. `first`, `last`: the items from and to which they were there, both included,
    where not the whole meeting; `stands_in_for`: whom a deputy serves for, as the roll calls them; `taken`: the key of
    their row, where the roll has been taken."""

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
    taken: int | None = None

    @property
    def presence_in_words(self) -> str:
        """Empty where nothing is said of it yet."""
        return str(Presence(self.presence).label) if self.presence else ""

    @property
    def duty_in_words(self) -> str:
        return str(Duty(self.duty).label)

    @property
    def key(self) -> str:
        """By which a form knows the row; empty of one that was not there before."""
        return f"n{self.taken}" if self.taken else f"p{self.person.pk}" if self.person else ""

    def is_row(self, row: Attendance) -> bool:
        """Whether they may be whom a row of the roll names: not where both are somebody else in the register."""
        return not (self.person and row.person_id and self.person.pk != row.person_id)


IS_SAME: tuple[Callable[[Called, Attendance], bool], ...] = (
    lambda one, row: one.taken == row.pk,
    lambda one, row: bool(one.person and one.person.pk == row.person_id),
    lambda one, row: (one.name.casefold(), one.organisation) == (row.name.casefold(), row.organisation),
    lambda one, row: one.name.casefold() == row.name.casefold(),
)


def check_roll(called: Sequence[Called]) -> None:
    """Raises ValidationError with all that contradicts itself: somebody twice, or two of one name whom nothing tells
    apart, two in the chair, who left before they came, who is absent and was there for a part, and deputies for those
    who are there."""
    errors = list(_twice(called))
    chairs = [
        name
        for row, name in zip(called, names_of(called), strict=True)
        if row.duty == Duty.CHAIR and row.presence in {Presence.PRESENT, Presence.REMOTE}
    ]
    if len(chairs) > 1:
        errors.append(f"Bara en kan vara ordförande. Nu är det {' och '.join(chairs)}.")
    errors += [error for row in called for error in _stay_errors(row)]
    if errors := [*errors, *_deputy_errors(called)]:
        raise ValidationError(errors)


def _twice(called: Sequence[Called]) -> Iterable[str]:
    persons = [row.person for row in called if row.person]
    if twice := sorted({row.name for row in called if row.person and persons.count(row.person) > 1}):
        yield f"{', '.join(twice)} står två gånger i närvaron. Ta bort den ena raden."
    if those := [name for name in alike(called) if name not in twice]:
        yield (
            f"{', '.join(those)} står två gånger i närvaron. Ta bort den ena raden, eller skriv den organisation eller "
            "titel som skiljer dem åt om de är två."
        )


def _stay_errors(row: Called) -> Iterable[str]:
    if row.first and row.last and row.first.order > row.last.order:
        yield f"{row.name} gick vid ”{row.last.title}” men kom först vid ”{row.first.title}”. Byt plats på punkterna."
    if (row.first or row.last) and row.presence == Presence.ABSENT:
        yield f"{row.name} är frånvarande och kan inte vara med från eller till en punkt. Ange del av mötet."
    if row.presence == Presence.PARTIAL and not (row.first or row.last):
        yield f"Ange från eller till vilken punkt {row.name} är med."


def _deputy_errors(called: Sequence[Called]) -> Iterable[str]:
    served = dict[int, str]()
    for row in called:
        if not row.stands_in_for:
            continue
        others = meant(row.stands_in_for, called)
        if len(others) > 1:
            yield f"{row.name} ersätter {row.stands_in_for}. {which_of(names_of(others))}"
        elif not others or others[0] is row:
            yield f"{row.name} ersätter {row.stands_in_for}, som inte står i närvaron."
        elif row.presence == Presence.ABSENT:
            yield f"{row.name} är frånvarande och kan inte ersätta {row.stands_in_for}."
        elif why := _why_not_for(row, others[0]):
            yield f"{row.name} ersätter {row.stands_in_for}{why}"
        elif (other := id(others[0])) in served:
            yield f"{served[other]} och {row.name} kan inte båda ersätta {row.stands_in_for}."
        else:
            served[other] = row.name


def _why_not_for(row: Called, other: Called) -> str:
    if other.presence in {Presence.PRESENT, Presence.REMOTE} and not (other.first or other.last):
        return ", som är med hela mötet."
    if other.presence != Presence.ABSENT and _meet(row, other):
        return " vid en punkt där båda är med. Ange från och till vilken punkt."
    return ""


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
    """Who is called, where they were there for a part or for somebody, and who was recused, at items and sections of
    them (None: the item as a whole) by their keys. `names`: how each is called, so that nobody is taken for another of
    the same name, by the keys of their rows."""

    people: Sequence[Attendance]
    stays: Mapping[int, Stay]
    recused: Mapping[tuple[int, int | None], Collection[int]]
    names: Mapping[int, str]

    @classmethod
    def of(cls, meeting: Meeting) -> Roll:
        """The roll as it stands; three queries."""
        recused: dict[tuple[int, int | None], set[int]] = {}
        for row in Recusal.objects.filter(item__meeting=meeting):
            recused.setdefault((row.item_id, row.section_id), set()).add(row.attendance_id)
        stays = {stay.attendance_id: stay for stay in stays_of(meeting)}
        people = list(Attendance.written.filter(meeting=meeting))
        return cls(people, stays, recused, _by_key(people))

    def present_at(self, item: Item) -> list[Attendance]:
        """Those who were in the room."""
        return [row for row in self.people if row.presence != Presence.ABSENT and self._stayed(row, item)]

    def recused_at(self, item: Item, section: Section | None = None) -> list[Attendance]:
        """Those who took no part there for a conflict of interest: in an item as a whole, or in one section."""
        out = self.recused.get((item.pk, section.pk if section else None), ())
        return [row for row in self.people if row.pk in out]

    def deciding_at(self, item: Item, section: Section | None = None) -> list[Attendance]:
        """Those who decide: members, and deputies for one, who were there and not recused."""
        there = self.present_at(item)
        return [row for row in there if not self._is_recused(row, item, section) and self._decides(row)]

    def serves_for(self, row: Attendance) -> str:
        """How the roll calls whom a deputy served for; empty for others."""
        stay = self.stays.get(row.pk)
        return self.names[stay.stands_in_for_id] if stay and stay.stands_in_for_id else ""

    def voted_as(self, row: Attendance) -> str:
        """ "Eva Rask (för Bo Al)" of a deputy, others by their name."""
        name = self.names[row.pk]
        return f"{name} (för {other})" if (other := self.serves_for(row)) else name

    def why_not(self, row: Attendance, item: Item, section: Section | None = None) -> str:
        """Why somebody doesn't decide there, in words for people; empty where they do."""
        name = self.names[row.pk]
        if row.presence == Presence.ABSENT:
            return f"{name} är frånvarande"
        if not self._stayed(row, item):
            return f"{name} är inte med vid ”{item.title}”"
        if self._is_recused(row, item, section):
            return f"{name} är jävig vid ”{(section or item).title}”"
        return "" if self._decides(row) else f"{name} är varken ledamot eller tjänstgörande ersättare"

    def quorum_at(self, item: Item, rules: BodyRules, section: Section | None = None) -> Quorum | None:
        """Whether those who are there may decide; None where the body asks for no quorum or the roll is not taken.

        The members are those of the roll, with those who are absent; a deputy serves for one.
        """
        if rules.quorum == BodyRules.Quorum.NONE or not self.people:
            return None
        members, serving = sum(row.duty in MEMBERS for row in self.people), len(self.deciding_at(item, section))
        # Local Government Act 6:23: more than half of the members must be there.
        enough = 2 * serving > members if rules.quorum == BodyRules.Quorum.MAJORITY else 2 * serving >= members
        return Quorum(serving, members, enough)

    def _is_recused(self, row: Attendance, item: Item, section: Section | None) -> bool:
        """Who takes no part in an item takes none in its sections either."""
        places = {(item.pk, None), (item.pk, section.pk if section else None)}
        return any(row.pk in self.recused.get(place, ()) for place in places)

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
    Three queries."""
    bodies = meeting.bodies.all()
    seats = Seat.objects.on(meeting.date).filter(body__in=bodies).select_related("person", "party")
    rows: dict[str, Called] = {}
    for seat in seats.order_by("duty", "person__name"):
        rows.setdefault(
            f"p{seat.person_id}",
            Called(seat.person.name, "", seat.duty, seat.person, seat.party, seat.organisation or _name(seat.party)),
        )
    seated = dict(rows)
    roles = Membership.objects.on(clock.today()).filter(body__in=bodies, role__in=DUTIES_OF_ROLES)
    for role in sorted(roles.select_related("user", "person"), key=lambda one: DUTIES_OF_ROLES.index(Duty(one.role))):
        named = Called(role.person.name if role.person else str(role.user), "", role.role, role.person)
        same = [key for key, row in seated.items() if row.name.casefold() == named.name.casefold()]
        # A name tells who of those with a seat logs in only where one of them bears it.
        known = named.key or (same[0] if len(same) == 1 else f"u{role.user_id}")
        if known not in rows:
            rows[known] = named
        elif rows[known].duty in {Duty.MEMBER, Duty.DEPUTY} and role.role in {Duty.CHAIR, Duty.ADJUSTER}:
            rows[known] = replace(rows[known], duty=role.role)
    return _as_last_time(meeting, list(rows.values()))


def _as_last_time(meeting: Meeting, rows: list[Called]) -> list[Called]:
    """With the organisation and title that each had in the last roll that the body took, where nothing else tells; of
    two who bear a name, neither. One query."""
    taken = Exists(Attendance.written.filter(meeting=OuterRef("pk")))
    before = Meeting.objects.filter(taken, held_for=meeting.held_for).before(meeting)
    last = list(Attendance.written.filter(meeting__in=before.in_turn().reverse().values("pk")[:1]))
    names = [*(row.name.casefold() for row in rows), *(row.name.casefold() for row in last)]
    told = {row.name.casefold(): row for row in last if names.count(row.name.casefold()) <= 2}
    return [
        replace(row, organisation=row.organisation or was.organisation, title=row.title or was.title)
        if (was := told.get(row.name.casefold()))
        else row
        for row in rows
    ]


def all_present(rows: Iterable[Called]) -> list[Called]:
    """Everyone present of whom nothing else was said."""
    return [replace(row, presence=row.presence or Presence.PRESENT) for row in rows]


def called_over(meeting: Meeting) -> list[Called]:
    """The roll as it was taken last, or whom it will name."""
    taken = list(Attendance.written.filter(meeting=meeting).select_related("person", "party"))
    stays, names = {stay.attendance_id: stay for stay in stays_of(meeting)}, _by_key(taken)
    found = [
        Called(
            *(row.name, row.presence, row.duty, row.person, row.party, row.organisation, row.title),
            first=stay.first if stay else None,
            last=stay.last if stay else None,
            stands_in_for=names[stay.stands_in_for_id] if stay and stay.stands_in_for_id else "",
            taken=row.pk,
        )
        for row in taken
        for stay in [stays.get(row.pk)]
    ]
    return found or expected(meeting)


def counted_by_presence(called: Iterable[Called]) -> list[tuple[str, int]]:
    """How many there are of each presence that somebody has, in words, and of those of whom nothing is said last."""
    found = Counter(row.presence for row in called if row.name)
    told = [(str(label), found[value]) for value, label in Presence.choices if found[value]]
    return [*told, *([("Inte angivet", found[""])] if found[""] else [])]


def stays_of(meeting: Meeting) -> list[Stay]:
    """Who was there for a part, or served for somebody; one query."""
    rows = Stay.objects.filter(attendance__meeting=meeting)
    return list(rows.select_related("first", "last", "stands_in_for"))


def _by_key(people: Sequence[Attendance]) -> dict[int, str]:
    return dict(zip((row.pk for row in people), names_of(people), strict=True))


def _name(party: Any) -> str:
    return party.name if party else ""


def rows_of(called: Sequence[Called], taken: Iterable[Attendance]) -> dict[int, Attendance]:
    """Which row of a roll that was taken before each has, by their places: the surest told first."""
    left, found = list(taken), dict[int, Attendance]()
    for is_same in IS_SAME:
        for at, one in enumerate(called):
            if at in found:
                continue
            row = next((row for row in left if one.is_row(row) and is_same(one, row)), None)
            if row:
                found[at] = row
                left.remove(row)
    return found


def items_of(meeting: Meeting) -> list[Item]:
    """The items in the order of the agenda, where each has its place; with whether what they are for was decided, at
    the item itself or, where nothing is proposed there, in its sections; whether a section of them is undecided; and
    whether it is the one that is treated."""
    decided = Decision.written.filter(item=OuterRef("pk"))
    rows = Item.written.filter(meeting=meeting).annotate(
        is_decided=Exists(decided.filter(section=None))
        | Exists(decided) & ~Exists(Proposal.written.filter(item=OuterRef("pk"), section=None)),
        lacks_in_sections=Exists(undecided_sections().filter(item=OuterRef("pk"))),
        is_treated=Exists(Floor.objects.filter(item=OuterRef("pk"))),
    )
    return list(rows.order_by("order", "pk"))


def is_undecided(item: Any) -> bool:
    """Whether an item of `items_of` is for decision and nothing has been decided there yet."""
    return item.type == Item.Type.DECISION and not item.cancelled and not item.is_decided


def lacks_a_decision(item: Any) -> bool:
    """Whether an item of `items_of`, or a section of it, is undecided."""
    return is_undecided(item) or (item.lacks_in_sections and not item.cancelled)


def undecided_sections() -> QuerySet[Section]:
    """The sections, of all items, in which something is proposed and nothing has been decided yet."""
    return Section.written.filter(
        Exists(Proposal.written.filter(section=OuterRef("pk"))),
        ~Exists(Decision.written.filter(section=OuterRef("pk"))),
        cancelled=False,
    )
