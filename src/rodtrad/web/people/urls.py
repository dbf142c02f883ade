from django.urls import path

from rodtrad.web.people import views

app_name = "people"
urlpatterns = [
    path("konto/anvandare/", views.users, name="users"),
    path("konto/anvandare/<int:pk>/andra/", views.edit_user, name="edit"),
    path("konto/anvandare/<int:pk>/bjud-in/", views.invite_user_again, name="invite-again"),
    path("konto/anvandare/<int:pk>/lank/", views.make_link, name="make-link"),
    path("konto/anvandare/<int:pk>/andra-steg/", views.take_second_step_away, name="take-second-step"),
    path("konto/anvandare/<int:pk>/oppen/", views.set_user_active, name="set-active"),
]
