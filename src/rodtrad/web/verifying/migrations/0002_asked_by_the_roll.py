from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("verifying", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="by_roll",
            field=models.BooleanField(default=False, editable=False, verbose_name="enligt närvaron"),
        ),
    ]
