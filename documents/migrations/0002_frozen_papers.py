"""The database itself refuses to change or to delete a paper that was issued."""

from django.db import migrations

FROZEN = [
    "kind",
    "issuer",
    "register",
    "year",
    "number",
    "label",
    "issued_at",
    "facts",
    "check_code",
]
DRAWN = ["state", "pdf", "sha256", "drawn_at"]


def changed(columns, *, differs):
    return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns)


def refuse_on_sqlite(schema_editor, frozen, drawn):
    frozen, drawn = changed(frozen, differs="IS NOT"), changed(drawn, differs="IS NOT")
    for name, event, when, sentence in (
        ("frozen", "UPDATE", frozen, "What was issued does not change."),
        ("kept", "UPDATE", f"OLD.state = 'drawn' AND ({drawn})", "A drawn paper stays as it is."),
        ("stays", "DELETE", "TRUE", "A paper is never deleted."),
    ):
        schema_editor.execute(
            f"CREATE TRIGGER documents_paper_{name} BEFORE {event} ON documents_document "
            f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        )
    # INSERT OR REPLACE deletes without asking the DELETE trigger: refuse a number that is there.
    schema_editor.execute(
        "CREATE TRIGGER documents_paper_alone BEFORE INSERT ON documents_document WHEN EXISTS "
        "(SELECT 1 FROM documents_document WHERE id = NEW.id OR (issuer = NEW.issuer "
        "AND register = NEW.register AND year = NEW.year AND number = NEW.number)) "
        "BEGIN SELECT RAISE(ABORT, 'What was issued does not change.'); END"
    )


def refuse_on_postgresql(schema_editor, frozen, drawn):
    schema_editor.execute(
        """
        CREATE FUNCTION documents_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        params=None,  # else the % in it would be taken for a place to fill
    )
    differs = "IS DISTINCT FROM"
    frozen, drawn = changed(frozen, differs=differs), changed(drawn, differs=differs)
    for name, rest in (
        ("frozen", f"FOR EACH ROW WHEN ({frozen})"),
        ("kept", f"FOR EACH ROW WHEN (OLD.state = 'drawn' AND ({drawn}))"),
        ("stays", "FOR EACH ROW"),
        ("stays_whole", "FOR EACH STATEMENT"),
    ):
        event, sentence = {
            "frozen": ("UPDATE", "What was issued does not change."),
            "kept": ("UPDATE", "A drawn paper stays as it is."),
            "stays": ("DELETE", "A paper is never deleted."),
            "stays_whole": ("TRUNCATE", "A paper is never deleted."),
        }[name]
        schema_editor.execute(
            f"CREATE TRIGGER documents_paper_{name} BEFORE {event} ON documents_document "
            f"{rest} EXECUTE FUNCTION documents_refuse('{sentence}')"
        )


def refuse(apps, schema_editor, frozen=FROZEN, drawn=DRAWN):
    {"sqlite": refuse_on_sqlite, "postgresql": refuse_on_postgresql}[
        schema_editor.connection.vendor
    ](schema_editor, frozen, drawn)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION documents_refuse() CASCADE")
        return
    for name in ("frozen", "kept", "stays", "alone"):
        schema_editor.execute(f"DROP TRIGGER documents_paper_{name}")


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]
