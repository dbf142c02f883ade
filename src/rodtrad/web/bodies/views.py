"""What people say of bodies and seats."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from rodtrad.web import clock
from rodtrad.web.accounts.access import Right, require
from rodtrad.web.accounts.models import User
from rodtrad.web.accounts.names import former_names, told_apart
from rodtrad.web.bodies.access import (
    body_for_editing,
    body_for_giving_roles,
    membership_for_editing,
    seat_for_editing,
)
from rodtrad.web.bodies.actions import (
    add_body,
    change_role,
    describe_body,
    end_role,
    give_role,
    set_days_of_seat,
)
from rodtrad.web.bodies.forms import BodyForm, ChangedRoleForm, InviteForm, MembershipForm, NewBodyForm, SeatForm
from rodtrad.web.bodies.inviting import invite_again, invite_to_body
from rodtrad.web.bodies.models import Body, County, Membership, Person, key_of
from rodtrad.web.bodies.rights import roles_to_give
from rodtrad.web.people.views import tell_of_invitation
from rodtrad.web.telling import try_and_tell


@require_http_methods(["GET", "HEAD", "POST"])
def new_body(request: HttpRequest) -> HttpResponse:
    by = require(request.user, Right.REVIEW)
    counties = County.objects.all()
    # What most bodies of an installation belong to; none has several counties at first.
    own = list(counties.filter(bodies__merged_into=None, bodies__isnull=False).distinct()[:2])
    initial = {"county": own[0].name if len(own) == 1 else "", "kind": Body.Kind.UNKNOWN}
    form = NewBodyForm(request.POST or None, others=Body.objects.all(), counties=counties, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            body = add_body(by=by, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{body} är tillagt. Ge dem som är med i organet roller, så kan möten planeras.")
            return redirect(body)
    return render(request, "bodies/new_body.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_body(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.REVIEW)
    body = body_for_editing(request.user, pk)
    others = Body.objects.filter(county=body.county).exclude(pk=pk)
    form = BodyForm(request.POST or None, others=others, initial={"kind": body.kind, "parent": body.parent})
    if request.method == "POST" and form.is_valid():
        try:
            describe_body(body=body, by=by, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Uppgifterna om organet är sparade.")
            return redirect(body)
    return render(request, "bodies/edit_body.html", {"form": form, "body": body})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_seat(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.REVIEW)
    seat = seat_for_editing(request.user, pk)
    form = SeatForm(request.POST or None, initial={"starts": seat.starts, "ends": seat.ends})
    if request.method == "POST" and form.is_valid():
        try:
            set_days_of_seat(seat=seat, by=by, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Platsen för {seat.person} är sparad.")
            return redirect(seat.body)
    return render(request, "bodies/edit_seat.html", {"form": form, "seat": seat})


@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has which role in a body, and a form to give one."""
    by = require(request.user, Right.READ)
    body = body_for_giving_roles(request.user, pk)
    persons = _persons_of(body)
    to_give = roles_to_give(by, body)
    initial = {"starts": clock.today(), "role": Membership.Role.MEMBER}
    form = MembershipForm(request.POST or None, persons=persons, roles=to_give, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            given = give_role(body=body, by=by, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{given.user} är nu {given.get_role_display().lower()} i {body}.")
            return redirect("bodies_edit:roles", pk)
    held = list(body.memberships.on(clock.today()).select_related("user", "person"))
    users = [one.user for one in held]
    named = _named(users, persons)
    rows = [
        (told_apart(one.user, users), one, one.role in to_give, [] if one.person else named[one.user_id])
        for one in held
    ]
    others_change = not all(may_change for _, _, may_change, _ in rows)
    context = {"form": form, "body": body, "memberships": rows, "others_change": others_change}
    return render(request, "bodies/roles.html", context)


def _persons_of(body: Body) -> QuerySet[Person]:
    return Person.objects.filter(seats__body=body).distinct()


def _named(users: Iterable[User], persons: Iterable[Person]) -> dict[int, list[Person]]:
    """The persons who bear the name of each user, or one that the user had, by the keys of the users."""
    former = former_names()
    keys = {user.pk: {key_of(name) for name in (str(user), *former.get(user.pk, ()))} for user in users}
    return {pk: [person for person in persons if key_of(person.name) in told] for pk, told in keys.items()}


@require_http_methods(["GET", "HEAD", "POST"])
def edit_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Who of the register somebody with a role is, and the days of the role."""
    by = require(request.user, Right.READ)
    membership = membership_for_editing(request.user, pk)
    initial = {name: getattr(membership, name) for name in ("person", "starts", "ends")}
    # Who is linked may stay so, also where the seat is no longer known.
    persons = (_persons_of(membership.body) | Person.objects.filter(memberships=membership).distinct()).distinct()
    form = ChangedRoleForm(request.POST or None, persons=persons, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_role(membership=membership, by=by, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Rollen för {membership.user} är ändrad.")
            return redirect("bodies_edit:roles", membership.body_id)
    return render(request, "bodies/edit_role.html", {"form": form, "membership": membership})


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite somebody to a body by e-mail."""
    by = require(request.user, Right.READ)
    body = body_for_giving_roles(request.user, pk)
    initial = {"starts": clock.today(), "role": Membership.Role.MEMBER}
    form = InviteForm(request.POST or None, persons=_persons_of(body), roles=roles_to_give(by, body), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            given = invite_to_body(body=body, by=by, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if given.user.last_login is None:
                tell_of_invitation(request, given.user)
            else:
                messages.success(request, f"{given.user} hade redan ett konto och har fått rollen.")
            return redirect("bodies_edit:roles", pk)
    return render(request, "bodies/invite.html", {"form": form, "body": body})


@require_POST
def invite_member_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a new invitation to somebody who has not logged in yet."""
    by = require(request.user, Right.READ)
    membership = membership_for_editing(request.user, pk)
    try:
        invite_again(membership=membership, by=by)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        tell_of_invitation(request, membership.user)
    return redirect("bodies_edit:roles", membership.body_id)


@require_POST
def end_membership(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a role end with today."""
    by = require(request.user, Right.READ)
    membership = membership_for_editing(request.user, pk)
    said = f"{membership.user} är {membership.get_role_display().lower()} till och med i dag."
    try_and_tell(request, lambda: end_role(membership=membership, ends=clock.today(), by=by), said)
    return redirect("bodies_edit:roles", membership.body_id)
