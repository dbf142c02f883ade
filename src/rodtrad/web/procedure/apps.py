from django.apps import AppConfig


class ProcedureConfig(AppConfig):
    name = "rodtrad.web.procedure"
    verbose_name = "Organets arbetsordning"
