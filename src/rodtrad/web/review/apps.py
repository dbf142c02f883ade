from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "rodtrad.web.review"
    verbose_name = "Granskning"
