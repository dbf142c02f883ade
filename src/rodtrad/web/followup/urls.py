from django.urls import path

from rodtrad.web.followup import views

app_name = "followup"
urlpatterns = [
    path("uppdrag/", views.assignments, name="assignments"),
    path("uppdrag/hamta.<str:form>", views.assignments_file, name="assignments-file"),
    path("uppdrag/<int:pk>/", views.assignment, name="assignment"),
]
