from django.urls import path

from rodtrad.web.mailing import views

app_name = "mailing"
urlpatterns = [
    path("post/", views.letters, name="letters"),
    path("post/<int:pk>/igen/", views.send_letter_again, name="send-again"),
]
