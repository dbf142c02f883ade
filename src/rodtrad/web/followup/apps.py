from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "rodtrad.web.followup"
    verbose_name = "Uppföljning"
