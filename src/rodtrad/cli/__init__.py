"""The command `rodtrad`. Exit codes: 0 all was read, 1 something was not, 2 the call was wrong, 130 interrupted."""

from rodtrad.cli.commands import main

__all__ = ["main"]
