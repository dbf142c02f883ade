"""Logging in and out, and choosing a passphrase."""

from typing import cast

from allauth.account.internal.flows.login import (
    get_authentication_records,
    perform_login,
    perform_password_login,
    record_authentication,
)
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe
from requests import RequestException

from rodtrad.web.accounts import actions, attempts
from rodtrad.web.accounts.adapters import refused
from rodtrad.web.accounts.forms import LoginForm, PassphraseForm
from rodtrad.web.accounts.models import LoginLink, User


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
        email = request.POST.get("email", "").strip()
        address = attempts.address_of(request)
        if attempts.too_many(email=email, address=address):
            return render(request, "accounts/too_many.html", status=429)
        if form.is_valid() and form.user:
            answer: HttpResponse = perform_password_login(request, {"email": email}, _login(form.user, _next(request)))
            return answer
        attempts.note_failure(email=email, address=address)
        status = 422
    ctx = {"form": form, "next": _next(request), "organisations": settings.OIDC}
    return render(request, "accounts/login.html", ctx, status=status)


@login_not_required
@never_cache
@require_safe
def organisation(request: HttpRequest, key: str) -> HttpResponse:
    """Lead to the log-in of somebody's own organisation, which leads back. A link, as the content policy lets no form
    lead to another site."""
    try:
        provider = get_adapter().get_provider(request, provider=key)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    try:
        answer: HttpResponse = provider.redirect(request, process="login", next_url=_next(request))
    except (RequestException, ImmediateHttpResponse):
        return refused(request, f"{provider.name} svarar inte. Försök igen om en stund, eller logga in med lösenfras.")
    return answer


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """GET only shows a button: mail programs fetch links to preview them, and must not use them up."""
    found = LoginLink.objects.select_related("user", "made_by").filter(digest=actions.digest(token)).first()
    if found is None or not found.is_valid:
        return render(request, "accounts/link_invalid.html", {"link": found}, status=410)
    if request.method == "GET":
        return render(request, "accounts/link.html", {"link": found})
    try:
        user = actions.use_login_link(link=found)
    except ValidationError:
        return render(request, "accounts/link_invalid.html", {"link": found}, status=410)
    record_authentication(request, user, method="link")
    to = "/" if user.has_usable_password() else reverse("accounts:passphrase")
    answer: HttpResponse = perform_login(request, _login(user, to))
    return answer


@never_cache
@sensitive_post_parameters("passphrase", "again")
@require_http_methods(["GET", "POST"])
def passphrase(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    # Not by a session that somebody else got hold of: who knows the passphrase says it, who forgot it came by a link.
    came_by = {one["method"] for one in get_authentication_records(request, user)}
    if user.has_usable_password() and "link" not in came_by and not did_recently_reauthenticate(request):
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")
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


@login_not_required
@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nAllow: /publicerat/\nDisallow: /\n", content_type="text/plain")


def _login(user: User, to: str) -> Login:
    """Somebody who is on the way in; a second step may come before `to`."""
    return Login(user=user, redirect_url=to, email=user.email)


def _next(request: HttpRequest) -> str:
    """Where to go after logging in; only within this site, as anyone may write the address."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if here else resolve_url(settings.LOGIN_REDIRECT_URL)
