"""Inviting somebody to a body: the account, the role and the letter, each with its own row in the log, or none."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.web.accounts.actions import create_user
from rodtrad.web.accounts.models import Role as InstallationRole
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.actions import give_role
from rodtrad.web.bodies.models import Body, Membership, Person
from rodtrad.web.people.actions import send_invitation


@transaction.atomic
def invite_to_body(
    *, email: str, name: str, body: Body, role: str, starts: date, by: User, person: Person | None = None
) -> Membership:
    """Give somebody a role in a body by their e-mail address: who has no account gets one, and a letter with a link to
    log in with. An account that is there keeps its name.

    Raises ValidationError for what is wrong, an account that is closed and a role that they have.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user and not user.is_active:
        raise ValidationError(f"Kontot för {user} är avstängt. Be en administratör att öppna det.")
    user = user or create_user(email=email, name=name, role=InstallationRole.READER, by=by)
    given = give_role(user=user, body=body, role=role, starts=starts, person=person, by=by)
    if user.last_login is None:
        invite_again(membership=given, by=by)
    return given


def invite_again(*, membership: Membership, by: User) -> None:
    """Send a new invitation to somebody who has a role and has not logged in yet. Raises as `send_invitation`."""
    what = f"{membership.get_role_display().lower()} i {membership.body}"
    send_invitation(user=membership.user, by=by, as_what=what)
