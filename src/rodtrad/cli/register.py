"""The commands that work on the register. Importing this module needs no Django; its functions set it up."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rodtrad.cli.finding import Found, find
from rodtrad.cli.progress import progress
from rodtrad.cli.swedish import WRONG_CALL, Failed, named
from rodtrad.reading.limits import BadSetting, Limits

if TYPE_CHECKING:
    from rodtrad.web.accounts.models import User
    from rodtrad.web.review.importing import ImportSummary

# The account that ./start makes on a new register. RFC 2606 keeps .invalid free: no post goes astray.
FIRST_ACCOUNT = "admin@rodtrad.invalid"


def open_register(*, renew_search: bool = True) -> None:
    """Set Django up and bring the database to this version, backed up first where it is an older one's.

    `renew_search`: make the search index anew where another version made it, which takes minutes for a large register.

    Raises Failed where a setting or the database is wrong, or the backup cannot be made.
    """
    with opening():
        from django.core.management import call_command

        from rodtrad.web.backup import before_migrating
        from rodtrad.web.review.concluding import conclude_anew

        kept = before_migrating()
        if kept:
            click.echo(f"Registret är från en äldre version och förs till den här. Säkerhetskopia: {kept}", err=True)
        call_command("migrate", verbosity=0, interactive=False)
        conclude_anew()
        if renew_search:
            _renew_search()


def register_there() -> tuple[str, bool]:
    """The name of the register's database, and whether it holds one already."""
    with opening():
        from django.db import connection

        name = str(connection.settings_dict["NAME"])
        # To ask SQLite would write into the file.
        is_empty = connection.vendor == "sqlite" and not (Path(name).is_file() and Path(name).stat().st_size)
        return name, not is_empty and "django_migrations" in connection.introspection.table_names()


def need_register() -> None:
    """Raise Failed where there is no register, for commands that are of no use without one."""
    name, is_there = register_there()
    if not is_there:
        raise Failed(
            f"Det finns inget register i {name}. Kör ./start eller rodtrad import MAPP, eller peka ut det med "
            "RODTRAD_DATA eller DATABASE_URL."
        )


@contextmanager
def opening() -> Iterator[None]:
    """Set Django up, and tell as Failed what is wrong with settings and database, then and within the block."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodtrad.web.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        Limits.from_environment()
        django.setup()
    except (ImproperlyConfigured, BadSetting) as error:
        raise Failed(str(error), WRONG_CALL) from error
    from django.db import DatabaseError

    from rodtrad.web.backup import BackupError

    try:
        yield
    except BackupError as error:
        raise Failed(str(error)) from error
    except DatabaseError as error:
        raise Failed(
            f"Databasen kan inte öppnas eller skrivas ({error}). Se efter att den är igång, att disken inte är full "
            "och att du har rätt till den."
        ) from error


def _renew_search() -> None:
    """Make the search index of a register anew where another version of the program made it, or none."""
    from rodtrad.web.documents.models import Document
    from rodtrad.web.search.actions import is_current, renew

    if not is_current() and (documents := Document.objects.count()):
        with progress("Bygger sökindex", documents) as advance:
            renew(progress=lambda name: advance(Path(name)))


def import_documents(paths: list[Path], *, jobs: int) -> int:
    """Read documents into the register and tell what was found; returns the exit code."""
    found = find(paths, own_files_do=True)
    name, was_there = register_there()
    open_register()
    if not was_there:
        click.echo(f"Ett nytt register är gjort: {named(name)}", err=True)
    summary = import_found(found, jobs)
    tell(summary)
    return tell_failures(found, summary)


def import_found(found: Found, jobs: int) -> ImportSummary:
    from django.db import DatabaseError

    from rodtrad.web.review.importing import import_paths

    try:
        parties, bodies = _add_parties_and_bodies(found)
        with progress("Läser in", len(found.documents)) as advance:
            summary = import_paths(
                found.documents, by=None, jobs=jobs, progress=lambda done, total, path: advance(path)
            )
        summary.parties, summary.bodies = parties, bodies
        return summary
    except DatabaseError as error:
        raise Failed(
            f"Databasen kunde inte spara ({error}). Det som var klart finns kvar; se efter att disken inte är full "
            "och kör kommandot igen."
        ) from error


def _add_parties_and_bodies(found: Found) -> tuple[int, int]:
    """What the folders' own files tell, before the documents that name it: how many of each are new or changed."""
    from rodtrad.web.bodies.actions import add_bodies, add_parties

    return _added(found.parties_files, add_parties), _added(found.bodies_files, add_bodies)


def _added(files: Iterable[Path], add: Callable[..., int]) -> int:
    from rodtrad.web.bodies.bodies_file import NoBodiesFile
    from rodtrad.web.bodies.parties_file import NoPartiesFile

    added = 0
    for path in files:
        try:
            added += add(path=path, by=None)
        except (NoPartiesFile, NoBodiesFile, OSError, UnicodeDecodeError) as error:
            raise Failed(f"{path}: {error} Rätta filen, eller ta bort den ur mappen.") from error
    return added


