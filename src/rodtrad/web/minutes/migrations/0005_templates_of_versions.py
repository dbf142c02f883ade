from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def keep_those_known(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What was made since its body handed in the template that it has; which one was there before nobody knows."""
    versions = apps.get_model("minutes", "MinutesVersion").objects
    for template in apps.get_model("minutes", "WordTemplate").objects.all():
        since = versions.filter(meeting__held_for=template.body_id, made_at__gte=template.at)
        since.update(template=template.file.name)


class Migration(migrations.Migration):
    dependencies = [
        ("minutes", "0004_word_templates"),
    ]

    operations = [
        migrations.AddField(
            model_name="minutesversion",
            name="template",
            field=models.FileField(blank=True, editable=False, max_length=200, upload_to="", verbose_name="Wordmall"),
        ),
        migrations.RunPython(keep_those_known, migrations.RunPython.noop),
    ]
