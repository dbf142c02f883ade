from django.urls import path

from rodtrad.web.review.checking import views

app_name = "checking"
urlpatterns = [
    path("dokument/<int:pk>/granska/", views.check, name="check"),
    path("dokument/<int:pk>/granska/sakra/", views.confirm_sure, name="confirm-sure"),
    path("dokument/<int:pk>/granska/ny/", views.add, name="add"),
    path("dokument/<int:pk>/granska/angra/<int:change>/", views.undo, name="undo"),
    path("granska/uppgift/<int:pk>/ratta/", views.correct, name="correct"),
    path("granska/uppgift/<int:pk>/bekrafta/", views.confirm, name="confirm"),
    path("granska/uppgift/<int:pk>/forslag/", views.accept, name="accept"),
    path("granska/uppgift/<int:pk>/avvisa/", views.refuse, name="refuse"),
    path("granska/oplacerad/<int:pk>/ta-bort/", views.drop, name="drop"),
    path("granska/avvikelse/<int:pk>/sedd/", views.see, name="see"),
]
