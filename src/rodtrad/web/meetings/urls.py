from django.urls import path

from rodtrad.web.meetings import views

app_name = "meetings"
urlpatterns = [
    path("moten/", views.meetings, name="meetings"),
    path("moten/<int:pk>/", views.meeting, name="meeting"),
    path("beslut/", views.decisions, name="decisions"),
    path("beslut/hamta.<str:form>", views.decisions_file, name="decisions-file"),
    path("beslut/<int:pk>/", views.decision, name="decision"),
]
