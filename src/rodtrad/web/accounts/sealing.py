"""What the database must keep and yet not give away: a copy of it opens nothing without the installation's key."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac


class SealedByAnotherKey(ValueError):
    """It was sealed while the installation had another secret key."""


def seal(text: str) -> str:
    """A text that only `unseal` reads."""
    return _fernet().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again. Raises SealedByAnotherKey."""
    try:
        return _fernet().decrypt(sealed).decode()
    except InvalidToken as error:
        raise SealedByAnotherKey("sealed by another key, or damaged") from error


def _fernet() -> Fernet:
    return Fernet(urlsafe_b64encode(salted_hmac("rodtrad.sealing", "", algorithm="sha256").digest()))
