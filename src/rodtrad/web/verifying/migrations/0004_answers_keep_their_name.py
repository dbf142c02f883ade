from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def keep_names(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """No account could get another name before."""
    answers = apps.get_model("verifying", "Answer").objects.exclude(kind="").select_related("user")
    for answer in answers:
        answer.name = answer.user.name or answer.user.email
        answer.save(update_fields=["name"])


class Migration(migrations.Migration):
    dependencies = [
        ("verifying", "0003_recalled"),
    ]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="name",
            field=models.CharField(blank=True, editable=False, max_length=254, verbose_name="namn"),
        ),
        migrations.RunPython(keep_names, migrations.RunPython.noop, elidable=True),
    ]
