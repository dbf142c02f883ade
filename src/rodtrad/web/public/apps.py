from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "rodtrad.web.public"
    verbose_name = "Startsida"
