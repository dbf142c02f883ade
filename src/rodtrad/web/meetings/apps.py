from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "rodtrad.web.meetings"
    verbose_name = "Möten"
