from django.apps import AppConfig


class MailingConfig(AppConfig):
    name = "rodtrad.web.mailing"
    verbose_name = "Post"
