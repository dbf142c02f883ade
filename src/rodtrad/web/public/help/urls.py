from django.urls import path

from rodtrad.web.public.help import views

app_name = "help"
urlpatterns = [
    path("hjalp/", views.contents, name="contents"),
    path("hjalp/<slug:name>/", views.chapter, name="chapter"),
]
