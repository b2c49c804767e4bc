"""Searches by number are counted by the hour."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0031_retention"),
    ]

    operations = [
        migrations.CreateModel(
            name='NumberSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'search by number',
                'verbose_name_plural': 'searches by number',
            },
        ),
        migrations.AddIndex(
            model_name='numbersearch',
            index=models.Index(fields=['by', 'at'], name='searches_by_person'),
        ),
    ]
