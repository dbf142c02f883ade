from django.urls import path

from rodtrad.web.public import views

app_name = "public"
urlpatterns = [
    path("", views.start, name="start"),
    path("moten/<int:pk>/historik/", views.history, name="history"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
]
