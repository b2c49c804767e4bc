"""What another agency was asked, and what came back."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0041_accounts_of_organs"),
    ]

    operations = [
        migrations.CreateModel(
            name='Cooperation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency', models.CharField(max_length=80, verbose_name='agency asked')),
                ('region', models.CharField(blank=True, max_length=40, verbose_name='its region')),
                ('items', models.JSONField(default=list, verbose_name='to be looked into')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('reply_by', models.DateField(verbose_name='answer expected by')),
                ('received_at', models.DateTimeField(blank=True, null=True, verbose_name='received at')),
                ('result', models.CharField(blank=True, choices=[('answered', 'Answered'), ('partly', 'Answered in part'), ('no_reply', 'No reply by the date'), ('called_off', 'No longer needed')], default='', max_length=12, verbose_name='outcome')),
                ('findings', models.TextField(blank=True, default='', verbose_name='findings')),
                ('attachments', models.ManyToManyField(blank=True, related_name='+', to='cases.attachment', verbose_name='papers of the reply')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cooperations', to='cases.case')),
            ],
            options={
                'verbose_name': 'co-operation between agencies',
                'verbose_name_plural': 'co-operation between agencies',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='cooperation',
            constraint=models.UniqueConstraint(condition=models.Q(('received_at', None)), fields=('case',), name='one_agency_is_asked_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='cooperation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('findings', ''), ('received_at', None), ('result', '')), models.Q(('received_at__isnull', False), models.Q(('result', ''), _negated=True), models.Q(('findings', ''), _negated=True)), _connector='OR'), name='an_ended_co_operation_says_how'),
        ),
    ]
