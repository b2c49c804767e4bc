"""What becomes of papers after their issue, tries of who checks them, and the indexes to check by."""

import django.db.models.deletion
from django.db import migrations, models

TABLE = "documents_standing"
SENTENCE = "What became of a paper is added to, never changed."


def refuse(apps, schema_editor):
    run = schema_editor.execute
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            run(
                f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
            )
        # INSERT OR REPLACE deletes without asking the DELETE trigger.
        run(
            f"CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE} "
            f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id) "
            f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        )
        return
    run(
        f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for name, event in (
        ("no_change", "BEFORE UPDATE OR DELETE ON {} FOR EACH ROW"),
        ("no_truncate", "BEFORE TRUNCATE ON {} FOR EACH STATEMENT"),
    ):
        run(
            f"CREATE TRIGGER {TABLE}_{name} {event.format(TABLE)} "
            f"EXECUTE FUNCTION {TABLE}_refuse()"
        )


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION {TABLE}_refuse() CASCADE")
        return
    for name in ("update", "delete", "replace"):
        schema_editor.execute(f"DROP TRIGGER {TABLE}_no_{name}")


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_numbers")]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["check_code"], name="papers_by_code"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("state", "drawn")), fields=["sha256"], name="papers_by_digest"
            ),
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("replaced", "replaced by another paper"),
                            ("withdrawn", "withdrawn by the agency"),
                            ("ended", "no longer in force"),
                            ("objected", "under objection"),
                            ("upheld", "upheld on objection"),
                            ("changed", "changed on objection"),
                        ],
                        max_length=10,
                        verbose_name="what became of it",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by_document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="by which paper",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="documents.document",
                        verbose_name="paper",
                    ),
                ),
            ],
            options={
                "verbose_name": "standing of a paper",
                "verbose_name_plural": "standings of papers",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "what__in",
                                ["replaced", "withdrawn", "ended", "objected", "upheld", "changed"],
                            )
                        ),
                        name="a_standing_is_a_known_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("what", "replaced"), _negated=True),
                            ("by_document__isnull", False),
                            _connector="OR",
                        ),
                        name="a_replaced_paper_names_the_one_that_replaces_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by_document", None),
                            models.Q(("by_document", models.F("document")), _negated=True),
                            _connector="OR",
                        ),
                        name="no_paper_replaces_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10, verbose_name="kind")),
                ("span", models.PositiveIntegerField(verbose_name="span of time")),
                ("client", models.CharField(blank=True, max_length=32, verbose_name="client")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="tries")),
            ],
            options={
                "verbose_name": "tries of a client",
                "verbose_name_plural": "tries of clients",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["kind", "span", "client"], name="a_client_is_counted_once_a_span"
                    )
                ],
            },
        ),
        migrations.RunPython(refuse, allow),
    ]
