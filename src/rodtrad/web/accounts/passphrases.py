"""What a passphrase must not be, said with the word that the pages use for it."""

from django.contrib.auth import password_validation


class NotShort(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Lösenfrasen är för kort. Den måste ha minst {self.min_length} tecken."


class NotCommon(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Lösenfrasen är en av de vanligaste. Välj en som är svårare att gissa."


class NotOnlyDigits(password_validation.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return "Lösenfrasen är bara siffror. Ta med ord."


class NotLikeTheUser(password_validation.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return "Lösenfrasen liknar ditt namn eller din e-postadress. Välj en annan."
