from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "rodtrad.web.accounts"
    verbose_name = "Konton"

    def ready(self) -> None:
        from rodtrad.web.accounts import signals  # noqa: F401  # it listens as soon as it is there
