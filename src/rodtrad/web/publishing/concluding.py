"""What a register concludes by itself, drawn again when another version of the program has brought it to its form."""

from django.db import transaction
from django.db.migrations.recorder import MigrationRecorder

from rodtrad.web.bodies.models import Person
from rodtrad.web.publishing.actions import tell_anew
from rodtrad.web.review.models import Concluded
from rodtrad.web.review.seats import settle_all
from rodtrad.web.search.actions import index_persons
from rodtrad.web.turns import wait_for_turn


def conclude_anew() -> None:
    """Conclude what this version concludes better than the one that made the register, once after every migration.

    A process that dies meanwhile has done nothing, and the next one does it.
    """
    if _is_concluded():
        return
    with transaction.atomic():
        wait_for_turn()
        if _is_concluded():  # by another host, while we waited
            return
        index_persons(persons=Person.objects.filter(pk__in=settle_all()))
        tell_anew()
        Concluded.objects.update_or_create(pk=1, defaults={"migration": _latest_migration()})


def _is_concluded() -> bool:
    return Concluded.objects.filter(migration=_latest_migration()).exists()


def _latest_migration() -> str:
    latest = MigrationRecorder.Migration.objects.latest("id")
    return f"{latest.app}.{latest.name}"
