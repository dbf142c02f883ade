from django.urls import path

from rodtrad.web.returning import views

app_name = "returning"
urlpatterns = [
    path("moten/<int:pk>/word/", views.word, name="word"),
    path("moten/<int:pk>/word/svar/", views.answers, name="answers"),
]
