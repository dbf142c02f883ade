from django.urls import path

from rodtrad.web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("logga-in/", views.log_in, name="login"),
    path("logga-in/organisation/<slug:key>/", views.organisation, name="organisation"),
    path("logga-ut/", views.log_out, name="logout"),
    path("lank/<str:token>/", views.link, name="link"),
    path("losenfras/", views.passphrase, name="passphrase"),
]
