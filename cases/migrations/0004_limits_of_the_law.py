"""Once loaded the limits that ship: since 0005 they come after every migrate (workflow.apps)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_what_the_database_holds"),
        ("workflow", "0003_calendar_2019_to_2026"),
    ]

    operations = []
