from django.urls import path

from rodtrad.web.circulating import views

app_name = "circulating"
urlpatterns = [
    path("organ/<int:pk>/beslut-via-epost/", views.circulations, name="circulations"),
    path("organ/<int:pk>/beslut-via-epost/ny/", views.put, name="put"),
    path("beslut-via-epost/<int:pk>/", views.circulation, name="circulation"),
    path("beslut-via-epost/<int:pk>/avsluta/", views.close, name="close"),
    path("beslut-via-epost/<int:pk>/aterkalla/", views.withdraw, name="withdraw"),
    path("beslut-via-epost/handlingar/<int:pk>/", views.paper, name="paper"),
    path("beslut-via-epost/svar/<int:pk>/", views.answer, name="answer"),
]
