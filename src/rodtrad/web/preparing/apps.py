from django.apps import AppConfig


class PreparingConfig(AppConfig):
    name = "rodtrad.web.preparing"
    verbose_name = "Beredning"
