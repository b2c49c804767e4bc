"""The limits that ship with this version, as dated rows."""

from django.db import migrations

from cases.limits import SHIPPED
from workflow.shipped import load_shipped_rules


def load(apps, schema_editor):
    load_shipped_rules(apps.get_model("workflow", "LimitRule"), SHIPPED)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_what_the_database_holds"),
        ("workflow", "0003_calendar_2019_to_2026"),
    ]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
