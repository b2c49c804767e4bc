"""A correction may be of who applies together with the applicant: one of a value waits at a time."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0051_co_applicants_and_agents_by_name'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='correction',
            name='one_correction_of_a_value_waits_at_a_time',
        ),
        migrations.AddField(
            model_name='correction',
            name='co_applicant',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='cases.coapplicant', verbose_name='co-applicant'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(condition=models.Q(('co_applicant', None), ('status', 'filed')), fields=('case', 'what'), name='one_correction_of_a_value_waits_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'filed')), fields=('co_applicant', 'what'), name='one_correction_of_a_co_applicants_value_waits_at_a_time'),
        ),
    ]
