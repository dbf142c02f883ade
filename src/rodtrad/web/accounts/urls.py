from django.urls import path

from rodtrad.web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("logga-in/", views.log_in, name="login"),
    path("logga-ut/", views.log_out, name="logout"),
    path("lank/<str:token>/", views.link, name="link"),
    path("losenfras/", views.passphrase, name="passphrase"),
    path("anvandare/", views.users, name="users"),
    path("anvandare/<int:pk>/lank/", views.make_link, name="make-link"),
    path("anvandare/<int:pk>/oppen/", views.set_active, name="set-active"),
]
