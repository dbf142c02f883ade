"""Makes an installation as `./start` does: database, static files, the samples read by the real reader, a user.

Run as `python -m tests.journeys.prepare FOLDER…` in the installation's environment; prints two login links' paths.
"""

import os
import sys
from pathlib import Path

import django
from django.core.management import call_command

from rodtrad.cli.finding import find
from rodtrad.cli.register import import_found

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodtrad.web.settings")

ON_PAPER = "papper.pdf"


def prepare(folders: list[Path]) -> list[str]:
    """The paths of an administrator's two login links. Raises RuntimeError where a sample could not be read."""
    from rodtrad.web.accounts import actions  # needs django.setup

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    summary = import_found(find(folders), jobs=2)
    if summary.not_read:
        raise RuntimeError(f"not read: {summary.not_read}")
    make_paper()
    read_again_one_of_two()
    user = actions.create_user(email="siv@example.se", name="Siv Exempel", role="administrator", by=None)
    return [actions.create_login_link(user=user, by=None) for _ in range(2)]


def make_paper() -> None:
    """A document of three pages on paper, with a decision on the second."""
    from tests import factories

    record = factories.on_paper(factories.minutes(body="Pappersgruppen", assignments=[]))
    factories.enter(record, name=ON_PAPER, pages=3, data=factories.pdf_of(3))


def read_again_one_of_two() -> None:
    """Two documents that an older reader read, of which the present one has something otherwise in the first."""
    from rodtrad.web.documents.models import Document, Finding, Version
    from rodtrad.web.review.rereading import read_again

    two = list(Document.objects.filter(name__startswith="hjalpmedelsgruppen").order_by("name")[:2])
    Version.objects.filter(document__in=two).update(reader_version="0.0.1")
    decision = Finding.objects.filter(version__document=two[0], kind="decision").first()
    if decision is None:
        raise RuntimeError("the sample has no decision")
    decision.value["text"] += " och mer därtill"
    decision.save()
    read_again(two[:1], by=None)


if __name__ == "__main__":
    django.setup()
    print(*prepare([Path(folder) for folder in sys.argv[1:]]))
