"""What stops a document from being made."""


class SourceError(ValueError):
    """A source that cannot be followed. Its words name the file and the line, then what is wrong."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")


class NoOfficeError(RuntimeError):
    """LibreOffice is not on the machine, or did not do what it was asked."""
