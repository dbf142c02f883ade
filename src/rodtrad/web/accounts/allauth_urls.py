"""What allauth answers, at addresses of ours: only what is used, under the names by which it knows its own pages."""

from allauth.account.views import reauthenticate
from allauth.mfa.base.views import authenticate, index
from allauth.mfa.recovery_codes.views import generate_recovery_codes, view_recovery_codes
from allauth.mfa.totp.views import activate_totp, deactivate_totp
from allauth.mfa.webauthn.views import add_webauthn, login_webauthn, remove_webauthn
from allauth.socialaccount.providers.openid_connect.views import callback
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from rodtrad.web.accounts.views import log_in

urlpatterns = [
    path("logga-in/", log_in, name="account_login"),
    path("logga-in/steg/", authenticate, name="mfa_authenticate"),
    path("logga-in/passnyckel/", login_not_required(login_webauthn), name="mfa_login_webauthn"),
    path("logga-in/organisation/<slug:provider_id>/svar/", callback, name="openid_connect_callback"),
    path("bekrafta/", reauthenticate, name="account_reauthenticate"),
    path("sakerhet/", index, name="mfa_index"),
    path("sakerhet/", index, name="mfa_list_webauthn"),
    path("sakerhet/app/", activate_totp, name="mfa_activate_totp"),
    path("sakerhet/app/ta-bort/", deactivate_totp, name="mfa_deactivate_totp"),
    path("sakerhet/passnyckel/", add_webauthn, name="mfa_add_webauthn"),
    path("sakerhet/passnyckel/<int:pk>/ta-bort/", remove_webauthn, name="mfa_remove_webauthn"),
    path("sakerhet/reservkoder/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path("sakerhet/reservkoder/nya/", generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
