"""Messages go to endpoints too, notices may be about the house; stages are rows, not a fixed list.

The table of clock events is remade on SQLite, which would lose its triggers: they are set again.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

from workflow.triggers import refuse_changes

GUARD, UNGUARD = refuse_changes("cases_caseclockevent")


def name_clocks(apps, schema_editor):
    """A message was about its notice's clock and stage; now it says so itself."""
    notice = apps.get_model("cases", "Notice").objects.filter(pk=OuterRef("notice"))
    apps.get_model("cases", "CaseMessage").objects.update(
        clock_id=Subquery(notice.values("clock")), stage=Subquery(notice.values("stage"))
    )


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_limits_of_the_law'),
        ('workflow', '0004_stages_cut_offs_and_backward_limits'),
    ]

    operations = [
        migrations.RunPython(UNGUARD, GUARD),
        migrations.CreateModel(
            name='Endpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=20, verbose_name='channel')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('config', models.JSONField(blank=True, default=dict, verbose_name='configuration')),
                ('active', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'verbose_name': 'endpoint',
                'verbose_name_plural': 'endpoints',
                'ordering': ['office_id', 'channel', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='caseclock',
            name='channel',
            field=models.CharField(blank=True, max_length=20, verbose_name='handed in by'),
        ),
        migrations.AddField(
            model_name='caseclock',
            name='cut_off',
            field=models.TimeField(blank=True, null=True, verbose_name='the last day ends at'),
        ),
        migrations.AddField(
            model_name='casemessage',
            name='clock',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='cases.caseclock'),
        ),
        migrations.AddField(
            model_name='casemessage',
            name='stage',
            field=models.SlugField(blank=True, db_index=False, max_length=20, verbose_name='stage'),
        ),
        migrations.AddField(
            model_name='notice',
            name='about',
            field=models.CharField(choices=[('limit', 'a limit of a case'), ('calendar', 'the calendar')], default='limit', max_length=10, verbose_name='about'),
        ),
        migrations.AlterField(
            model_name='caseclock',
            name='next_stage',
            field=models.SlugField(blank=True, db_index=False, max_length=20, verbose_name='next stage'),
        ),
        migrations.AlterField(
            model_name='caseclockevent',
            name='stage',
            field=models.SlugField(blank=True, db_index=False, max_length=20, verbose_name='stage'),
        ),
        migrations.AlterField(
            model_name='caseclockevent',
            name='what',
            field=models.CharField(choices=[('started', 'started'), ('paused', 'paused'), ('not_paused', 'not paused: the limit was already over'), ('resumed', 'resumed'), ('warned', 'warned'), ('breached', 'breached'), ('met', 'met'), ('cancelled', 'cancelled'), ('recomputed', 'recomputed'), ('in_time', 'in time after all')], max_length=12, verbose_name='what'),
        ),
        migrations.AlterField(
            model_name='casemessage',
            name='notice',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='cases.notice'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='case',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='cases.case'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='clock',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='cases.caseclock'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='stage',
            field=models.SlugField(blank=True, db_index=False, max_length=20, verbose_name='stage'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('about', 'limit'), ('case__isnull', False), ('clock__isnull', False), models.Q(('stage', ''), _negated=True)), models.Q(models.Q(('about', 'limit'), _negated=True), ('case', None), ('clock', None)), _connector='OR'), name='a_notice_about_a_limit_names_its_case_and_clock'),
        ),
        migrations.AddField(
            model_name='endpoint',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='endpoints', to='cases.office', verbose_name='office'),
        ),
        migrations.AddField(
            model_name='casemessage',
            name='endpoint',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='cases.endpoint'),
        ),
        migrations.RunPython(name_clocks, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='casemessage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('endpoint', None), ('notice__isnull', False)), models.Q(('endpoint__isnull', False), ('notice', None)), _connector='OR'), name='a_message_goes_to_a_person_or_to_an_endpoint'),
        ),
        migrations.RunPython(GUARD, UNGUARD),
    ]
