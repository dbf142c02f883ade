from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "rodtrad.web.intake"
    verbose_name = "Inläsning"
