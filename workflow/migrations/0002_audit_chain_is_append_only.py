"""The audit chain can be written and read, and nothing else; its first link is laid."""

from django.db import migrations

from workflow.triggers import refuse_changes


def lay_first_link(apps, schema_editor):
    apps.get_model("workflow", "ChainHead").objects.get_or_create(
        pk=1, defaults={"seq": 0, "hash": "0" * 64}
    )


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_initial")]

    operations = [
        migrations.RunPython(*refuse_changes("workflow_auditentry")),
        migrations.RunPython(lay_first_link, migrations.RunPython.noop),
    ]
