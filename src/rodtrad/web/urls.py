"""The addresses of the web; each app brings its own."""

from django.urls import include, path

from rodtrad.web.accounts.views import robots

# `public.about` has the addresses of bodies: its pages read the whole register, which bodies knows nothing of.
APPS = (
    "mailing",
    "people",
    "documents",
    "letterheads",
    "bodies",
    "public.about",
    "circulating",
    "preparing",
    "holding",
    "procedure",
    "minutes",
    "verifying",
    "returning",
    "publishing",
    "distributing",
    "meetings",
    "followup",
    "agreements",
    "plans",
    "search",
    "review",
    "review.checking",
    "intake",
    "public",
    "public.help",
)

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("konto/", include("rodtrad.web.accounts.urls")),
    path("konto/", include("rodtrad.web.accounts.allauth_urls")),
    *(path("", include(f"rodtrad.web.{app}.urls")) for app in APPS),
]
