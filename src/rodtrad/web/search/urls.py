from django.urls import path

from rodtrad.web.search import views

app_name = "search"
urlpatterns = [path("sok/", views.search, name="search")]
