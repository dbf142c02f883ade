"""Where people say what documents don't. Bodies, parties and persons themselves are shown in `public.about`."""

from django.urls import path

from rodtrad.web.bodies import views

app_name = "bodies_edit"
urlpatterns = [
    path("organ/nytt/", views.new_body, name="new-body"),
    path("organ/<int:pk>/andra/", views.edit_body, name="body"),
    path("organ/<int:pk>/roller/", views.roles, name="roles"),
    path("organ/<int:pk>/roller/bjud-in/", views.invite, name="invite"),
    path("roller/<int:pk>/bjud-in/", views.invite_member_again, name="invite-again"),
    path("roller/<int:pk>/andra/", views.edit_role, name="role"),
    path("roller/<int:pk>/avsluta/", views.end_membership, name="end-role"),
    path("platser/<int:pk>/andra/", views.edit_seat, name="seat"),
]
