from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "rodtrad.web.accounts"
    verbose_name = "Konton"
