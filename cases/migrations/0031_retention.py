"""How long is kept, what is held, and what was erased. No period comes with it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0030_corrections_on_request"),
    ]

    operations = [
        migrations.CreateModel(
            name='RetentionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ending', models.CharField(choices=[('archived', 'After the archiving'), ('refused', 'After the refusal'), ('withdrawn', 'After the withdrawal'), ('redirected', 'After the redirection')], max_length=20, verbose_name='counts from')),
                ('years', models.PositiveSmallIntegerField(verbose_name='years')),
                ('basis', models.CharField(max_length=200, verbose_name='basis')),
                ('valid_from', models.DateField(verbose_name='in force from')),
                ('at', models.DateTimeField(verbose_name='entered at')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='confirmed at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
            ],
            options={
                'verbose_name': 'rule of retention',
                'verbose_name_plural': 'rules of retention',
                'ordering': ['ending', '-valid_from', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='LegalHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='set at')),
                ('lifted_at', models.DateTimeField(null=True, verbose_name='lifted at')),
                ('lifted_because', models.CharField(blank=True, max_length=200, verbose_name='reason of lifting')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='cases.case')),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lifted by')),
            ],
            options={
                'verbose_name': 'legal hold',
                'verbose_name_plural': 'legal holds',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(verbose_name='kept until')),
                ('state', models.CharField(choices=[('listed', 'waits for the head of the agency'), ('confirmed', 'confirmed, to be erased'), ('erasing', 'values erased, files still to be removed'), ('erased', 'erased')], default='listed', max_length=10, verbose_name='state')),
                ('listed_at', models.DateTimeField(verbose_name='listed at')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='confirmed at')),
                ('erased_at', models.DateTimeField(null=True, verbose_name='erased at')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='erasure', to='cases.case')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.retentionrule', verbose_name='rule')),
            ],
            options={
                'verbose_name': 'erasure',
                'verbose_name_plural': 'erasures',
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(('years__gte', 1), models.Q(('basis', ''), _negated=True)), name='a_period_of_retention_has_years_and_a_basis'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('confirmed_at__isnull', False), models.Q(('confirmed_by', models.F('by')), _negated=True)), _connector='OR'), name='a_period_of_retention_is_confirmed_by_another_person'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('lifted_at', None), models.Q(('lifted_because', ''), _negated=True), _connector='OR')), name='a_hold_is_set_and_lifted_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('case',), name='a_case_is_held_once_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='erasure',
            index=models.Index(fields=['state', 'due_on'], name='erasures_by_state'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None), ('erased_at', None), ('state', 'listed')), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), ('erased_at', None), ('state__in', ['confirmed', 'erasing'])), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), ('erased_at__isnull', False), ('state', 'erased')), _connector='OR'), name='nothing_is_erased_that_nobody_confirmed'),
        ),
    ]
