from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "rodtrad.web.people"
    verbose_name = "Användare"
