"""Forms without a number of their own, the seal and the address a paper was issued with, and what it
was drawn with. SQLite remakes the table, so its triggers are set again, and guard the new columns."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models


earlier = import_module("documents.migrations.0002_frozen_papers")


def refuse(apps, schema_editor):
    earlier.refuse(
        apps,
        schema_editor,
        frozen=[*earlier.FROZEN, "check_url", "seal_id"],
        drawn=[*earlier.DRAWN, "drawn_with"],
    )


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0002_frozen_papers'),
    ]

    operations = [
        migrations.RunPython(earlier.allow, earlier.refuse),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=40, verbose_name='issuer')),
                ('image', models.BinaryField(verbose_name='picture')),
                ('media_type', models.CharField(max_length=20, verbose_name='kind of picture')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('used_from', models.DateTimeField(verbose_name='in use from')),
            ],
            options={
                'verbose_name': 'seal',
                'verbose_name_plural': 'seals',
            },
        ),
        migrations.RemoveConstraint(
            model_name='document',
            name='numbers_start_at_one',
        ),
        migrations.AddField(
            model_name='document',
            name='check_url',
            field=models.CharField(blank=True, max_length=200, verbose_name='address to check it at'),
        ),
        migrations.AddField(
            model_name='document',
            name='drawn_with',
            field=models.CharField(blank=True, max_length=200, verbose_name='drawn with'),
        ),
        migrations.AlterField(
            model_name='document',
            name='number',
            field=models.PositiveIntegerField(null=True, verbose_name='number'),
        ),
        migrations.AlterField(
            model_name='document',
            name='register',
            field=models.CharField(blank=True, max_length=20, verbose_name='register'),
        ),
        migrations.AddConstraint(
            model_name='seal',
            constraint=models.UniqueConstraint(fields=('issuer', 'sha256', 'used_from'), name='a_picture_is_an_issuers_seal_once'),
        ),
        migrations.AddField(
            model_name='document',
            name='seal',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='documents.seal', verbose_name='seal'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number', None), ('register', '')), models.Q(models.Q(('register', ''), _negated=True), ('number__gte', 1)), _connector='OR'), name='what_has_a_register_has_a_number_from_one'),
        ),
        migrations.RunPython(refuse, earlier.allow),
    ]
