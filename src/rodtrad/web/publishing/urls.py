from django.urls import path

from rodtrad.web.publishing import views

app_name = "publishing"
urlpatterns = [
    path("moten/<int:pk>/publicera/", views.check, name="check"),
    path("moten/<int:pk>/publicera/kopia/", views.preview, name="preview"),
    path("moten/<int:pk>/publicera/bedom/", views.rule, name="rule"),
    path("moten/<int:pk>/publicera/begar/", views.ask, name="ask"),
    path("publiceringar/<int:pk>/godkann/", views.confirm, name="confirm"),
    path("publiceringar/<int:pk>/skicka-tillbaka/", views.decline, name="decline"),
    path("publiceringar/<int:pk>/aterkalla/", views.withdraw, name="withdraw"),
    # What is public: these addresses last.
    path("publicerat/", views.published, name="published"),
    path("publicerat/<int:pk>/", views.minutes, name="minutes"),
    path("publicerat/<int:pk>/protokoll.pdf", views.pdf, name="pdf"),
    path("publicerat/organ/<int:pk>/flode.atom", views.feed, name="feed"),
]
