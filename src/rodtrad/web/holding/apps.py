from django.apps import AppConfig


class HoldingConfig(AppConfig):
    name = "rodtrad.web.holding"
    verbose_name = "Mötet"
