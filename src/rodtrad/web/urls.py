"""The addresses of the web; each app brings its own."""

from pathlib import Path

from django.urls import include, path

from rodtrad.web.accounts.views import robots

HERE = Path(__file__).parent
APPS = ("documents", "bodies", "meetings", "followup", "agreements", "plans", "review", "public")

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("konto/", include("rodtrad.web.accounts.urls")),
    *(path("", include(f"rodtrad.web.{app}.urls")) for app in APPS if (HERE / app / "views.py").exists()),
]
