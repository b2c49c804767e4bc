"""Where an agency is, lines of hardship, decided rules, statements of means, findings of reviews."""

import django.db.models.deletion
import workflow.sealed
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0034_cases_told_apart"),
    ]

    operations = [
        migrations.AddField(
            model_name='office',
            name='region',
            field=models.CharField(blank=True, default='', help_text='Six digits (GB/T 2260): whose line of hardship holds for applications that the agency receives. Empty: those at the end of its code.', max_length=6, validators=[django.core.validators.RegexValidator('^[1-9][0-9]{5}$', 'Give the six digits (GB/T 2260).')], verbose_name='region'),
        ),
        migrations.CreateModel(
            name='EligibilityFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveIntegerField(verbose_name='move')),
                ('test', models.CharField(choices=[('person', 'The person qualifies'), ('scope', 'The matter is in scope'), ('waiver', 'No hardship is asked for'), ('exemption', 'Hardship is not checked'), ('hardship', 'Hardship')], max_length=10, verbose_name='test')),
                ('proposed', models.CharField(choices=[('passed', 'passed'), ('failed', 'not passed'), ('not_needed', 'not needed'), ('not_known', 'not known')], max_length=10, verbose_name='proposed')),
                ('found', models.CharField(choices=[('passed', 'passed'), ('failed', 'not passed'), ('not_needed', 'not needed'), ('not_known', 'not known')], max_length=10, verbose_name='found')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='basis')),
                ('rules', models.JSONField(default=list, verbose_name='rules')),
                ('trail', workflow.sealed.SealedField(verbose_name='trail')),
                ('reason', models.CharField(blank=True, max_length=400, verbose_name='reason for another finding')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='cases.case')),
            ],
            options={
                'verbose_name': 'finding of a review',
                'verbose_name_plural': 'findings of reviews',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('case', 'seq', 'test'), name='a_test_is_found_once'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('found', 'failed'), ('proposed', 'passed')), models.Q(('found', 'passed'), ('proposed', 'failed')), _connector='OR', _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='an_overruled_test_has_its_reason')],
            },
        ),
        migrations.CreateModel(
            name='HardshipLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(max_length=200, verbose_name='paper it rests on')),
                ('reason', models.CharField(blank=True, max_length=400, verbose_name='reason')),
                ('entered_at', models.DateTimeField(verbose_name='entered at')),
                ('outcome', models.CharField(choices=[('pending', 'waits for another administrator'), ('accepted', 'confirmed'), ('rejected', 'rejected')], default='pending', max_length=10, verbose_name='outcome')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided at')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note of who decided')),
                ('region', models.CharField(max_length=6, validators=[django.core.validators.RegexValidator('^[1-9][0-9]{5}$', 'Give the six digits of the region (GB/T 2260).')], verbose_name='region')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='yuan a head and month')),
                ('valid_from', models.DateField(verbose_name='in force from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='in force until')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
            ],
            options={
                'verbose_name': 'line of hardship',
                'verbose_name_plural': 'lines of hardship',
                'ordering': ['-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('entered_by')), _negated=True), _connector='OR'), name='hardshipline_is_decided_by_another_person'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', 'pending')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome__in', ['accepted', 'rejected'])), _connector='OR'), name='hardshipline_decided_says_who_and_when'), models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='hardshipline_names_its_paper'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='a_line_is_an_amount'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='a_line_ends_after_it_begins', violation_error_message='The line ends before it begins.'), models.UniqueConstraint(condition=models.Q(('outcome', 'pending')), fields=('region',), name='one_line_of_a_region_waits')],
            },
        ),
        migrations.CreateModel(
            name='MeansStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('household', workflow.sealed.SealedField(blank=True, default='', verbose_name='members of the household')),
                ('belongings', workflow.sealed.SealedField(blank=True, default='', verbose_name='belongings')),
                ('spending_yuan', workflow.sealed.SealedAmount(blank=True, null=True, verbose_name='spending a month (yuan)')),
                ('spending_on', workflow.sealed.SealedField(blank=True, default='', max_length=200, verbose_name='main spending')),
                ('debts', workflow.sealed.SealedField(blank=True, default='', max_length=400, verbose_name='debts')),
                ('hardship', workflow.sealed.SealedField(blank=True, default='', max_length=2000, verbose_name='why it is hard')),
                ('has_belongings', models.BooleanField(default=False, verbose_name='belongings were stated')),
                ('check_by', models.CharField(blank=True, choices=[('sharing', 'by shared data'), ('pledge', 'a pledge of good faith')], max_length=10, verbose_name='checked how')),
                ('stated_on', models.DateField(verbose_name='stated on')),
                ('at', models.DateTimeField(verbose_name='keyed at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='cases.case')),
            ],
            options={
                'verbose_name': 'statement of means',
                'verbose_name_plural': 'statements of means',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('check_by__in', ['', 'sharing', 'pledge'])), name='a_statement_is_checked_in_a_known_way')],
            },
        ),
        migrations.CreateModel(
            name='RuleDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(max_length=200, verbose_name='paper it rests on')),
                ('reason', models.CharField(blank=True, max_length=400, verbose_name='reason')),
                ('entered_at', models.DateTimeField(verbose_name='entered at')),
                ('outcome', models.CharField(choices=[('pending', 'waits for another administrator'), ('accepted', 'confirmed'), ('rejected', 'rejected')], default='pending', max_length=10, verbose_name='outcome')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided at')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note of who decided')),
                ('kind', models.CharField(choices=[('confirm', 'confirm its article'), ('end', 'end it'), ('add', "a rule of one's own")], max_length=10, verbose_name='what')),
                ('code', models.SlugField(max_length=40, verbose_name='rule')),
                ('test', models.CharField(blank=True, choices=[('scope', 'The matter is in scope'), ('waiver', 'No hardship is asked for'), ('exemption', 'Hardship is not checked')], max_length=10, verbose_name='test')),
                ('says', models.CharField(blank=True, max_length=200, verbose_name='what it says')),
                ('matters', models.JSONField(blank=True, default=list, verbose_name='matters')),
                ('groups', models.JSONField(blank=True, default=list, verbose_name='groups')),
                ('proof', models.CharField(blank=True, max_length=200, verbose_name='what shows it')),
                ('region', models.CharField(blank=True, max_length=6, validators=[django.core.validators.RegexValidator('^[1-9][0-9]{5}$', 'Give the six digits of the region (GB/T 2260).')], verbose_name='region')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
            ],
            options={
                'verbose_name': 'decision on a rule of eligibility',
                'verbose_name_plural': 'decisions on rules of eligibility',
                'ordering': ['-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('entered_by')), _negated=True), _connector='OR'), name='ruledecision_is_decided_by_another_person'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', 'pending')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome__in', ['accepted', 'rejected'])), _connector='OR'), name='ruledecision_decided_says_who_and_when'), models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='ruledecision_names_its_paper'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'add'), _negated=True), models.Q(models.Q(('says', ''), _negated=True), models.Q(('test', ''), _negated=True)), _connector='OR'), name='an_added_rule_says_what_it_is'), models.UniqueConstraint(condition=models.Q(('outcome', 'pending')), fields=('code',), name='one_decision_on_a_rule_waits')],
            },
        ),
    ]
