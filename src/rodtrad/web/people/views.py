"""The administrators' page of those who log in."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from rodtrad.web.accounts.access import Right, require
from rodtrad.web.accounts.actions import create_login_link, remove_second_step, set_active
from rodtrad.web.accounts.models import User
from rodtrad.web.people.actions import invite, mend, send_invitation
from rodtrad.web.people.forms import AccountForm, UserForm


@require_http_methods(["GET", "HEAD", "POST"])
def users(request: HttpRequest) -> HttpResponse:
    by = require(request.user, Right.MANAGE_USERS)
    form = UserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = invite(**form.cleaned_data, by=by)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            tell_of_invitation(request, user)
            return redirect("people:users")
    steps = Authenticator.objects.filter(user=OuterRef("pk"))
    every = User.objects.annotate(has_second_step=Exists(steps)).order_by("-is_active", "name", "email")
    ctx = {"form": form, "users": every}
    return render(request, "people/users.html", ctx, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_user(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or address for an account."""
    by = require(request.user, Right.MANAGE_USERS)
    user = get_object_or_404(User, pk=pk)
    is_linked = user != by and SocialAccount.objects.filter(user=user).exists()
    initial = {"name": user.name, "email": user.email}
    form = AccountForm(request.POST or None, initial=initial, is_linked=is_linked)
    if request.method == "POST" and form.is_valid():
        try:
            is_mended = mend(user=user, **form.cleaned_data, by=by)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if is_mended:
                messages.success(request, f"Kontot för {form.cleaned_data['name']} är ändrat.")
            return redirect("people:users")
    ctx = {"form": form, "edited": user}
    return render(request, "people/edit_user.html", ctx, status=422 if form.errors else 200)


@require_POST
def invite_user_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a new invitation to somebody who has not logged in yet."""
    by = require(request.user, Right.MANAGE_USERS)
    user = get_object_or_404(User, pk=pk)
    try:
        send_invitation(user=user, by=by)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        tell_of_invitation(request, user)
    return redirect("people:users")


@never_cache
@require_POST
def make_link(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.MANAGE_USERS)
    user = get_object_or_404(User, pk=pk)
    try:
        path = create_login_link(user=user, by=by)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("people:users")
    ctx = {
        "linked": user,
        "link": request.build_absolute_uri(path),
        "hours": settings.LOGIN_LINK_LIFETIME // timedelta(hours=1),
    }
    return render(request, "people/link_made.html", ctx)


@require_POST
def take_second_step_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody in who has lost the telephone."""
    by = require(request.user, Right.MANAGE_USERS)
    user = get_object_or_404(User, pk=pk)
    try:
        remove_second_step(user=user, by=by)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"{user} loggar nu in utan andra steg.")
    return redirect("people:users")


@require_POST
def set_user_active(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.MANAGE_USERS)
    user = get_object_or_404(User, pk=pk)
    active = request.POST.get("active") == "1"
    try:
        set_active(user=user, active=active, by=by)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"{user} kan logga in igen." if active else f"{user} kan inte längre logga in.")
    return redirect("people:users")


def tell_of_invitation(request: HttpRequest, user: User) -> None:
    """Say that a letter is under way, or that it waits."""
    if settings.MAIL:
        messages.success(request, f"{user} är inbjuden. Ett brev är på väg till {user.email}.")
    else:
        messages.warning(
            request, f"{user} är upplagd, men ingen e-postserver är inställd, så inbjudan till {user.email} väntar."
        )
