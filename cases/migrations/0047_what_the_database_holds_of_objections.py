"""An objection's status moves only beside its record; its records and its clocks' events are
append-only."""

from django.db import migrations

from workflow.triggers import guard_status, refuse_changes


class Migration(migrations.Migration):
    dependencies = [("cases", "0046_notices_about_objections")]

    operations = [
        migrations.RunPython(*refuse_changes("cases_objectiontransition")),
        migrations.RunPython(*refuse_changes("cases_objectionclockevent")),
        migrations.RunPython(
            *guard_status("cases_objection", "cases_objectiontransition", "objection_id", "new")
        ),
    ]
