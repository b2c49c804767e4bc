"""Two cases that a reviewer has compared; and applicants are found by their whole name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0033_files_by_item_and_virus_check"),
    ]

    operations = [
        migrations.AddIndex("applicant", models.Index(fields=["name"], name="applicant_by_name")),
        migrations.CreateModel(
            name="LookedAt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField("reason", max_length=200)),
                ("at", models.DateTimeField("looked at")),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("first", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case")),
                ("second", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case")),
            ],
            options={
                "verbose_name": "likeness that was looked at",
                "verbose_name_plural": "likenesses that were looked at",
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="two_cases_are_told_apart_once"),
                    models.CheckConstraint(condition=models.Q(("first__lt", models.F("second"))), name="the_older_of_two_cases_comes_first"),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="two_cases_differ_for_a_reason"),
                ],
            },
        ),
    ]
