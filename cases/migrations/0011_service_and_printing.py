"""Papers are served and printed: when, by whom, with which proof."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0010_indexes_that_nobody_reads_leave'),
    ]

    operations = [
        migrations.AlterField(
            model_name='attachment',
            name='kind',
            field=models.CharField(choices=[('agreement', 'Agreement (form 12)'), ('power_of_attorney', 'Power of attorney (form 3)'), ('evidence', 'Papers about the case'), ('request', 'Signed request'), ('closing', 'Closing file'), ('service', 'Proof of service (form 22)')], max_length=20, verbose_name='kind'),
        ),
        migrations.CreateModel(
            name='PrintJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='printed at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.office', verbose_name='office')),
            ],
            options={
                'verbose_name': 'print job',
                'verbose_name_plural': 'print jobs',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='PrintedPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('copies', models.PositiveSmallIntegerField(verbose_name='copies')),
                ('paper', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='printed', to='cases.casepaper')),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='printed', to='cases.printjob')),
            ],
            options={
                'verbose_name': 'printed paper',
                'verbose_name_plural': 'printed papers',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('direct', 'Handed over'), ('post', 'By post'), ('electronic', 'Electronically'), ('left', 'Left at the address'), ('forwarded', 'Through another unit'), ('public', 'By public notice')], max_length=12, verbose_name='way of service')),
                ('receiver', models.CharField(max_length=80, verbose_name='receiver')),
                ('received_on', models.DateField(verbose_name='received on')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('at', models.DateTimeField(verbose_name='recorded at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='service', to='cases.casepaper', verbose_name='paper')),
                ('proof', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='services', to='cases.attachment', verbose_name='proof of service')),
            ],
            options={
                'verbose_name': 'service of a paper',
                'verbose_name_plural': 'services of papers',
            },
        ),
        migrations.AddIndex(
            model_name='printjob',
            index=models.Index(fields=['office', '-id'], name='print_job_by_office'),
        ),
        migrations.AddConstraint(
            model_name='printedpaper',
            constraint=models.CheckConstraint(condition=models.Q(('copies__gte', 1)), name='a_printed_paper_has_a_copy'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(('receiver', ''), _negated=True), name='a_served_paper_has_its_receiver'),
        ),
    ]
