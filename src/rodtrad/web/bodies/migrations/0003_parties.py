"""The 21 counties, 21 regions and 290 municipalities; codes and names from Statistics Sweden."""

from importlib.resources import files

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from rodtrad.web.bodies.parties_file import add_missing


def add_parties(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    text = (files("rodtrad") / "reading" / "data" / "kommuner.csv").read_text(encoding="utf-8")
    add_missing(text, apps.get_model("bodies", "County"), apps.get_model("bodies", "Party"))


class Migration(migrations.Migration):
    dependencies = [("bodies", "0002_sources")]
    operations = [migrations.RunPython(add_parties, migrations.RunPython.noop)]
