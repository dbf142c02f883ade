from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0002_turns"),
    ]

    operations = [
        migrations.AlterField(
            model_name="upload",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "Köad"),
                    ("reading", "Läses"),
                    ("done", "Klar"),
                    ("known", "Finns redan"),
                    ("failed", "Kunde inte läsas"),
                    ("removed", "Borttagen"),
                ],
                default="queued",
                max_length=20,
                verbose_name="läge",
            ),
        ),
    ]
