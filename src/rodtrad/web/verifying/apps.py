from django.apps import AppConfig


class VerifyingConfig(AppConfig):
    name = "rodtrad.web.verifying"
    verbose_name = "Justering och underskrift"
