import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("documents", "0005_unread_settled"),
    ]

    operations = [
        migrations.CreateModel(
            name="Removed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("document_key", models.BigIntegerField(db_index=True, verbose_name="dokument")),
                ("name", models.CharField(max_length=255, verbose_name="filnamn")),
                ("sha256", models.CharField(db_index=True, max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveBigIntegerField(verbose_name="storlek")),
                ("added_at", models.DateTimeField(verbose_name="inläst")),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.change",
                        verbose_name="ändring",
                    ),
                ),
            ],
            options={
                "verbose_name": "borttaget dokument",
                "verbose_name_plural": "borttagna dokument",
                "ordering": ("-pk",),
            },
        ),
    ]
