from django.urls import path

from rodtrad.web.procedure import views

app_name = "procedure"
urlpatterns = [
    path("organ/<int:pk>/regler/", views.rules, name="rules"),
    path("organ/<int:pk>/staende-punkter/", views.standing_items, name="standing-items"),
    path("organ/<int:pk>/staende-punkter/ordna/", views.arrange, name="arrange"),
    path("staende-punkter/<int:pk>/andra/", views.standing_item, name="standing-item"),
    path("staende-punkter/<int:pk>/ta-bort/", views.drop_standing_item, name="drop-standing-item"),
    path("organ/<int:pk>/fraser/", views.phrases, name="phrases"),
    path("fraser/<int:pk>/andra/", views.phrase, name="phrase"),
    path("fraser/<int:pk>/ta-bort/", views.drop_phrase, name="drop-phrase"),
]
