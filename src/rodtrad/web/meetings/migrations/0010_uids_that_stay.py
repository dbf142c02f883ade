"""Meetings get a UID of their own, which a changed host name no longer changes. Those that calendars know already keep
what they are known by there."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

import rodtrad.web.meetings.models.meeting


def keep_what_is_known(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    meetings = apps.get_model("meetings", "Meeting").objects.filter(held_for__isnull=False)
    host = urlsplit(settings.ADDRESS).hostname
    known = Concat(Value("meeting-"), Cast("pk", CharField()), Value(f"@{host}"))
    meetings.using(schema_editor.connection.alias).update(uid=known)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0009_unmasked_texts")]

    operations = [
        # Of those read from documents, which no calendar has, none needs one.
        migrations.AddField(
            "meeting",
            "uid",
            models.CharField("UID i kalendrar", default="", max_length=300, editable=False),
        ),
        migrations.RunPython(keep_what_is_known, migrations.RunPython.noop),
        migrations.AlterField(
            "meeting",
            "uid",
            models.CharField(
                "UID i kalendrar",
                default=rodtrad.web.meetings.models.meeting.new_uid,
                max_length=300,
                editable=False,
            ),
        ),
    ]
