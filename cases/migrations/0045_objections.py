"""Objections at the justice bureau: the objection with its records and its clocks (L49)."""

import django.db.models.deletion
import workflow.transitions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0044_told_meets_the_limit"),
        ('workflow', '0006_changes_of_limits'),
    ]

    operations = [
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('status', workflow.transitions.StatusField(choices=[('new', 'Not yet filed'), ('filed', 'Objection filed'), ('examining', 'Under examination'), ('upheld', 'Decision upheld'), ('corrected', 'Correction ordered')], default='new', max_length=20, protected=True, verbose_name='status')),
                ('serial', models.PositiveSmallIntegerField(verbose_name='number on its case')),
                ('number', models.CharField(max_length=36, unique=True, verbose_name='number')),
                ('submission', models.CharField(editable=False, max_length=80, unique=True)),
                ('against', models.CharField(choices=[('refusal', 'Refusal of aid'), ('termination', 'Termination of aid')], max_length=12, verbose_name='against')),
                ('contested_on', models.DateField(verbose_name='decided on')),
                ('decision_received_on', models.DateField(blank=True, null=True, verbose_name='decision received on')),
                ('window_on', models.DateField(blank=True, null=True, verbose_name='time to object ended on')),
                ('objector', models.CharField(choices=[('applicant', 'Applicant'), ('recipient', 'Recipient'), ('agent', 'Agent of the applicant or recipient')], max_length=10, verbose_name='who objects')),
                ('name', models.CharField(max_length=80, verbose_name='name of the objector')),
                ('agent_name', models.CharField(blank=True, max_length=80, verbose_name='name of the agent')),
                ('filed_by', models.CharField(choices=[('counter', 'At the counter'), ('bureau', 'At the justice bureau'), ('post', 'By post')], max_length=10, verbose_name='came in')),
                ('received_at', models.DateTimeField(verbose_name='received at')),
                ('posted_on', models.DateField(blank=True, null=True, verbose_name='posted on')),
                ('grounds', models.TextField(verbose_name='facts and reasons of the objection')),
                ('finding', models.TextField(blank=True, verbose_name='what was found')),
                ('order', models.TextField(blank=True, verbose_name='what the agency must do')),
                ('ruled_at', models.DateTimeField(blank=True, null=True, verbose_name='ruled at')),
                ('carry_out_by', models.DateField(blank=True, null=True, verbose_name='to be carried out by')),
                ('carried_out_at', models.DateTimeField(blank=True, null=True, verbose_name='carried out at')),
            ],
            options={
                'verbose_name': 'objection',
                'verbose_name_plural': 'objections',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ObjectionClock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, verbose_name='code')),
                ('seq', models.PositiveSmallIntegerField(default=1, verbose_name='number')),
                ('started_on', models.DateField(verbose_name='started on')),
                ('started_at', models.DateTimeField(verbose_name='started at')),
                ('channel', models.CharField(blank=True, max_length=20, verbose_name='handed in by')),
                ('cut_off', models.TimeField(blank=True, null=True, verbose_name='the last day ends at')),
                ('given_due_on', models.DateField(blank=True, null=True, verbose_name='last day as named')),
                ('state', models.CharField(choices=[('running', 'running'), ('paused', 'paused'), ('met', 'met'), ('breached', 'breached'), ('cancelled', 'cancelled')], default='running', max_length=10, verbose_name='state')),
                ('due_earliest', models.DateField(blank=True, null=True, verbose_name='due at the earliest')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                ('due_latest', models.DateField(blank=True, null=True, verbose_name='due at the latest')),
                ('certainty', models.CharField(choices=[('announced', 'firm'), ('provisional', 'provisional')], default='announced', max_length=12, verbose_name='certainty')),
                ('calendar_rev', models.PositiveIntegerField(default=0, verbose_name='revision of the calendar')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='over at')),
                ('epoch', models.PositiveIntegerField(default=0, verbose_name='change of dates')),
                ('next_stage', models.SlugField(blank=True, db_index=False, max_length=20, verbose_name='next stage')),
                ('next_action_at', models.DateTimeField(blank=True, null=True, verbose_name='next stage at')),
                ('breached_at', models.DateTimeField(blank=True, null=True, verbose_name='breached at')),
                ('met_at', models.DateTimeField(blank=True, null=True, verbose_name='met at')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='cancelled at')),
            ],
            options={
                'verbose_name': 'clock of an objection',
                'verbose_name_plural': 'clocks of objections',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ObjectionClockEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('what', models.CharField(choices=[('started', 'started'), ('paused', 'paused'), ('not_paused', 'not paused: the limit was already over'), ('resumed', 'resumed'), ('warned', 'warned'), ('breached', 'breached'), ('met', 'met'), ('cancelled', 'cancelled'), ('recomputed', 'recomputed'), ('in_time', 'in time after all')], max_length=12, verbose_name='what')),
                ('stage', models.SlugField(blank=True, db_index=False, max_length=20, verbose_name='stage')),
                ('due_before', models.DateField(blank=True, null=True, verbose_name='due before')),
                ('due_after', models.DateField(blank=True, null=True, verbose_name='due after')),
                ('epoch', models.PositiveIntegerField(default=0, verbose_name='change of dates')),
                ('missed', models.JSONField(default=list, verbose_name='stages passed over')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
            ],
            options={
                'verbose_name': "event of an objection's clock",
                'verbose_name_plural': "events of objections' clocks",
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ObjectionPause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_on', models.DateField(verbose_name='asked on')),
                ('complete_on', models.DateField(blank=True, null=True, verbose_name='complete on')),
                ('notice', models.CharField(blank=True, max_length=200, verbose_name='by which paper')),
            ],
            options={
                'verbose_name': "pause of an objection's clock",
                'verbose_name_plural': "pauses of objections' clocks",
                'ordering': ['asked_on', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ObjectionTransition',
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
            ],
            options={
                'verbose_name': 'move of an objection',
                'verbose_name_plural': 'moves of objections',
                'ordering': ['seq'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='objection',
            name='attachments',
            field=models.ManyToManyField(blank=True, related_name='objections', to='cases.attachment', verbose_name='attachments'),
        ),
        migrations.AddField(
            model_name='objection',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='cases.case'),
        ),
        migrations.AddField(
            model_name='objection',
            name='contested',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='cases.casepaper', verbose_name='contested decision'),
        ),
        migrations.AddField(
            model_name='objection',
            name='ruling',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ruled_objection', to='cases.casepaper', verbose_name='ruling'),
        ),
        migrations.AddField(
            model_name='objectionclock',
            name='rule',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.limitrule', verbose_name='rule'),
        ),
        migrations.AddField(
            model_name='objectionclock',
            name='subject',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='cases.objection'),
        ),
        migrations.AddField(
            model_name='objectionclockevent',
            name='clock',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='cases.objectionclock'),
        ),
        migrations.AddField(
            model_name='objectionpause',
            name='clock',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='cases.objectionclock'),
        ),
        migrations.AddField(
            model_name='objectiontransition',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='objectiontransition',
            name='objection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='cases.objection'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.UniqueConstraint(fields=('case', 'serial'), name='an_objection_has_its_own_number_on_its_case'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['filed', 'examining']), models.Q(('carried_out_at', None), ('status', 'corrected')), _connector='OR'), fields=('case',), name='a_case_has_one_open_objection'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['new', 'filed', 'examining', 'upheld', 'corrected'])), name='an_objection_has_a_known_status'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ruled_at__isnull', False), ('status__in', ['upheld', 'corrected']), models.Q(('finding', ''), _negated=True)), models.Q(('finding', ''), ('ruled_at', None), ('status__in', ['new', 'filed', 'examining'])), _connector='OR'), name='a_ruled_objection_has_its_finding_and_its_day'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('carry_out_by__isnull', False), ('status', 'corrected'), models.Q(('order', ''), _negated=True)), models.Q(models.Q(('status', 'corrected'), _negated=True), ('carry_out_by', None), ('order', '')), _connector='OR'), name='an_order_says_what_and_by_when'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(('carried_out_at', None), ('status', 'corrected'), _connector='OR'), name='only_an_order_is_carried_out'),
        ),
        migrations.AddIndex(
            model_name='objectionclock',
            index=models.Index(condition=models.Q(('next_action_at__isnull', False)), fields=['next_action_at'], name='objectionclock_next'),
        ),
        migrations.AddConstraint(
            model_name='objectionclock',
            constraint=models.UniqueConstraint(fields=('subject', 'code', 'seq'), name='objectionclock_numbers_are_used_once'),
        ),
        migrations.AddConstraint(
            model_name='objectionclock',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['running', 'paused', 'breached'])), fields=('subject', 'code'), name='objectionclock_one_of_a_code_is_open'),
        ),
        migrations.AddConstraint(
            model_name='objectionclock',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['running', 'paused', 'met', 'breached', 'cancelled'])), name='objectionclock_has_a_known_state'),
        ),
        migrations.AddConstraint(
            model_name='objectionclock',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['running', 'breached']), ('next_action_at', None), _connector='OR'), name='objectionclock_that_is_idle_has_no_timer'),
        ),
        migrations.AddConstraint(
            model_name='objectionclock',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('next_action_at', None), ('next_stage', '')), models.Q(('next_action_at__isnull', False), models.Q(('next_stage', ''), _negated=True)), _connector='OR'), name='objectionclock_timer_has_its_stage'),
        ),
        migrations.AddConstraint(
            model_name='objectionclock',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_at', None), ('due_earliest', None), ('due_latest', None), ('due_on', None)), models.Q(('due_at__isnull', False), ('due_earliest__isnull', False), ('due_earliest__lte', models.F('due_on')), ('due_latest__gte', models.F('due_on')), ('due_latest__isnull', False), ('due_on__isnull', False)), _connector='OR'), name='objectionclock_dates_are_all_there_in_order'),
        ),
        migrations.AddConstraint(
            model_name='objectionclock',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'running'), _negated=True), ('due_on__isnull', False), _connector='OR'), name='objectionclock_that_runs_has_a_last_day'),
        ),
        migrations.AddConstraint(
            model_name='objectionclock',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'paused'), _negated=True), ('due_on', None), _connector='OR'), name='objectionclock_that_is_paused_has_no_last_day'),
        ),
        migrations.AddConstraint(
            model_name='objectionclock',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('met_at__isnull', False), ('state', 'met')), models.Q(models.Q(('state', 'met'), _negated=True), ('met_at', None)), _connector='OR'), name='objectionclock_that_is_met_says_when'),
        ),
        migrations.AddConstraint(
            model_name='objectionclock',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', False), ('state', 'cancelled')), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancelled_at', None)), _connector='OR'), name='objectionclock_that_is_cancelled_says_when'),
        ),
        migrations.AddConstraint(
            model_name='objectionclock',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'breached'), _negated=True), ('breached_at__isnull', False), _connector='OR'), name='objectionclock_that_is_breached_says_when'),
        ),
        migrations.AddConstraint(
            model_name='objectionpause',
            constraint=models.UniqueConstraint(condition=models.Q(('complete_on', None)), fields=('clock',), name='objectionpause_one_of_a_clock_is_open'),
        ),
        migrations.AddConstraint(
            model_name='objectionpause',
            constraint=models.CheckConstraint(condition=models.Q(('complete_on', None), ('complete_on__gte', models.F('asked_on')), _connector='OR'), name='objectionpause_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='objectiontransition',
            constraint=models.UniqueConstraint(fields=('objection', 'seq'), name='an_objections_move_has_its_own_number'),
        ),
    ]
