from django.urls import path

from rodtrad.web.holding import views

app_name = "holding"
urlpatterns = [
    path("moten/<int:pk>/rum/", views.room, name="meeting"),
    path("moten/<int:pk>/skarm/", views.screen, name="screen"),
    path("moten/<int:pk>/besluten-pa-skarmen/", views.decisions_on_screen, name="show-decisions"),
    path("moten/<int:pk>/oppna/", views.open_it, name="open"),
    path("moten/<int:pk>/angra-oppnandet/", views.undo_open, name="undo-open"),
    path("moten/<int:pk>/narvaro/", views.roll, name="roll"),
    path("punkter/<int:pk>/ordet/", views.floor, name="floor"),
    path("punkter/<int:pk>/jav/", views.recuse_at, name="recuse"),
    path("punkter/<int:pk>/klistra/", views.paste, name="paste"),
    path("punkter/<int:pk>/stycke/", views.paragraph, name="paragraph"),
    path("stycken/<uuid:key>/flytta/", views.move, name="move"),
    path("stycken/<uuid:key>/historik/", views.history, name="history"),
    path("punkter/<int:pk>/beslut/", views.decide_at, name="decide"),
    path("punkter/<int:pk>/uppdrag/", views.assign_at, name="assign"),
    path("punkter/<int:pk>/angra/", views.undo_decisions, name="undo"),
    path("punkter/<int:pk>/rostning/", views.vote_at, name="vote"),
    path("rostningar/<int:pk>/angra/", views.undo_vote, name="undo-vote"),
    path("punkter/<int:pk>/sagt/", views.say_at, name="say"),
    path("uppdrag/<int:pk>/angra/", views.undo_assignment, name="undo-assignment"),
]
