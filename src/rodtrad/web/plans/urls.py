from django.urls import path

from rodtrad.web.plans import views

app_name = "plans"
urlpatterns = [
    path("planer/", views.plans, name="plans"),
    path("planer/<int:pk>/", views.plan, name="plan"),
]
