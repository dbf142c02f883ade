from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("preparing", "0009_calendars_taken_away"),
    ]

    operations = [
        migrations.AddField(
            model_name="standingitem",
            name="sections",
            field=models.JSONField(blank=True, default=list, verbose_name="avsnitt"),
        ),
    ]
