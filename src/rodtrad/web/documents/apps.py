from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "rodtrad.web.documents"
    verbose_name = "Dokument"
