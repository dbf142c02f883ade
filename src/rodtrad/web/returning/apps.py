from django.apps import AppConfig


class ReturningConfig(AppConfig):
    name = "rodtrad.web.returning"
    verbose_name = "Protokoll från Word"
