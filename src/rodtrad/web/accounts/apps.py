from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "rodtrad.web.accounts"
    verbose_name = "Konton"

    def ready(self) -> None:
        from rodtrad.web.accounts import visits  # noqa: F401 - it connects itself, once all models are there
