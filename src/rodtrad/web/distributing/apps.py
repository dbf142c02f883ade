from django.apps import AppConfig


class DistributingConfig(AppConfig):
    name = "rodtrad.web.distributing"
    verbose_name = "Expediering"
