from django.urls import path

from rodtrad.web.review import views

app_name = "review"
urlpatterns = [
    path("att-titta-pa/", views.questions, name="questions"),
    path("att-titta-pa/<int:pk>/nej/", views.dismiss, name="dismiss"),
    path("att-titta-pa/<int:pk>/igen/", views.reopen, name="reopen"),
]
