"""Addresses and secrets are sealed; a message names its notice by the notice's key.

So the two can be written together, before either has its number.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery

import workflow.sealed

RULE = "a_message_goes_to_a_person_or_to_an_endpoint"


def name_notices(apps, schema_editor):
    notice = apps.get_model("cases", "Notice").objects.filter(pk=OuterRef("notice"))
    apps.get_model("cases", "CaseMessage").objects.exclude(notice=None).update(
        told_id=Subquery(notice.values("key"))
    )


def number_notices(apps, schema_editor):
    notice = apps.get_model("cases", "Notice").objects.filter(key=OuterRef("told"))
    apps.get_model("cases", "CaseMessage").objects.exclude(told=None).update(
        notice_id=Subquery(notice.values("pk"))
    )


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0005_endpoints_and_notices_of_the_house"),
    ]

    operations = [
        migrations.AddField(
            model_name="endpoint",
            name="url",
            field=workflow.sealed.SealedField(blank=True, max_length=500, null=True, verbose_name="address"),
        ),
        migrations.AddField(
            model_name="endpoint",
            name="secret",
            field=workflow.sealed.SealedField(blank=True, max_length=200, null=True, verbose_name="secret"),
        ),
        migrations.AddField(
            model_name="user",
            name="phone",
            field=workflow.sealed.SealedField(blank=True, max_length=20, null=True, verbose_name="mobile number"),
        ),
        # No page but one needs a person's number: the usual door leaves it sealed.
        migrations.AlterModelManagers(name="user", managers=[]),
        migrations.AlterField(
            model_name="notice",
            name="about",
            field=models.CharField(choices=[("limit", "a limit of a case"), ("calendar", "the calendar"), ("test", "a test of the channel")], default="limit", max_length=10, verbose_name="about"),
        ),
        migrations.RemoveConstraint(model_name="casemessage", name=RULE),
        migrations.AddField(
            model_name="casemessage",
            name="told",
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.notice", to_field="key"),
        ),
        migrations.RunPython(name_notices, number_notices),
        migrations.RemoveField(model_name="casemessage", name="notice"),
        migrations.RenameField(model_name="casemessage", old_name="told", new_name="notice"),
        migrations.AlterField(
            model_name="casemessage",
            name="notice",
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="cases.notice", to_field="key"),
        ),
        migrations.AddConstraint(
            model_name="casemessage",
            constraint=models.CheckConstraint(name=RULE, condition=Q(notice__isnull=False, endpoint=None) | Q(notice=None, endpoint__isnull=False)),
        ),
    ]
