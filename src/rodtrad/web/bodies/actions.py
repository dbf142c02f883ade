"""What changes parties and bodies by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.bodies_file import BodyRow, NoBodiesFile, read_bodies
from rodtrad.web.bodies.models import Body, BodyName, County, Membership, Party, Person, Seat, key_of
from rodtrad.web.bodies.parties_file import add_missing


@transaction.atomic
def add_party(
    *,
    name: str,
    kind: str,
    by: User | None,
    county: str = "",
    code: str = "",
    place: str = "",
    other_names: Iterable[str] = (),
) -> Party:
    """Add a party beyond Sweden's 311; its county, by name, is added where the register lacks it.

    Raises ValidationError where the name or the code is taken, or the kind is none.
    """
    home = County.objects.get_or_create(name=county)[0] if county else None
    party = Party(name=name, kind=kind, code=code, county=home, place=place, other_names=list(other_names))
    party.full_clean()
    party.save()
    log("party-added", party, by=by)
    return party


@transaction.atomic
def add_parties(*, path: Path, by: User | None) -> int:
    """Add the parties of a file with the columns of Sweden's own; returns how many were new.

    Those whose code is there already are left alone, so that the file may be given at every start. Raises
    NoPartiesFile where it holds none, OSError where it cannot be read.
    """
    added = add_missing(path.read_text(encoding="utf-8-sig"), County, Party)
    if added:
        log("parties-added", Party.objects.latest("pk"), by=by, file=path.name, parties=added)
    return added


@transaction.atomic
def add_bodies(*, path: Path, by: User | None) -> int:
    """Add the bodies of a file, and to known ones what nobody has said of them; returns how many were new or changed.

    What is known of a body stands, so that the file may be given at every start. Raises NoBodiesFile where the file
    holds none or contradicts itself, OSError where it cannot be read.
    """
    rows = read_bodies(path.read_text(encoding="utf-8-sig"))
    found = {row.name: _body_of(row) for row in rows}
    changed = {row.name for row in rows if _complete(found[row.name], row)}
    for row in rows:
        body = found[row.name]
        above = found.get(row.parent) or (_called(row.parent, body.county) if row.parent else None)
        if row.parent and above is None:
            raise NoBodiesFile(
                f"Organet {row.parent}, som {row.name} står under, finns varken i filen eller bland länets organ."
            )
        if above and body.parent is None and body not in (above, *above.ancestors()):
            body.parent = above
            body.save(update_fields=["parent"])
            changed.add(row.name)
    if changed:
        log("bodies-added", found[min(changed)], by=by, file=path.name, bodies=len(changed))
    return len(changed)


def _body_of(row: BodyRow) -> Body:
    """The one body of the county that a row means, or a new one, not saved."""
    county = County.objects.get_or_create(name=row.county)[0] if row.county else None
    return _called(row.name, county) or Body(name=row.name, county=county)


def _called(name: str, county: County | None) -> Body | None:
    """The one body of a county that has a name; None where there is none, or several."""
    called = BodyName.objects.filter(key=key_of(name), body__county=county).select_related("body__parent")
    bodies = {one.body for one in called}
    return bodies.pop() if len(bodies) == 1 else None


def _complete(body: Body, row: BodyRow) -> bool:
    """Give a body the kind and the names it lacks; returns whether anything was new."""
    is_new = body._state.adding
    if row.kind and body.kind == Body.Kind.UNKNOWN:
        body.kind, is_new = row.kind, True
    if is_new:
        body.save()
    known = set(body.names.values_list("key", flat=True))
    fresh = {key_of(name): name for name in (row.name, *row.other_names) if key_of(name) not in known}
    BodyName.objects.bulk_create([BodyName(body=body, name=name, key=key) for key, name in fresh.items()])
    return is_new or bool(fresh)


@transaction.atomic
def add_body(*, name: str, kind: str, county: str, parent: Body | None, by: User | None) -> Body:
    """Add a body that no document has told of yet. Its county, by name, is added where the register lacks it; without
    one it is that of the body above.

    Raises ValidationError where the county has a body of that name, or the one that it would stand under is another
    county's.
    """
    name, county = " ".join(name.split()), " ".join(county.split())
    above = parent.county if parent else None
    home = County.objects.get_or_create(name=county)[0] if county else above
    if BodyName.objects.filter(key=key_of(name), body__county=home).exists():
        raise ValidationError({"name": f"{name} finns redan{f' i {home}' if home else ''}."})
    if parent and parent.county != home:
        raise ValidationError(
            {"parent": f"{parent} hör till {parent.county or 'inget län'}. Välj ett annat, eller inget."}
        )
    body = Body(name=name, kind=kind, county=home, parent=parent)
    body.full_clean()
    body.save()
    BodyName.objects.create(body=body, name=name, key=key_of(name))
    log("body-added", body, by=by, kind=kind, county=str(home or ""), parent=parent.name if parent else None)
    return body


@transaction.atomic
def describe_body(*, body: Body, kind: str, parent: Body | None, by: User | None) -> None:
    """Say what kind of body it is and which body it stands under.

    Raises ValidationError where it would come to stand under itself.
    """
    if parent and body in (parent, *parent.ancestors()):
        raise ValidationError({"parent": "Ett organ kan inte stå under sig självt. Välj ett annat, eller inget."})
    body.kind, body.parent = kind, parent
    body.full_clean()
    body.save(update_fields=["kind", "parent"])
    log("body-described", body, by=by, kind=kind, parent=parent.name if parent else None)


@transaction.atomic
def set_days_of_seat(*, seat: Seat, starts: date | None, ends: date | None, by: User | None) -> None:
    """Say from when to when somebody has a seat; from then on no document changes these days.

    Raises ValidationError where it ends before it starts.
    """
    seat.starts, seat.ends, seat.by_hand = starts, ends, True
    if starts and ends and ends < starts:
        raise ValidationError({"ends": "Platsen kan inte sluta före sin första dag."})
    seat.save(update_fields=["starts", "ends", "by_hand"])
    days = {"starts": starts and starts.isoformat(), "ends": ends and ends.isoformat()}
    log("seat-days-set", seat, by=by, **days)


@transaction.atomic
def give_role(
    *, user: User, body: Body, role: str, starts: date, by: User | None, person: Person | None = None
) -> Membership:
    """Give somebody a role in a body from a day on; one that ends with that day goes on. Raises ValidationError where
    they have it already."""
    held = Membership.objects.on(starts).filter(user=user, body=body, role=role).first()
    membership = held or Membership(user=user, body=body, role=role, starts=starts, person=person)
    if held and held.ends != starts:
        raise ValidationError(f"{user} är redan {membership.get_role_display().lower()} i {body}.")
    membership.ends, membership.person = None, person or membership.person
    membership.full_clean()
    membership.save()
    log("role-given", membership, by=by, role=role, starts=starts.isoformat())
    return membership


@transaction.atomic
def change_role(
    *, membership: Membership, person: Person | None, starts: date, ends: date | None, by: User | None
) -> None:
    """Say who of the register somebody with a role is, and from when to when they have it. Raises ValidationError where
    it would end before its first day, or they have it once more."""
    if ends and ends < starts:
        raise ValidationError({"ends": "Rollen kan inte sluta före sin första dag."})
    membership.person, membership.starts, membership.ends = person, starts, ends
    membership.full_clean()
    membership.save(update_fields=["person", "starts", "ends"])
    days = {"starts": starts.isoformat(), "ends": ends and ends.isoformat()}
    log("role-changed", membership, by=by, person=person.pk if person else None, **days)


@transaction.atomic
def end_role(*, membership: Membership, ends: date, by: User | None) -> None:
    """Let a role end with a day. Raises ValidationError where that day comes before its first."""
    if ends < membership.starts:
        raise ValidationError({"ends": "Rollen kan inte sluta före sin första dag."})
    membership.ends = ends
    membership.save(update_fields=["ends"])
    log("role-ended", membership, by=by, ends=ends.isoformat())
