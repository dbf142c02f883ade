"""The web server, and all that ./start does before it."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

import rodtrad
from rodtrad.cli.finding import find
from rodtrad.cli.keeper import start_keeper
from rodtrad.cli.register import (
    first_administrator,
    import_found,
    login_link,
    open_register,
    register_there,
    tell,
    tell_failures,
)
from rodtrad.cli.swedish import WRONG_CALL, Failed, in_words
from rodtrad.reading.confinement.trial import shortcomings

SAMPLES = Path(rodtrad.__file__).parents[2] / "samples"
# A register is read far more than written; threads wait for the database at the same time.
THREADS = 8


def serve_web(host: str, port: int) -> NoReturn:
    """Serve until interrupted."""
    check_port(host, port)
    open_register()
    _serve(host, port)


def start_all(folder: Path | None, *, host: str, port: int, jobs: int) -> NoReturn:
    """Prepare the register, read a folder into it, print a link to log in with, and serve."""
    check_port(host, port)
    # What is told here scrolls past as the web starts; a mistyped folder must not look like an empty register.
    if folder and not folder.exists():
        raise Failed(f"{folder} finns inte. Ange en mapp med protokoll, eller ingen för exemplen.", WRONG_CALL)
    found = find([folder or SAMPLES] if folder or SAMPLES.is_dir() else [], own_files_do=True)
    if not register_there()[1]:  # it takes half a minute, in which nothing else is said
        click.echo(f"Gör ett nytt register och läser {len(found.documents)} dokument …")
    open_register()
    summary = import_found(found, jobs)
    tell(summary)
    tell_failures(found, summary)
    click.echo(f"\nLogga in med den här länken (den gäller en gång):\n  {login_link(first_administrator(), port)}\n")
    _serve(host, port)


def check_port(host: str, port: int) -> None:
    """Raises Failed where the address can't be listened to, before anything else is done."""
    try:
        with socket.create_server((host, port)):
            return
    except OSError as error:
        taken = f"Porten {port} är upptagen eller får inte användas ({in_words(error)})."
        raise Failed(
            f"{taken} Välj en annan med --port, till exempel --port {port + 1 if port > 1024 else 8001}."
        ) from error


def _serve(host: str, port: int) -> NoReturn:
    """Become the web server: one process, whose worker opens its own connections to the database.

    What reads the documents that are handed in there is started first, and ends with it.
    """
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    call_command("collectstatic", verbosity=0, interactive=False)
    _tell_shortcomings()
    connections.close_all()
    start_keeper()
    click.echo(f"Rödtråd visas på http://{host}:{port}/ – avsluta med Ctrl+C.")
    sys.stdout.flush()
    command = [
        sys.executable,
        "-P",
        "-m",
        "gunicorn",
        "rodtrad.web.wsgi",
        *gunicorn_options(host, port, settings.PROXIES),
    ]
    os.execv(sys.executable, command)  # noqa: S606  # our own interpreter, and a host and port that were just bound


def _tell_shortcomings() -> None:
    """What hostile files could do here, as far as this machine can't keep them from it."""
    for number, sentence in enumerate(shortcomings()):
        click.echo(sentence if number else f"Obs! Skyddet mot fientliga filer är inte helt här. {sentence}", err=True)


def gunicorn_options(host: str, port: int, proxies: Sequence[str]) -> list[str]:
    """How gunicorn is called. `proxies`: addresses whose word on http or https counts.

    Without it a page behind a proxy that ends TLS would be sent on to itself for ever.
    """
    options = ["--bind", f"{host}:{port}", "--threads", str(THREADS), "--log-level", "warning"]
    options.append("--no-control-socket")  # it would be written in the home folder
    return [*options, "--forwarded-allow-ips", ",".join(proxies)] if proxies else options
