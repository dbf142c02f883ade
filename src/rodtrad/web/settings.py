"""Django's settings. What an installation may choose comes from its environment (`environment.py` checks it).

RODTRAD_DATA        folder for database, originals and secret key (./data)
DATABASE_URL        SQLite in that folder, or postgres://…
RODTRAD_HOSTS       the host names that are served (this machine only)
RODTRAD_HTTPS       only over https; on as soon as RODTRAD_HOSTS is given
RODTRAD_PROXIES     addresses of proxies whose X-Forwarded-For and -Proto are believed
RODTRAD_SECRET_KEY  signs sessions (made once, kept in the folder)
RODTRAD_ADDRESS     what links in letters begin with (the first of RODTRAD_HOSTS)
RODTRAD_MAIL        smtp://name:password@host:port, where letters are handed over (nowhere: they wait)
RODTRAD_MAIL_FROM   who letters are from
RODTRAD_OIDC        organisations' own log-ins, Name=https://client:secret@host/path
RODTRAD_TODAY       the date to show as today's, for samples and pictures
RODTRAD_NAME        what the pages call themselves (Rödtråd)
RODTRAD_SIGNING_CERT  certificate and key that minutes are signed with (PKCS#12); RODTRAD_SIGNING_PASSPHRASE opens it
RODTRAD_TIMESTAMP   address of the service that stamps the time of a signature (RFC 3161)
RODTRAD_SIGNING_TRUST  certificates (PEM) that signatures may stand on; files are then signed to last
RODTRAD_OWNER       who answers for the installation, as its accessibility statement says
RODTRAD_CONTACT     the address that users write to about what they cannot use
RODTRAD_DEBUG       Django's debug pages; never in operation
"""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels

from rodtrad.web import environment

HERE = Path(__file__).parent

DATA = environment.folder("RODTRAD_DATA", default=Path("data"))
DEBUG = environment.flag("RODTRAD_DEBUG", default=False)
SECRET_KEY = environment.secret_key("RODTRAD_SECRET_KEY", kept_in=DATA / "secret-key")
TODAY = environment.day("RODTRAD_TODAY")
NAME = environment.text("RODTRAD_NAME", default="Rödtråd")
OWNER = environment.text("RODTRAD_OWNER", default="")
CONTACT = environment.text("RODTRAD_CONTACT", default="")

SIGNING_CERT = environment.file("RODTRAD_SIGNING_CERT")
SIGNING_PASSPHRASE = environment.text("RODTRAD_SIGNING_PASSPHRASE", default="")
SIGNING_TRUST = environment.file("RODTRAD_SIGNING_TRUST")
TIMESTAMP = environment.service("RODTRAD_TIMESTAMP")

PUBLIC_HOSTS = environment.hosts("RODTRAD_HOSTS")
ALLOWED_HOSTS = [*PUBLIC_HOSTS, "localhost", "127.0.0.1", "[::1]"]
PROXIES = environment.words("RODTRAD_PROXIES")
HTTPS = environment.flag("RODTRAD_HTTPS", default=bool(PUBLIC_HOSTS))
OWN_HOST = PUBLIC_HOSTS[0].lstrip(".") if PUBLIC_HOSTS else "127.0.0.1:8000"
ADDRESS = environment.address("RODTRAD_ADDRESS", default=f"{'https' if HTTPS else 'http'}://{OWN_HOST}")
MAIL = environment.mail_server("RODTRAD_MAIL")
MAIL_FROM = environment.sender("RODTRAD_MAIL_FROM", needed=MAIL is not None)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    # From the ground of the house up: an app imports only those before it.
    "rodtrad.web.accounts",
    "rodtrad.web.mailing",
    "rodtrad.web.people",
    "rodtrad.web.bodies",
    "rodtrad.web.documents",
    "rodtrad.web.letterheads",
    "rodtrad.web.meetings",
    "rodtrad.web.followup",
    "rodtrad.web.agreements",
    "rodtrad.web.plans",
    "rodtrad.web.circulating",
    "rodtrad.web.preparing",
    "rodtrad.web.holding",
    "rodtrad.web.procedure",
    "rodtrad.web.minutes",
    "rodtrad.web.verifying",
    "rodtrad.web.returning",
    "rodtrad.web.search",
    "rodtrad.web.publishing",
    "rodtrad.web.distributing",
    "rodtrad.web.review",
    "rodtrad.web.intake",
    "rodtrad.web.public",
    # After ours, whose templates stand in the place of its own.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "rodtrad.web.middleware.AnswerMiddleware",
    "rodtrad.web.middleware.ShownMiddleware",
]

ROOT_URLCONF = "rodtrad.web.urls"
WSGI_APPLICATION = "rodtrad.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rodtrad.web.navigation.navigation",
            ],
            "builtins": ["rodtrad.web.tags"],
        },
    },
]

DATABASES = {"default": environment.database("DATABASE_URL", default=DATA / "rodtrad.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # How often codes were wrong, and which were used, counts alike in every process and on every host.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

MEDIA_ROOT = DATA / "originals"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = ["rodtrad.web.documents.receiving.LimitedUpload"]
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000  # the handler takes fewer, and says which it left
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # minutes of fifty items with sections are corrected in a form of some 1,500
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [HERE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Of pages, made from the originals when they are looked at: may be deleted at any time.
    "pictures": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "pictures"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska")]
TIME_ZONE = "Europe/Stockholm"

MESSAGE_TAGS = {message_levels.ERROR: "danger"}  # the theme's word

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "rodtrad.web.accounts.passphrases.NotLikeTheUser"},
    {"NAME": "rodtrad.web.accounts.passphrases.NotShort", "OPTIONS": {"min_length": 12}},
    {"NAME": "rodtrad.web.accounts.passphrases.NotCommon"},
    {"NAME": "rodtrad.web.accounts.passphrases.NotOnlyDigits"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:login"
LOGIN_LINK_LIFETIME = timedelta(hours=24)
INVITATION_LIFETIME = timedelta(days=14)

# Second steps and organisations' log-ins are allauth's; what its pages say and whom they let in is ours.
ACCOUNT_ADAPTER = "rodtrad.web.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_REAUTHENTICATION_METHODS = ["password"]
ACCOUNT_FORMS = {"reauthenticate": "rodtrad.web.accounts.forms.AgainForm"}
ACCOUNT_RATE_LIMITS = {"login_failed": "100/15m/ip,10/15m/key", "reauthenticate": "10/15m/user"}
MFA_ADAPTER = "rodtrad.web.accounts.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "300/15m/ip"}  # a town hall shares one address, and there is nothing to guess
MFA_TOTP_TOLERANCE = 1  # telephones' clocks differ
MFA_FORMS = {
    "authenticate": "rodtrad.web.accounts.forms.CodeForm",
    "activate_totp": "rodtrad.web.accounts.forms.ActivateForm",
    "add_webauthn": "rodtrad.web.accounts.forms.PasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "rodtrad.web.accounts.adapters.OrganisationAdapter"
OIDC = environment.identity_providers("RODTRAD_OIDC")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": one.key,
                "name": one.name,
                "client_id": one.client,
                "secret": one.secret,
                "settings": {"server_url": one.issuer},
            }
            for one in OIDC
        ],
    }
}

SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "rodtrad.web.errors.csrf_failure"

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# security.W021 asks for HSTS preload: a promise for the owner of the whole domain, not for one service in it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # icons in the components' CSS
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Without its own handlers everything reaches the root; Django's default would mail administrators.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},  # a page that is not there is no news
    },
}
