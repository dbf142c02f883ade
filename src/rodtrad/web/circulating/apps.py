from django.apps import AppConfig


class CirculatingConfig(AppConfig):
    name = "rodtrad.web.circulating"
    verbose_name = "Beslut via e-post"
