from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "rodtrad.web.plans"
    verbose_name = "Handlingsplaner"
