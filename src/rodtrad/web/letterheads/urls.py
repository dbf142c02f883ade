from django.urls import path

from rodtrad.web.letterheads import views

app_name = "letterheads"
urlpatterns = [
    path("lan/<int:pk>/logotyp/", views.emblem, name="emblem"),
    path("lan/<int:pk>/logotyp/ta-bort/", views.remove, name="remove"),
    path("logotyper/<str:digest>.png", views.picture, name="picture"),
]
