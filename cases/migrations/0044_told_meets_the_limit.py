"""The limit of a notified case ends when the organ is told, not with the assignment alone (L36).

No case had such a clock before: the row was there and nothing started it.
"""

from django.db import migrations


def end_with(event, before):
    def change(apps, schema_editor):
        rules = apps.get_model("workflow", "LimitRule").objects.filter(code="notify_assign")
        rules.filter(end_event=before).update(end_event=event)

    return change


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0043_notices_of_organs"),
        ("workflow", "0006_changes_of_limits"),
    ]

    operations = [
        migrations.RunPython(end_with("organ_told", "assigned"), end_with("assigned", "organ_told")),
    ]
