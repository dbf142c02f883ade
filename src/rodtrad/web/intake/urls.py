from django.urls import path

from rodtrad.web.intake import views

app_name = "intake"
urlpatterns = [
    path("las-in/", views.uploads, name="uploads"),
    path("dokument/<int:pk>/ta-bort/", views.remove, name="remove"),
    path("dokument/<int:pk>/las-om/", views.read_again, name="read-again"),
]
