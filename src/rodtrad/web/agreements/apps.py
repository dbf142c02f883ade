from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "rodtrad.web.agreements"
    verbose_name = "Överenskommelser"
