from django.apps import AppConfig


class LetterheadsConfig(AppConfig):
    name = "rodtrad.web.letterheads"
    verbose_name = "Länens logotyper"
