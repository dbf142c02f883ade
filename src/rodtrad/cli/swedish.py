"""Click in Swedish: help pages and what is wrong with a call. Its own texts are English, without translations."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import Any

import click

WRONG_CALL = 2
INTERRUPTED = 130


class Failed(Exception):
    """Stops a command. `message`: a Swedish sentence, what is wrong and what can be done."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


class _Swedish(click.Command):
    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        words = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[VAL]").replace("COMMAND", "KOMMANDO")
        formatter.write_usage(ctx.command_path, words.replace("[ARGS]", "[ARGUMENT]"), prefix="Användning: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        with formatter.section("Val"):
            formatter.write_dl([row for option in options if (row := option.get_help_record(ctx))])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Visa den här hjälpen."
        return option


class Command(_Swedish):
    """A command whose help is Swedish."""


class Group(_Swedish, click.Group):
    """A group of them."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        commands = [(name, command) for name, command in self.commands.items() if not command.hidden]
        with formatter.section("Kommandon"):
            formatter.write_dl([(name, command.get_short_help_str(limit=100)) for name, command in commands])


def run(group: click.Group, arguments: list[str] | None = None) -> int:
    """Run a command and tell what goes wrong on standard error; returns the exit code."""
    try:
        code = int(group.main(arguments, prog_name="rodtrad", standalone_mode=False) or 0)
        sys.stdout.flush()
        return code
    except Failed as error:
        return _told(str(error), error.code)
    except click.exceptions.NoArgsIsHelpError as error:
        return _told(error.format_message(), WRONG_CALL)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "rodtrad"
        return _told(f"{in_swedish(error)}\nSkriv ”{path} --help” för hjälp.", WRONG_CALL)
    except (KeyboardInterrupt, click.Abort):
        return _told("\nAvbrutet. Det som var klart finns kvar; kör kommandot igen för resten.", INTERRUPTED)
    except BrokenPipeError:
        # Who read our output has seen enough; nothing more can be written there, not even when Python ends.
        sys.stdout = None
        return 1
    except OSError as error:
        sys.stdout = None
        what = named(error.filename) if error.filename else "Det som skulle skrivas ut"
        return _told(f"{what} kunde inte läsas eller skrivas: {in_words(error)}.", 1)


def named(path: Path | str, *, shorten: bool = False) -> str:
    """A file's name as a terminal can be shown it: what would move its cursor or colour it stands as a sign."""
    return _harmless(click.format_filename(path, shorten=shorten))


def _harmless(text: str) -> str:
    return "".join(sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _told(message: str, code: int) -> int:
    click.echo(_harmless(message), err=True)
    return code


def in_swedish(error: click.UsageError) -> str:
    """What is wrong with a call, in a sentence."""
    if isinstance(error, click.NoSuchOption):
        near = f" Menade du {error.possibilities[0]}?" if error.possibilities else ""
        return f"Valet {error.option_name} finns inte.{near}"
    if isinstance(error, click.BadOptionUsage):
        return f"Valet {error.option_name} används fel: det ska ha ett värde, eller inget."
    if isinstance(error, click.MissingParameter):
        return f"{_called(error.param)} saknas."
    if isinstance(error, click.BadParameter):
        return f"{_called(error.param)}: {error.message}"
    if "No such command" in error.message:
        return f"Kommandot {error.message.split(chr(39))[1]} finns inte."
    if "unexpected extra argument" in error.message:
        return f"För många argument: {error.message.partition('(')[2].rstrip(').')}."
    return error.message


SYSTEM_SAYS = {
    "ENOENT": "den finns inte",
    "EACCES": "rättigheter saknas",
    "EPERM": "rättigheter saknas",
    "EROFS": "disken är skrivskyddad",
    "ENOSPC": "disken är full",
    "EDQUOT": "utrymmet är slut",
    "ENOTDIR": "en del av sökvägen är en fil",
    "EISDIR": "där ligger en mapp",
    "EEXIST": "där ligger redan en fil",
    "ENAMETOOLONG": "namnet är för långt",
    "EADDRINUSE": "ett annat program använder den",
    "EADDRNOTAVAIL": "adressen finns inte på den här datorn",
}


def in_words(error: OSError) -> str:
    """What the system says, in Swedish for what people meet."""
    return SYSTEM_SAYS.get(errno.errorcode.get(error.errno or 0, ""), error.strerror or str(error))


def _called(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Option):
        return f"Valet {parameter.opts[0]}"
    return str(parameter.make_metavar(click.Context(Command("")))) if parameter else "Ett argument"


class Number(click.ParamType[int]):
    """A whole number within bounds."""

    name = "N"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number = int(value)
        except ValueError:
            number = self.least - 1
        if not self.least <= number <= self.most:
            self.fail(f"”{value}” går inte. Skriv ett heltal från {self.least} till {self.most}.", param, ctx)
        return number

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "N"
