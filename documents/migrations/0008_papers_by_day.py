"""The papers of a day are found without reading those of all years."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0007_batches_of_papers'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['issued_at'], name='papers_by_day'),
        ),
    ]
