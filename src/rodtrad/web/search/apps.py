from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "rodtrad.web.search"
    verbose_name = "Sökning"
