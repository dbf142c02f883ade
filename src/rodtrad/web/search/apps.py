from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "rodtrad.web.search"
    verbose_name = "Sökning"

    def ready(self) -> None:
        from rodtrad.web.search import following  # noqa: F401 - it connects itself, once all models are there
