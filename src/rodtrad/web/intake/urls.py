from django.urls import path

from rodtrad.web.intake import views

app_name = "intake"
urlpatterns = [path("las-in/", views.uploads, name="uploads")]
