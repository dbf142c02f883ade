from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="begun_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="påbörjad"),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(fields=["added_by", "-begun_at"], name="upload_served"),
        ),
    ]
