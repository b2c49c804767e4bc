"""Requests for correction: own machine, own append-only records."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import workflow.sealed
import workflow.transitions
from workflow.triggers import guard_status, refuse_changes


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0029_what_was_told_and_agreed"),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('status', workflow.transitions.StatusField(choices=[('new', 'Not yet filed'), ('filed', 'Waits for the head of the agency'), ('corrected', 'Corrected'), ('refused', 'Not corrected')], default='new', max_length=20, protected=True, verbose_name='status')),
                ('what', models.CharField(choices=[('name', 'Name'), ('id_no', 'Identity number'), ('sex', 'Sex'), ('birth_on', 'Date of birth'), ('phone', 'Telephone'), ('address', 'Address'), ('household_size', 'Household size'), ('monthly_income_yuan', 'Household income a month (yuan)')], max_length=30, verbose_name='what is wrong')),
                ('new_value', workflow.sealed.SealedField(blank=True, default='', max_length=200, verbose_name='right value')),
                ('old_value', workflow.sealed.SealedField(blank=True, max_length=200, null=True, verbose_name='value before')),
                ('why', models.CharField(max_length=200, verbose_name='why it is wrong')),
                ('filed_at', models.DateTimeField(verbose_name='asked for at')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided at')),
                ('reasons', models.CharField(blank=True, max_length=400, verbose_name='reasons')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='cases.case')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('evidence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.attachment', verbose_name='evidence')),
                ('filed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken down by')),
            ],
            options={
                'verbose_name': 'request for correction',
                'verbose_name_plural': 'requests for correction',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='CorrectionTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveIntegerField(verbose_name='number')),
                ('move', models.CharField(max_length=40, verbose_name='move')),
                ('source', models.CharField(max_length=20, verbose_name='from')),
                ('target', models.CharField(max_length=20, verbose_name='to')),
                ('role', models.CharField(max_length=20, verbose_name='acting as')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('facts', models.JSONField(default=dict, verbose_name='facts')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('correction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='cases.correction')),
            ],
            options={
                'verbose_name': 'move of a request for correction',
                'verbose_name_plural': 'moves of requests for correction',
                'ordering': ['seq'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['new', 'filed', 'corrected', 'refused'])), name='a_correction_is_in_a_known_state'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('status__in', ['new', 'filed'])), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('status__in', ['corrected', 'refused'])), _connector='OR'), name='a_decided_correction_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('filed_by')), _negated=True), _connector='OR'), name='a_correction_is_decided_by_another_person'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'refused'), _negated=True), models.Q(('reasons', ''), _negated=True), _connector='OR'), name='a_refused_correction_has_its_reasons'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'filed')), fields=('case', 'what'), name='one_correction_of_a_value_waits_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='correctiontransition',
            constraint=models.UniqueConstraint(fields=('correction', 'seq'), name='a_move_of_a_correction_has_its_own_number'),
        ),
        migrations.RunPython(*refuse_changes("cases_correctiontransition")),
        migrations.RunPython(
            *guard_status("cases_correction", "cases_correctiontransition", "correction_id", "new")
        ),
    ]
