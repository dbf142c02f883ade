from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0004_accepted"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="settled_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="avklarad"),
        ),
    ]
