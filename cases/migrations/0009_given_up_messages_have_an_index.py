"""The watchdog finds the messages that were given up among a million that were sent."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_papers_behind_pauses'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='casemessage',
            index=models.Index(condition=models.Q(('dead_at__isnull', False)), fields=['dead_at'], name='casemessage_dead'),
        ),
    ]
