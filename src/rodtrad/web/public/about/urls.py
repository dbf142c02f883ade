"""The addresses keep the name of the app whose rows they show: `Body.get_absolute_url` knows them as bodies'."""

from django.urls import path

from rodtrad.web.public.about import views

app_name = "bodies"
urlpatterns = [
    path("organ/", views.bodies, name="bodies"),
    path("organ/schema/", views.chart, name="chart"),
    path("organ/<int:pk>/", views.body, name="body"),
    path("organ/<int:pk>/<int:year>/", views.year, name="year"),
    path("parter/", views.parties, name="parties"),
    path("parter/<int:pk>/", views.party, name="party"),
    path("personer/", views.persons, name="persons"),
    path("personer/hamta.<str:form>", views.persons_file, name="persons-file"),
    path("personer/<int:pk>/", views.person, name="person"),
]
