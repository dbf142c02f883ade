"""The index of tokens, which each database has its own way to make; the entries follow when the register is opened."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from rodtrad.web.search.engine import drop_index, make_index


def make(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    make_index(schema_editor.connection)


def drop(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    drop_index(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
