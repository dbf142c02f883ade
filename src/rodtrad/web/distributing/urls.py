from django.urls import path

from rodtrad.web.distributing import views

app_name = "distributing"
urlpatterns = [path("moten/<int:pk>/expediering/", views.distribution, name="distribution")]
