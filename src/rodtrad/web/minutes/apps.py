from django.apps import AppConfig


class MinutesConfig(AppConfig):
    name = "rodtrad.web.minutes"
    verbose_name = "Protokoll"
