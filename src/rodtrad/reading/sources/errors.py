"""What stops a file from being read."""

from typing import Literal

Code = Literal[
    "empty",
    "too-large",
    "wrong-ending",
    "unsupported-format",
    "binary",
    "undecodable",
    "too-heavy",
    "unpacks-too-large",
    "crashed",
    "missing",
    "encrypted",
    "broken",
    "pictures-only",
    "no-office",
    "too-many-pages",
]


class Unreadable(Exception):
    """A file that could not be read. `message`: a Swedish sentence or two, what is wrong and what can be done."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code: Code = code
        self.message = message


def size_in_words(size: int) -> str:
    """A number of bytes for people: "812 byte", "34 kB", "21,4 MB" (decimal prefixes, as file managers show)."""
    if size < 1_000:
        return f"{size} byte"
    if size < 1_000_000:
        return f"{size / 1_000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",").replace(",0 ", " ")


def too_large(size: int, limit: int) -> Unreadable:
    """The error of a file of `size` bytes where `limit` is the most."""
    return Unreadable(
        "too-large",
        f"Filen är {size_in_words(size)} och gränsen är {size_in_words(limit)}. "
        "Dela upp den, eller höj gränsen med inställningen RODTRAD_MAX_BYTES.",
    )


def encrypted() -> Unreadable:
    """The error of a file that asks for a password."""
    return Unreadable(
        "encrypted",
        "Filen är skyddad med lösenord. Öppna den, ta bort lösenordet, spara och försök igen.",
    )


def empty() -> Unreadable:
    """The error of a file that holds nothing."""
    return Unreadable("empty", "Filen är tom. Kontrollera att rätt fil sparades och försök igen.")


def no_office() -> Unreadable:
    """The error of a file that only LibreOffice can open, where it is not installed."""
    return Unreadable(
        "no-office",
        "Filen är RTF eller äldre Word (.doc) och läses med hjälp av LibreOffice, som inte finns på den här datorn. "
        "Installera LibreOffice (sudo apt install libreoffice-writer-nogui), eller spara filen som .docx, "
        "och försök igen.",
    )
