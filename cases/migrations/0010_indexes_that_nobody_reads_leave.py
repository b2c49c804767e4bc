"""A tick writes every index of the rows that it touches: those that nobody reads leave.

The unique numbers of a case's clocks have an index that begins with the case; the notices of a case
are never asked for. On PostgreSQL Django gives each text that is indexed a second index for LIKE;
codes and keys are only ever compared whole.
"""

import django.db.models.deletion
from django.db import migrations, models

FOR_LIKE = {
    "cases_caseclock_code_4da95d6e_like": "cases_caseclock (code varchar_pattern_ops)",
    "cases_notice_key_dad6515c_like": "cases_notice (key varchar_pattern_ops)",
    "cases_casemessage_key_34ba97e3_like": "cases_casemessage (key varchar_pattern_ops)",
}


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in FOR_LIKE:
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name, columns in FOR_LIKE.items():
            schema_editor.execute(f"CREATE INDEX {name} ON {columns}")


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0009_given_up_messages_have_an_index'),
    ]

    operations = [
        migrations.AlterField(
            model_name='caseclock',
            name='subject',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='cases.case'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='case',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='cases.case'),
        ),
        migrations.RunPython(drop, make),
    ]
