from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "rodtrad.web.publishing"
    verbose_name = "Publicering"
