"""Number, telephone, address and means are sealed; blind indexes find number and telephone.

All or nothing: a migration that is killed leaves the plain columns as they were. On PostgreSQL
``VACUUM FULL cases_applicant, cases_case`` afterwards takes the dead plain rows off the disk;
SQLite overwrites them at once.
"""

import re
import unicodedata

from django.db import migrations, models
from django.db.models import Q

import workflow.sealed
from workflow.sealed import blind
from workflow.triggers import guard_status

BATCH = 500
OF_APPLICANTS = ("id_no", "phone", "address")
OF_CASES = ("household_size", "monthly_income_yuan")
RULE = "an_applicant_has_a_number_or_a_reason"
WORDS = "Give the identity number, or the reason why there is none."

GUARD, UNGUARD = guard_status("cases_case", "cases_casetransition", "case_id", "new")


def normal(number):
    return re.sub(r"[\s\-‐‑‒–—−]", "", unicodedata.normalize("NFKC", number)).upper()


def bare_phone(number):
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", number)).removeprefix("00")
    return digits[2:] if len(digits) == 13 and digits.startswith("861") else digits


def index(text, column):
    return blind(text, column) if text else None


def batches(model):
    last = 0
    while rows := list(model.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield rows
        last = rows[-1].pk


def move(model, names, *, plain_from="", plain_to=""):
    """Copy each column into its other self; the field itself seals and opens."""
    for rows in batches(model):
        for row in rows:
            for name in names:
                setattr(row, f"{name}{plain_to}", getattr(row, f"{name}{plain_from}"))
        yield rows, [f"{name}{plain_to}" for name in names]


def seal(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("PRAGMA secure_delete = ON")
    applicants, cases = apps.get_model("cases", "Applicant"), apps.get_model("cases", "Case")
    for rows, names in move(applicants, OF_APPLICANTS, plain_from="_plain"):
        for row in rows:
            row.id_no_index = index(normal(row.id_no), "cases.applicant.id_no_index")
            row.phone_index = index(bare_phone(row.phone), "cases.applicant.phone_index")
        applicants.objects.bulk_update(rows, [*names, "id_no_index", "phone_index"])
    for rows, names in move(cases, OF_CASES, plain_from="_plain"):
        cases.objects.bulk_update(rows, names)


def open_again(apps, schema_editor):
    for name, columns in (("Applicant", OF_APPLICANTS), ("Case", OF_CASES)):
        model = apps.get_model("cases", name)
        for rows, names in move(model, columns, plain_to="_plain"):
            model.objects.bulk_update(rows, names)


def sealed(kind, words, **given):
    return getattr(workflow.sealed, kind)(blank=True, verbose_name=words, **given)


TEXTS = {
    "id_no": ("identity number", 40),
    "phone": ("telephone", 30),
    "address": ("address", 200),
}


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0011_service_and_printing"),
    ]

    operations = [
        migrations.RunPython(UNGUARD, GUARD),
        migrations.RemoveConstraint("applicant", RULE),
        *(migrations.RenameField("applicant", name, f"{name}_plain") for name in OF_APPLICANTS),
        *(migrations.RenameField("case", name, f"{name}_plain") for name in OF_CASES),
        *(
            migrations.AddField("applicant", name, sealed("SealedField", words, max_length=most, default=""))
            for name, (words, most) in TEXTS.items()
        ),
        migrations.AddField("applicant", "id_no_index", workflow.sealed.BlindIndex("id_no", db_index=True, null=True)),
        migrations.AddField("applicant", "phone_index", workflow.sealed.BlindIndex("phone", db_index=True, null=True)),
        migrations.AddField("case", "household_size", sealed("SealedInteger", "household size", null=True)),
        migrations.AddField("case", "monthly_income_yuan", sealed("SealedAmount", "household income a month (yuan)", null=True)),
        migrations.RunPython(seal, open_again),
        *(migrations.RemoveField("applicant", f"{name}_plain") for name in OF_APPLICANTS),
        *(migrations.RemoveField("case", f"{name}_plain") for name in OF_CASES),
        migrations.AddConstraint(
            "applicant",
            models.CheckConstraint(
                name=RULE,
                condition=Q(id_no_index__isnull=False) | Q(no_id_reason__gt=""),
                violation_error_message=WORDS,
            ),
        ),
        migrations.RunPython(GUARD, UNGUARD),
    ]
