"""What is written in the log when allauth tells that somebody came in, or has another second step."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.signals import social_account_added
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User


@receiver(user_logged_in)
@transaction.atomic
def log_coming_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    records = get_authentication_records(request, user)
    log(
        "logged-in",
        user,
        by=user,
        by_way_of=[one.get("type") or one.get("provider") or one["method"] for one in records],
    )


@receiver(authenticator_added)
@transaction.atomic
def log_step_added(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    log("second-step-added", user, by=user, type=authenticator.type)


@receiver(authenticator_removed)
@transaction.atomic
def log_step_removed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    log("second-step-removed", user, by=user, type=authenticator.type)


@receiver(authenticator_reset)
@transaction.atomic
def log_codes_made(user: User, **kwargs: Any) -> None:
    log("recovery-codes-made", user, by=user)


@receiver(social_account_added)
@transaction.atomic
def log_linked(sociallogin: SocialLogin, **kwargs: Any) -> None:
    log("organisation-linked", sociallogin.user, by=sociallogin.user, organisation=sociallogin.account.provider)
