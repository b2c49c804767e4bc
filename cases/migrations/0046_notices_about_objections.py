"""Notices and messages tell of the limits of objections too."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0045_objections")]

    operations = [
        migrations.RemoveConstraint(
            model_name='notice',
            name='a_notice_about_a_limit_names_its_case_and_clock',
        ),
        migrations.AlterField(
            model_name='notice',
            name='about',
            field=models.CharField(choices=[('limit', 'a limit of a case'), ('objection', 'a limit of an objection'), ('calendar', 'the calendar'), ('test', 'a test of the channel')], default='limit', max_length=10, verbose_name='about'),
        ),
        migrations.AddField(
            model_name='casemessage',
            name='objection_clock',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='cases.objectionclock'),
        ),
        migrations.AddField(
            model_name='notice',
            name='objection_clock',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='cases.objectionclock'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('about', 'limit'), ('case__isnull', False), ('clock__isnull', False), ('objection_clock', None), models.Q(('stage', ''), _negated=True)), models.Q(('about', 'objection'), ('case__isnull', False), ('clock', None), ('objection_clock__isnull', False), models.Q(('stage', ''), _negated=True)), models.Q(models.Q(('about__in', ['limit', 'objection']), _negated=True), ('case', None), ('clock', None), ('objection_clock', None)), _connector='OR'), name='a_notice_about_a_limit_names_its_case_and_clock'),
        ),
    ]
