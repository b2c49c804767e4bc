"""Organs outside the house have offices and accounts of their own; a case may be a notified one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0037_eligibility_lines_statements_findings"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='membership',
            name='an_office_role_has_an_office',
        ),
        migrations.AddField(
            model_name='case',
            name='notified',
            field=models.BooleanField(editable=False, null=True, verbose_name='notified by an organ'),
        ),
        migrations.AlterField(
            model_name='attachment',
            name='kind',
            field=models.CharField(choices=[('agreement', 'Agreement (form 12)'), ('power_of_attorney', 'Power of attorney (form 3)'), ('evidence', 'Papers about the case'), ('request', 'Signed request'), ('closing', 'Closing file'), ('service', 'Proof of service (form 22)'), ('notice', "Organ's notice and its papers"), ('cooperation', 'Reply of the other agency')], max_length=20, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=models.CharField(choices=[('clerk', 'Station clerk'), ('reviewer', 'Reviewer'), ('supervisor', 'Head of agency'), ('officer', 'Assignment officer'), ('lawyer', 'Handling lawyer'), ('provider', 'Provider secretary'), ('archivist', 'Archivist and finance'), ('bureau', 'Bureau officer'), ('auditor', 'Auditor'), ('admin', 'Administrator'), ('organ', 'Organ liaison')], max_length=12, verbose_name='role'),
        ),
        migrations.AlterField(
            model_name='office',
            name='kind',
            field=models.CharField(choices=[('agency', 'Legal aid agency'), ('station', 'Court workstation'), ('bureau', 'Justice bureau'), ('organ', 'Organ that notifies')], max_length=10, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='office',
            name='parent',
            field=models.ForeignKey(blank=True, help_text='A station belongs to its agency, an agency to its bureau; an organ to the station that takes its notices in.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='branches', to='cases.office', verbose_name='belongs to'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role__in', ['archivist', 'bureau', 'clerk', 'officer', 'organ', 'reviewer', 'supervisor']), _negated=True), models.Q(('firm__isnull', True), ('office__isnull', False)), _connector='OR'), name='an_office_role_has_an_office', violation_error_message='This role is held at an office: choose the office.'),
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'organ'), _negated=True), ('parent__isnull', False), _connector='OR'), name='an_organ_belongs_to_a_station', violation_error_message='An organ must belong to the station that serves it.'),
        ),
    ]
