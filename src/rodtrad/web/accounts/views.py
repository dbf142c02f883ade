"""Logging in and out, choosing a passphrase, and the administrators' page of users."""

from datetime import timedelta
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rodtrad.web.accounts import actions, attempts
from rodtrad.web.accounts.access import Right, requires
from rodtrad.web.accounts.forms import LoginForm, PassphraseForm, UserForm
from rodtrad.web.accounts.models import LoginLink, User

BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@never_cache
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return HttpResponseRedirect(_next(request))
    form = LoginForm(request.POST or None)
    status = 200
    if request.method == "POST":
        # No database can look for NUL; an address with it is refused by the form.
        email = request.POST.get("email", "").replace("\0", "").strip()
        address = attempts.address_of(request)
        if attempts.too_many(email=email, address=address):
            return render(request, "accounts/too_many.html", status=429)
        if form.is_valid() and form.user:
            login(request, form.user, backend=BACKEND)
            return HttpResponseRedirect(_next(request))
        attempts.note_failure(email=email, address=address)
        status = 422
    return render(request, "accounts/login.html", {"form": form, "next": _next(request)}, status=status)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """GET only shows a button: mail programs fetch links to preview them, and must not use them up."""
    found = LoginLink.objects.select_related("user").filter(digest=actions.digest(token)).first()
    if found is None or not found.is_valid:
        return render(request, "accounts/link_invalid.html", status=410)
    if request.method == "GET":
        return render(request, "accounts/link.html", {"link": found})
    try:
        user = actions.use_login_link(link=found)
    except ValidationError:
        return render(request, "accounts/link_invalid.html", status=410)
    login(request, user, backend=BACKEND)
    return redirect("/" if user.has_usable_password() else "accounts:passphrase")


@never_cache
@sensitive_post_parameters("passphrase", "again")
@require_http_methods(["GET", "POST"])
def passphrase(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    form = PassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_passphrase(user=user, passphrase=form.cleaned_data["passphrase"], by=user)
        except ValidationError as error:
            form.add_error("passphrase", error)
        else:
            update_session_auth_hash(request, user)
            messages.success(request, "Lösenfrasen är sparad.")
            return redirect("/")
    return render(request, "accounts/passphrase.html", {"form": form}, status=422 if form.errors else 200)


@requires(Right.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def users(request: HttpRequest) -> HttpResponse:
    form = UserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.create_user(**form.cleaned_data, by=cast(User, request.user))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{user} är upplagd. Gör en inloggningslänk och skicka den.")
            return redirect("accounts:users")
    ctx = {"form": form, "users": User.objects.order_by("-is_active", "name", "email")}
    return render(request, "accounts/users.html", ctx, status=422 if form.errors else 200)


@requires(Right.MANAGE_USERS)
@never_cache
@require_POST
def make_link(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    try:
        path = actions.create_login_link(user=user, by=cast(User, request.user))
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("accounts:users")
    ctx = {
        "linked": user,
        "link": request.build_absolute_uri(path),
        "hours": settings.LOGIN_LINK_LIFETIME // timedelta(hours=1),
    }
    return render(request, "accounts/link_made.html", ctx)


@requires(Right.MANAGE_USERS)
@require_POST
def set_active(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    active = request.POST.get("active") == "1"
    try:
        actions.set_active(user=user, active=active, by=cast(User, request.user))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"{user} kan logga in igen." if active else f"{user} kan inte längre logga in.")
    return redirect("accounts:users")


@login_not_required
@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nAllow: /publicerat/\nDisallow: /\n", content_type="text/plain")


def _next(request: HttpRequest) -> str:
    """Where to go after logging in; only within this site, as anyone may write the address."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if here else resolve_url(settings.LOGIN_REDIRECT_URL)
