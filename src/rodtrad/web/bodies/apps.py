from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "rodtrad.web.bodies"
    verbose_name = "Organ"
