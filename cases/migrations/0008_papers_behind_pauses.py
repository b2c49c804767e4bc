"""Each pause names the paper behind it; a lawyer may log that the court's notice came."""

import django.db.models.deletion
from django.db import migrations, models


def find_papers(apps, schema_editor):
    """Until now a pause kept the kind of its paper. Papers are asked for once on a case, so the
    case's notice is the one."""
    pauses = apps.get_model("cases", "CasePause").objects
    papers = apps.get_model("cases", "CasePaper").objects.select_related("document")
    for paper in papers.filter(document__kind="supplement_notice").iterator():
        pauses.filter(clock__subject=paper.case_id, paper=None, notice="supplement_notice").update(
            paper=paper.pk, notice=paper.document.label
        )


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0006_channels_and_sealed_secrets'),
        ('workflow', '0006_changes_of_limits'),
    ]

    operations = [
        migrations.AddField(
            model_name='casepause',
            name='paper',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='cases.casepaper', verbose_name='paper'),
        ),
        migrations.RunPython(find_papers, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='handlingevent',
            name='kind',
            field=models.CharField(choices=[('meeting', 'Meeting with the recipient'), ('file_reading', 'File read'), ('evidence', 'Evidence taken'), ('filing', 'Claim or opinion filed'), ('court_notice', "Court's notice received"), ('hearing', 'Hearing'), ('judgment', 'Judgment expected'), ('other', 'Another step')], max_length=20, verbose_name='step'),
        ),
        migrations.AlterField(
            model_name='handlingevent',
            name='next_kind',
            field=models.CharField(choices=[('meeting', 'Meeting with the recipient'), ('file_reading', 'File read'), ('evidence', 'Evidence taken'), ('filing', 'Claim or opinion filed'), ('court_notice', "Court's notice received"), ('hearing', 'Hearing'), ('judgment', 'Judgment expected'), ('other', 'Another step')], max_length=20, verbose_name='next step'),
        ),
    ]
