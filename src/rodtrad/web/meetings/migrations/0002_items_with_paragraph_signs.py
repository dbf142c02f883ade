import re
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def has_sign(number: str, text: str, title: int) -> bool:
    """Whether the number before a title that begins there is printed with a §, as it was asked when this was written."""
    before = text[max(0, title - 40) : title]
    return bool(re.search(rf"(§\s*{re.escape(number)}|\b{re.escape(number)}\s*§)\W*$", before))


def look(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Look for the sign at the items that were entered before anybody asked."""
    items: Any = apps.get_model("meetings", "Item").objects.exclude(number="").exclude(finding=None)
    for item in items.select_related("finding__version").defer("finding__version__record").iterator(chunk_size=100):
        if has_sign(item.number, item.finding.version.text, item.finding.first_char):
            item.is_paragraph = True
            item.save(update_fields=["is_paragraph"])


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="item",
            name="is_paragraph",
            field=models.BooleanField(default=False, verbose_name="är en paragraf"),
        ),
        migrations.RunPython(look, migrations.RunPython.noop),
    ]
