"""The State Council's notices of rest days that ship with this version."""

from django.db import migrations

from workflow.shipped import load_shipped_calendar


def load(apps, schema_editor):
    load_shipped_calendar(
        apps.get_model("workflow", "CalendarNotice"), apps.get_model("workflow", "CalendarDay")
    )


class Migration(migrations.Migration):
    dependencies = [("workflow", "0002_audit_chain_is_append_only")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
