"""Signatures of papers, and changes of seals by two people. The database itself refuses to change or
to delete a signature that was made, and a seal that papers bear."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import documents.models.signatures
from django.conf import settings
from django.db import migrations, models


SIGNED = ["document_id", "state", "file", "media_type", "sha256", "signed_at", "signer", "subject", "serial"]
SEAL = ["issuer", "image", "media_type", "sha256", "used_from"]
KEPT = {
    "signature": (SIGNED, "OLD.state = 'signed'", "A signature stays as it was made."),
    "seal": (SEAL, "TRUE", "A seal stays as it was: papers bear it."),
}


def refuse(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    if on_postgresql:
        schema_editor.execute(
            """
            CREATE FUNCTION documents_keep() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
            END $$
            """,
            params=None,  # else the % in it would be taken for a place to fill
        )
    differs = "IS DISTINCT FROM" if on_postgresql else "IS NOT"
    for table, (columns, made, sentence) in KEPT.items():
        changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns)
        for name, event, when in (
            ("kept", "UPDATE", f"{made} AND ({changed})"),
            ("stays", "DELETE", "TRUE"),
        ):
            trigger = f"TRIGGER documents_{table}_{name} BEFORE {event} ON documents_{table}"
            if on_postgresql:
                then = f"EXECUTE FUNCTION documents_keep('{sentence}')"
                schema_editor.execute(f"CREATE {trigger} FOR EACH ROW WHEN ({when}) {then}")
            else:
                then = f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
                schema_editor.execute(f"CREATE {trigger} WHEN {when} {then}")
        if on_postgresql:
            schema_editor.execute(
                f"CREATE TRIGGER documents_{table}_stays_whole BEFORE TRUNCATE ON documents_{table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION documents_keep('{sentence}')"
            )


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION documents_keep() CASCADE")
        return
    for table in KEPT:
        for name in ("kept", "stays"):
            schema_editor.execute(f"DROP TRIGGER documents_{table}_{name}")


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_seals_forms_and_addresses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SealChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=40, verbose_name='issuer')),
                ('image', models.BinaryField(verbose_name='picture')),
                ('media_type', models.CharField(max_length=20, verbose_name='kind of picture')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('used_from', models.DateTimeField(verbose_name='in use from')),
                ('decision_no', models.CharField(max_length=80, verbose_name='number of the decision')),
                ('reason', models.CharField(max_length=400, verbose_name='reason')),
                ('proposed_at', models.DateTimeField(verbose_name='proposed at')),
                ('outcome', models.CharField(choices=[('pending', 'waits for another administrator'), ('accepted', 'confirmed'), ('rejected', 'rejected')], default='pending', max_length=10, verbose_name='outcome')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided at')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note of who decided')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('made', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='made_by', to='documents.seal', verbose_name='seal')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
            ],
            options={
                'verbose_name': 'change of a seal',
                'verbose_name_plural': 'changes of seals',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='a_seal_is_decided_by_another_person'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', 'pending')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome__in', ['accepted', 'rejected'])), _connector='OR'), name='a_decided_seal_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('decision_no', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='a_change_of_a_seal_names_its_decision_and_reason'), models.CheckConstraint(condition=models.Q(models.Q(('made__isnull', False), ('outcome', 'accepted')), models.Q(models.Q(('outcome', 'accepted'), _negated=True), ('made', None)), _connector='OR'), name='a_confirmed_change_and_no_other_makes_a_seal'), models.UniqueConstraint(condition=models.Q(('outcome', 'pending')), fields=('issuer',), name='one_change_of_a_seal_waits_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('pending', 'to be signed'), ('signed', 'signed'), ('failed', 'could not be signed')], default='pending', max_length=10, verbose_name='state')),
                ('file', models.FileField(blank=True, max_length=200, upload_to=documents.models.signatures.signed_path_of, verbose_name='signed file')),
                ('media_type', models.CharField(default='application/pdf', max_length=40, verbose_name='kind of file')),
                ('sha256', models.CharField(blank=True, db_index=True, max_length=64, verbose_name='SHA-256')),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='signed at')),
                ('signer', models.CharField(blank=True, max_length=20, verbose_name='signed by way of')),
                ('subject', models.CharField(blank=True, max_length=400, verbose_name='certificate')),
                ('serial', models.CharField(blank=True, max_length=64, verbose_name='serial number of the certificate')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('lease_until', models.DateTimeField(blank=True, null=True, verbose_name='held by a worker until')),
                ('failure', models.CharField(blank=True, max_length=400, verbose_name='what went wrong')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='signature', to='documents.document', verbose_name='paper')),
            ],
            options={
                'verbose_name': 'signature',
                'verbose_name_plural': 'signatures',
                'indexes': [models.Index(condition=models.Q(('state', 'pending')), fields=['lease_until'], name='signatures_to_make')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'signed', 'failed'])), name='a_signature_is_pending_signed_or_failed'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'signed'), _negated=True), models.Q(django.db.models.lookups.Exact(django.db.models.functions.text.Length('sha256'), 64), ('signed_at__isnull', False), models.Q(('file', ''), _negated=True)), _connector='OR'), name='a_signed_paper_has_its_file_and_digest'), models.CheckConstraint(condition=models.Q(('state', 'signed'), models.Q(('file', ''), ('sha256', ''), ('signed_at', None)), _connector='OR'), name='only_a_signed_paper_has_a_signed_file'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('failure', ''), _negated=True), _connector='OR'), name='a_failed_signature_says_what_went_wrong')],
            },
        ),
        migrations.RunPython(refuse, allow),
    ]
