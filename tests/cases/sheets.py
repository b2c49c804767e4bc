"""Files of applications for the tests: one ordinary row, and what is changed in it."""

import csv
import io
from datetime import date
from itertools import count

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
    out = io.StringIO()
    writer = csv.DictWriter(out, header, delimiter=separator, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
