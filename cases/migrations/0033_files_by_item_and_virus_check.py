"""Files are tied to an item of the checklist and looked at for viruses; originals are noted.

What was kept before counts as not checked: the job looks at it once a scanner is set.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ITEMS = [
    ("identity", "Proof of identity"),
    ("application_form", "Application form"),
    ("means_statement", "Statement of financial hardship"),
    ("case_evidence", "Papers about the case"),
    ("group_proof", "Proof of belonging to a group"),
    ("agent_proof", "Proof of the agent's authority"),
]


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0032_searches_by_number"),
    ]

    operations = [
        migrations.AddField("attachment", "item", models.CharField("item", blank=True, choices=ITEMS, default="", max_length=20), preserve_default=False),
        migrations.AddField("attachment", "active", models.BooleanField("holds scripts or files", default=False)),
        migrations.AddField(
            "attachment",
            "scan",
            models.CharField(
                "virus check",
                choices=[
                    ("off", "not checked for viruses"),
                    ("waiting", "not checked for viruses yet"),
                    ("clean", "checked for viruses"),
                    ("infected", "holds a virus"),
                ],
                default="off",
                max_length=10,
            ),
        ),
        migrations.AddField("attachment", "scanned_at", models.DateTimeField("checked at", blank=True, null=True)),
        migrations.AlterField("attachment", "sha256", models.CharField("digest", db_index=True, max_length=64)),
        migrations.AddIndex(
            "attachment",
            models.Index(
                fields=["id"],
                name="attachment_to_scan",
                condition=models.Q(("scan__in", ["waiting", "off"])),
            ),
        ),
        migrations.CreateModel(
            name="OriginalSeen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.CharField("item", choices=ITEMS, max_length=20)),
                ("at", models.DateTimeField("seen at")),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="originals", to="cases.case")),
            ],
            options={
                "verbose_name": "original that was seen",
                "verbose_name_plural": "originals that were seen",
                "constraints": [
                    models.UniqueConstraint(fields=("case", "item"), name="an_original_is_seen_once")
                ],
            },
        ),
    ]
