"""A status moves only beside its record; records and clock events are append-only; a case has one
open to-do at most, whatever two processes do at once."""

from django.db import migrations

from workflow.triggers import guard_status, refuse_changes


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_case_process"),
        ("viewflow", "0015_task_scheduled"),
    ]

    operations = [
        migrations.RunPython(*refuse_changes("cases_casetransition")),
        migrations.RunPython(*refuse_changes("cases_caseclockevent")),
        migrations.RunPython(
            *guard_status("cases_case", "cases_casetransition", "case_id", "new")
        ),
        migrations.RunSQL(
            "CREATE UNIQUE INDEX cases_one_open_todo ON viewflow_task (process_id) "
            "WHERE finished IS NULL AND flow_task_type = 'HUMAN'",
            "DROP INDEX cases_one_open_todo",
        ),
    ]
