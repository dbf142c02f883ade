"""The settings under test: the real ones, with nothing written into the tree and fast password hashing."""

import os
import secrets
import tempfile

os.environ.setdefault("RODTRAD_DATA", tempfile.mkdtemp(prefix="rodtrad-test-"))
os.environ.setdefault("RODTRAD_SECRET_KEY", secrets.token_urlsafe(64))
os.environ.setdefault("RODTRAD_TODAY", "2026-11-23")

from rodtrad.web.settings import *  # noqa: F403 - the environment must be set before they are read

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "pictures": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405 - the web server warns where the folder is missing
