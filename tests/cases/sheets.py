"""Files of applications for the tests: one ordinary row, what is changed in it, and the import."""

import csv
from datetime import date
from io import StringIO
from itertools import count

from django.core.management import call_command

from cases.city.invention import identity_number
from cases.intake.table import REQUIRED

HEADER = ("row", *REQUIRED, "note")
_serials = count(1)


def row(**changes):
    """An ordinary row; every call is another person. ``born`` and ``sex`` make the number fit."""
    serial = next(_serials)
    born = changes.pop("born", date(1985, 1, 1))
    sex = changes.get("sex") or "女"
    return {
        "row": str(serial),
        "received_at": "2026-11-02T09:23:00+08:00",
        "channel": "letter",
        "office": "court-620802",
        "applicant_name": f"来信人{serial}",
        "id_type": "resident_id",
        "id_no": identity_number(born, sex=sex, serial=serial),
        "sex": sex,
        "birth_on": born.isoformat(),
        "phone": "19900000000",
        "address": "甘肃省平凉市崆峒区某镇某街1号",
        "groups": "农民工",
        "matter": "labour_pay",
        "cause": "支付劳动报酬",
        "claim": "被告拖欠5个月工资共14000元",
        "stage": "first_instance",
        "opposing_party": "某某建筑有限公司",
        "household_size": "3",
        "monthly_income_yuan": "2028",
        "limitation_on": "",
        "papers": "identity|application_form|means_statement|case_evidence",
        "note": "",
    } | changes


def text(*rows, header=HEADER, separator=","):
    """The file as text."""
    out = StringIO()
    writer = csv.DictWriter(out, header, delimiter=separator, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


class Import:
    """Runs the command on a file; keeps what it said and what it reported."""

    def __init__(self, folder):
        self.folder = folder

    def __call__(self, *rows, content=None, **options):
        file, report = self.folder / "applications.csv", self.folder / "report.csv"
        file.write_bytes(text(*rows).encode() if content is None else content)
        out = StringIO()
        try:
            call_command("import_applications", file, report=report, stdout=out, **options)
        finally:
            self.said = out.getvalue()
            if report.exists():
                self.report = report.read_text(encoding="utf-8")
                self.found = list(csv.DictReader(StringIO(self.report)))
        return self

    def of(self, row):
        """The findings about a row as (column, severity)."""
        return [(one["column"], one["severity"]) for one in self.found if one["row"] == row["row"]]
