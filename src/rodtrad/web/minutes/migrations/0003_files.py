from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr


def name_by_folder(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What was a hash becomes the name under which the storage keeps the file, so that backups know of it."""
    versions = apps.get_model("minutes", "MinutesVersion").objects.exclude(file__contains="/")
    versions.update(file=Concat(Substr("file", 1, 2), Value("/"), F("file"), output_field=models.CharField()))


class Migration(migrations.Migration):
    dependencies = [
        ("minutes", "0002_additions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="minutesversion",
            name="file",
            field=models.FileField(editable=False, max_length=200, upload_to="", verbose_name="fil"),
        ),
        migrations.RunPython(name_by_folder, migrations.RunPython.noop),
    ]
