from django.urls import path

from rodtrad.web.plans import views

app_name = "plans"
urlpatterns = [
    path("planer/", views.plans, name="plans"),
    path("planer/<int:pk>/", views.plan, name="plan"),
    path("aktiviteter/", views.activities, name="activities"),
    path("aktiviteter/hamta.<str:form>", views.activities_file, name="activities-file"),
    path("aktiviteter/<int:pk>/", views.activity, name="activity"),
]
