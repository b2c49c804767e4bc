"""A new trial after remand, and the review of a death sentence, are stages of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0048_choices_and_words'),
    ]

    operations = [
        migrations.AlterField(
            model_name='case',
            name='stage',
            field=models.CharField(choices=[('investigation', 'Investigation'), ('prosecution', 'Prosecution review'), ('first_instance', 'First instance'), ('second_instance', 'Second instance'), ('remand', 'New trial after remand'), ('death_review', 'Review of a death sentence'), ('retrial', 'Retrial'), ('labour_arbitration', 'Labour arbitration'), ('mediation', 'Mediation'), ('administrative', 'Administrative handling'), ('reconsideration', 'Reconsideration'), ('enforcement', 'Enforcement'), ('not_started', 'Not started yet')], max_length=30, verbose_name='stage'),
        ),
    ]
