from django.urls import path

from rodtrad.web.verifying import views
from rodtrad.web.verifying.public import check

app_name = "verifying"
urlpatterns = [
    path("kontrollera/", check, name="check"),
    path("moten/<int:pk>/justering/", views.verification, name="verification"),
    path("moten/<int:pk>/justering/skicka/", views.send, name="send"),
    path("justering/<int:pk>/aterkalla/", views.recall_it, name="recall"),
    path("svar/<int:pk>/godkann/", views.approve_it, name="approve"),
    path("svar/<int:pk>/aterstand/", views.send_it_back, name="send-back"),
    path("moten/<int:pk>/justering/kommentar/", views.remark_on, name="remark"),
    path("kommentarer/<int:pk>/atgardad/", views.settle_it, name="settle"),
    path("moten/<int:pk>/ratta/", views.corrections, name="correct"),
    path("moten/<int:pk>/underskrift/", views.sign_it, name="sign"),
    path("moten/<int:pk>/underskrift/protokoll.pdf", views.to_sign, name="to-sign"),
    path("moten/<int:pk>/underskrift/mottagen/", views.returned, name="returned"),
    path("underskrifter/<int:pk>/protokoll.pdf", views.signed, name="signed"),
]
