"""Who applies together, and who applies for somebody, is compared by name: each has an index."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0050_notices_follow_each_other"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="agent",
            index=models.Index(fields=["name"], name="agent_by_name"),
        ),
        migrations.AddIndex(
            model_name="coapplicant",
            index=models.Index(fields=["name"], name="co_applicant_by_name"),
        ),
    ]
