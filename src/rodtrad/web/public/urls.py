from django.urls import path

from rodtrad.web.public import views

app_name = "public"
urlpatterns = [
    path("", views.start, name="start"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
]