def tell(summary: ImportSummary) -> None:
    """What an import did, on standard output."""
    counts = (
        (summary.parties, "huvudman tillagd", "huvudmän tillagda"),
        (summary.bodies, "organ tillagt eller ändrat", "organ tillagda eller ändrade"),
        (summary.documents, "dokument inläst", "dokument inlästa"),
        (summary.new_versions, "av dem en ny version", "av dem nya versioner"),
        (summary.unchanged, "redan inläst", "redan inlästa"),
        (summary.meetings, "möte", "möten"),
        (summary.decisions, "beslut", "beslut"),
        (summary.assignments, "uppdrag", "uppdrag"),
        (summary.agreements, "avtal", "avtal"),
        (summary.plans, "handlingsplan", "handlingsplaner"),
        (summary.activities, "aktivitet", "aktiviteter"),
        (summary.issues, "avvikelse att se över", "avvikelser att se över"),
    )
    for count, one, many in counts:
        if count:
            click.echo(f"{count:>6} {one if count == 1 else many}")


def tell_failures(found: Found, summary: ImportSummary) -> int:
    """What was not read, on standard error; returns the exit code."""
    failures = [*found.failures, *((one.path, one.reason) for one in summary.not_read)]
    for path, reason in failures:
        click.echo(f"{named(path)}: {reason}", err=True)
    return 1 if failures else 0


def reread_documents(keys: Sequence[int], *, jobs: int) -> int:
    """Read documents again, those with these keys or all that are outdated; returns the exit code."""
    need_register()
    open_register()
    from rodtrad.web.documents.models import Document
    from rodtrad.web.review.rereading import read_again, to_read_again

    documents = list(Document.objects.with_current().filter(pk__in=keys)) if keys else to_read_again()
    if missing := set(keys) - {document.pk for document in documents}:
        raise Failed(f"Det finns inget dokument med nummer {', '.join(map(str, sorted(missing)))}.", WRONG_CALL)
    with progress("Läser om", len(documents)) as advance:
        done = read_again(documents, by=None, jobs=jobs, progress=lambda document: advance(Path(document.name)))
    click.echo(f"{done.documents:>6} dokument omläst{'a' if done.documents != 1 else ''}")
    click.echo(f"{done.changes:>6} ändringar i {done.changed} av dem: se Att se över")
    for document, reason in done.failed:
        click.echo(f"{document.name}: {reason}", err=True)
    return 1 if done.failed else 0


def clear_kept_pictures() -> int:
    """Delete the pictures of pages that are kept and tell how many there were; returns the exit code."""
    need_register()
    open_register(renew_search=False)
    from rodtrad.web.documents.kept import clear

    try:
        count = clear()
    except OSError as error:
        raise Failed(f"Sidbilderna kunde inte tas bort ({error.strerror or error}).") from error
    files = "1 fil borttagen" if count == 1 else f"{count} filer borttagna"
    click.echo(f"{files}. Bilderna görs på nytt när någon ser på sidan.")
    return 0


def print_login_link(email: str | None, *, role: str | None, port: int, no_second_step: bool = False) -> int:
    """Print a link for an account; returns the exit code. `no_second_step`: nothing but the link is then asked for."""
    need_register()
    open_register(renew_search=False)
    with opening():
        account = _account(email, role)
        if no_second_step:
            _remove_second_step(account)
        click.echo(login_link(account, port))
    return 0


def _remove_second_step(user: User) -> None:
    from django.core.exceptions import ValidationError

    from rodtrad.web.accounts.actions import remove_second_step

    try:
        remove_second_step(user=user, by=None)
    except ValidationError as error:
        raise Failed(" ".join(error.messages)) from error


def login_link(user: User, port: int) -> str:
    """A whole address that logs `user` in once. Raises Failed for an account that is closed."""
    from django.conf import settings
    from django.core.exceptions import ValidationError

    from rodtrad.web.accounts.actions import create_login_link

    try:
        path = create_login_link(user=user, by=None)
    except ValidationError as error:
        raise Failed(" ".join(error.messages)) from error
    return f"{settings.ADDRESS}{path}" if settings.PUBLIC_HOSTS else f"http://127.0.0.1:{port}{path}"


def _account(email: str | None, role: str | None) -> User:
    from rodtrad.web.accounts.models import User

    if email is None:
        return first_administrator()
    if user := User.objects.filter(email=email.strip().lower()).first():
        return user
    if role is None:
        raise Failed(f"Det finns inget konto med adressen {email}. Lägg till --create reader för att lägga upp det.")
    return _new_account(email, role)


def _new_account(email: str, role: str) -> User:
    from django.core.exceptions import ValidationError

    from rodtrad.web.accounts.actions import create_user

    try:
        return create_user(email=email, name=email.partition("@")[0], role=role, by=None)
    except ValidationError as error:
        raise Failed(f"{email}: {' '.join(error.messages)}", WRONG_CALL) from error


def first_administrator() -> User:
    """The first account that may log in as administrator; made on a register that has no accounts."""
    from rodtrad.web.accounts.models import Role, User

    if user := User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk").first():
        return user
    if User.objects.exists():
        raise Failed(
            "Ingen administratör kan logga in. Ange en adress: rodtrad login-link E-POST --create administrator"
        )
    return _new_account(FIRST_ACCOUNT, Role.ADMINISTRATOR)
