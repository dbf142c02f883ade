from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "rodtrad.web.accounts"
    verbose_name = "Konton"

    def ready(self) -> None:
        # They connect themselves, once all models are there.
        from rodtrad.web.accounts import signals, visits  # noqa: F401 - as above
