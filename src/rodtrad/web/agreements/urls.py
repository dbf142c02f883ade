from django.urls import path

from rodtrad.web.agreements import views

app_name = "agreements"
urlpatterns = [
    path("avtal/", views.agreements, name="agreements"),
    path("avtal/hamta.<str:form>", views.agreements_file, name="agreements-file"),
    path("avtal/<int:pk>/", views.agreement, name="agreement"),
]
