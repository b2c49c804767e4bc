"""Notices of organs, the letters that answer them with the proof of sending, forwarded applications."""

import django.db.models.deletion
import workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0042_co_operation"),
    ]

    operations = [
        migrations.CreateModel(
            name='Forwarding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(choices=[('custody', 'The organ, from custody'), ('duty_lawyer', 'A duty lawyer')], max_length=12, verbose_name='forwarded by')),
                ('got_at', models.DateTimeField(verbose_name='handed to them at')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='forwarding', to='cases.case')),
                ('organ', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='forwardings', to='cases.office', verbose_name='organ with an account')),
            ],
            options={
                'verbose_name': 'forwarded application',
                'verbose_name_plural': 'forwarded applications',
            },
        ),
        migrations.CreateModel(
            name='OrganNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organ_name', models.CharField(max_length=80, verbose_name='organ')),
                ('organ_kind', models.CharField(choices=[('court', "People's court"), ('procuratorate', "People's procuratorate"), ('police', 'Public security organ'), ('other', 'Another organ')], max_length=15, verbose_name='kind of organ')),
                ('document_no', models.CharField(max_length=60, verbose_name='number of the notice')),
                ('reason', models.CharField(choices=[('minor', 'A minor (L25(1))'), ('impaired', 'Impaired in sight, hearing or speech (L25(2))'), ('capacity', 'An adult not fully able to discern own acts (L25(3))'), ('life_or_death', 'A life or death sentence is possible (L25(4))'), ('death_review', 'Review of a death sentence, aid asked for (L25(5))'), ('in_absence', 'Tried in absence (L25(6))'), ('other_law', 'Another person named by law (L25(7))'), ('may_notify', 'Ordinary procedure, no defender: the court may notify (L25)'), ('treatment', 'Compulsory medical treatment (L28)')], max_length=15, verbose_name='reason by law')),
                ('found_on', models.DateField(blank=True, null=True, verbose_name='reason found on')),
                ('contact', models.CharField(max_length=40, verbose_name='judge, prosecutor or officer')),
                ('contact_phone', workflow.sealed.SealedField(blank=True, default='', max_length=30, verbose_name='telephone there')),
                ('hearing_at', models.DateTimeField(blank=True, null=True, verbose_name='hearing at')),
                ('hearing_place', models.CharField(blank=True, max_length=80, verbose_name='place of the hearing')),
                ('summary_procedure', models.BooleanField(default=False, verbose_name='summary or fast-track procedure')),
                ('detained_at', workflow.sealed.SealedField(blank=True, default='', max_length=120, verbose_name='held at')),
                ('papers', models.JSONField(blank=True, default=list, verbose_name='papers that came with it')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='organ_notice', to='cases.case')),
                ('organ', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organ_notices', to='cases.office', verbose_name='organ with an account')),
            ],
            options={
                'verbose_name': "organ's notice",
                'verbose_name_plural': "organs' notices",
                'ordering': ['-pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='organnotice',
            constraint=models.CheckConstraint(condition=models.Q(('organ_name', ''), _negated=True), name='a_notice_names_its_organ'),
        ),
        migrations.CreateModel(
            name='OrganLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.TextField(verbose_name='machine-readable text')),
                ('sha256', models.CharField(max_length=64, verbose_name='digest')),
                ('paper', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='organ_letter', to='cases.casepaper')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='cases.organnotice')),
            ],
            options={
                'verbose_name': 'machine-readable letter',
                'verbose_name_plural': 'machine-readable letters',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='OrganDispatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('direct', 'Handed over'), ('post', 'By registered post'), ('page', "On the organ's own page"), ('machine', "To the organ's own system")], max_length=10, verbose_name='way')),
                ('sent_at', models.DateTimeField(verbose_name='sent at')),
                ('reference', models.CharField(blank=True, max_length=60, verbose_name='number of the consignment')),
                ('receiver', models.CharField(blank=True, max_length=80, verbose_name='receiver')),
                ('received_at', models.DateTimeField(blank=True, null=True, verbose_name='received at')),
                ('proof', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.attachment', verbose_name='signed receipt')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dispatches', to='cases.organletter')),
            ],
            options={
                'verbose_name': 'dispatch to an organ',
                'verbose_name_plural': 'dispatches to organs',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='organdispatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('way', 'post'), _negated=True), models.Q(('reference', ''), _negated=True), _connector='OR'), name='what_was_posted_has_its_number'),
        ),
        migrations.AddConstraint(
            model_name='organdispatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('way', 'direct'), _negated=True), models.Q(models.Q(('receiver', ''), _negated=True), ('received_at__isnull', False)), _connector='OR'), name='what_was_handed_over_has_its_receiver'),
        ),
        migrations.AddConstraint(
            model_name='organdispatch',
            constraint=models.UniqueConstraint(condition=models.Q(('way', 'page')), fields=('letter',), name='a_letter_is_on_the_organs_page_once'),
        ),
        migrations.CreateModel(
            name='OrganMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True, verbose_name='key')),
                ('channel', models.CharField(max_length=20, verbose_name='channel')),
                ('payload', models.JSONField(blank=True, default=dict, verbose_name='payload')),
                ('not_before', models.DateTimeField(verbose_name='not before')),
                ('lease_until', models.DateTimeField(blank=True, null=True, verbose_name='in hand until')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('dead_at', models.DateTimeField(blank=True, null=True, verbose_name='given up at')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='superseded at')),
                ('last_error', models.CharField(blank=True, max_length=100, verbose_name='last error')),
                ('dispatch', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='message', to='cases.organdispatch')),
                ('endpoint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organ_messages', to='cases.endpoint')),
            ],
            options={
                'verbose_name': 'message to an organ',
                'verbose_name_plural': 'messages to organs',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='organmessage',
            index=models.Index(condition=models.Q(('dead_at', None), ('sent_at', None), ('superseded_at', None)), fields=['not_before', 'id'], name='organmessage_waiting'),
        ),
        migrations.AddIndex(
            model_name='organmessage',
            index=models.Index(condition=models.Q(('dead_at__isnull', False)), fields=['dead_at'], name='organmessage_dead'),
        ),
        migrations.AddConstraint(
            model_name='organmessage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dead_at', None), ('sent_at', None)), models.Q(('sent_at', None), ('superseded_at', None)), models.Q(('dead_at', None), ('superseded_at', None)), _connector='OR'), name='organmessage_ends_in_one_way'),
        ),
    ]
