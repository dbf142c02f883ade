from django.urls import path

from rodtrad.web.documents import views

app_name = "documents"
urlpatterns = [
    path("dokument/", views.documents, name="documents"),
    path("dokument/<int:pk>/", views.document, name="document"),
    path("dokument/<int:pk>/version/<int:number>/sida/<int:page>.png", views.picture, name="picture"),
    path("dokument/<int:pk>/original/<int:number>/", views.original, name="original"),
]
