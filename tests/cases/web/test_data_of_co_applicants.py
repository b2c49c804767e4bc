"""In a joint case (D12) each gets the own data and has the own values put right, and no other's."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cases.actions.decide_correction import decide_correction
from cases.actions.file_correction import file_correction
from cases.city.invention import identity_number
from cases.models import Case, CoApplicant, Correction
from tests.cases.moments import MORNING, NOON
from tests.cases.reading import refused
from workflow import audit
from workflow.models import AuditEntry

SECOND, RIGHT = "11010519491231002X", identity_number(date(1983, 1, 4), sex="女", serial=8)
PHONE = "13982418944"


@pytest.fixture
def joint(registered):
    return registered(
        applicant={"name": "梁金凤", "phone": PHONE},
        together=[
            {"name": "白雪梅", "id_type": "resident_id", "id_no": SECOND},
            {"name": "欧阳兰", "id_type": "", "id_no": "E7654321"},
        ],
    )


@pytest.fixture
def of(joint):
    return {one.name: one.pk for one in joint.co_applicants.all()}


@pytest.fixture
def send(sign_in, joint):
    def post(person, step, **given):
        return sign_in(person).post(f"{joint.get_absolute_url()}data/{step}/", given)

    return post


def copy_for(send, clerk, whose):
    given = {"asked_by": "applicant", "identity_seen": "on", "words": "当面提出", "whose": whose}
    answer = send(clerk, "copy", **given)
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        page, held = file.read("my-data.html").decode(), json.loads(file.read("my-data.json"))
    return page, held


def test_each_copy_holds_the_own_rows_alone(joint, of, clerk, supervisor, send):
    asked = {"case_id": joint.pk, "why": "错字", "by": clerk, "at": MORNING}
    file_correction(what="name", value="柏雪", co_applicant=of["白雪梅"], **asked)
    file_correction(what="phone", value="13900001111", **asked)
    number = joint.applicant.id_no
    everything = {
        "": {"梁金凤", PHONE, number, "13900001111"},
        str(of["白雪梅"]): {"白雪梅", SECOND, "柏雪"},
        str(of["欧阳兰"]): {"欧阳兰", "E7654321"},
    }
    for whose, own in everything.items():
        page, held = copy_for(send, clerk, whose)
        told = json.dumps(held, ensure_ascii=False)
        for text in own:
            assert text in page, (whose, text)
            assert text in told, (whose, text)
        for text in set().union(*everything.values()) - own:
            assert text not in page, (whose, text)
            assert text not in told, (whose, text)
        assert held["of"] == ("co-applicant" if whose else "applicant")


def test_a_co_applicant_reads_nothing_of_the_others_claim_means_or_agreements(of, clerk, send):
    _page, held = copy_for(send, clerk, str(of["白雪梅"]))

    assert set(held["sections"]) == {"coapplicant", "casepaper"}


def test_the_copy_of_one_is_in_the_chain_and_not_in_anothers_list(joint, of, clerk, send):
    copy_for(send, clerk, str(of["白雪梅"]))
    entry = AuditEntry.objects.get(action="personal.exported")
    assert entry.content["co_applicant"] == of["白雪梅"]
    assert "白雪梅" not in str(entry.content)

    for whose, seen in (("", 1), (str(of["白雪梅"]), 2), (str(of["欧阳兰"]), 1)):
        _page, held = copy_for(send, clerk, whose)
        assert len(held["seen_in_full"]) == seen, whose  # the one just made is among them


def test_other_cases_of_a_co_applicant_are_named(joint, of, clerk, registered, send):
    other = registered(applicant={"name": "白雪梅", "id_no": SECOND})

    assert copy_for(send, clerk, str(of["白雪梅"]))[1]["other_cases"] == [other.number]
    assert copy_for(send, clerk, "")[1]["other_cases"] == []


def test_nobody_of_another_case_is_given_anything_here(of, clerk, registered, sign_in):
    other = registered(together=[{"name": "丁", "id_type": "", "id_no": ""}])
    given = {"asked_by": "applicant", "identity_seen": "on", "words": "当面提出"}
    path = f"{other.get_absolute_url()}data/copy/"

    answer = sign_in(clerk).post(path, given | {"whose": of["白雪梅"]})
    assert answer.headers["Content-Type"].startswith("text/html")
    assert not AuditEntry.objects.filter(action="personal.exported").exists()
    with refused("This person does not apply together with the applicant here."):
        file_correction(
            case_id=other.pk, what="name", value="白雪", why="错字", by=clerk, at=MORNING,
            co_applicant=of["白雪梅"],
        )  # fmt: skip


def test_a_case_of_one_asks_nobody_whose_data_it_is(case, joint, clerk, see):
    for step in ("copy", "correction"):
        assert 'name="whose"' not in see(clerk, f"{case.get_absolute_url()}data/{step}/")
        assert 'name="whose"' in see(clerk, f"{joint.get_absolute_url()}data/{step}/")


@pytest.mark.parametrize(
    ("who", "what", "value", "kind"),
    [
        ("白雪梅", "name", "柏雪", "resident_id"),
        ("白雪梅", "id_no", RIGHT, "resident_id"),
        ("欧阳兰", "id_no", RIGHT, "resident_id"),
        ("欧阳兰", "id_no", "h12345678", "hk_macao_permit"),
    ],
)
def test_a_value_is_put_right_where_it_is_kept_and_found_again(
    joint, of, clerk, supervisor, send, sign_in, who, what, value, kind
):
    before = Case.objects.get(pk=joint.pk).applicant
    given = {"what": what, "value": value, "why": "抄错了", "whose": of[who]}
    assert send(clerk, "correction", **given).status_code == 302
    asked = Correction.objects.get()
    path = f"{joint.get_absolute_url()}data/corrections/{asked.pk}/"
    page = sign_in(supervisor).get(path).content.decode()
    assert who in page
    assert value not in page
    sign_in(supervisor).post(path, {"answer": "accept", "version": asked.version})

    person, kept = CoApplicant.objects.get(pk=of[who]), Correction.objects.get()
    assert (getattr(person, what), kept.status) == (value.upper(), "corrected")
    assert kept.old_value in {who, SECOND, "E7654321"}
    if what == "id_no":
        assert person.id_type == kind
        assert list(Case.objects.search(value)) == [joint]
    main = Case.objects.get(pk=joint.pk).applicant
    assert (main.name, main.id_no) == (before.name, before.id_no)
    entry = AuditEntry.objects.get(action="personal.corrected")
    assert entry.content["co_applicant"] == of[who]
    assert audit.verify()[1] == []


def test_of_a_co_applicant_only_name_and_number_can_be_wrong(joint, of, clerk):
    asked = {"case_id": joint.pk, "why": "错", "by": clerk, "at": MORNING}
    asked |= {"co_applicant": of["白雪梅"]}

    with refused("Of a co-applicant only name and identity number are kept."):
        file_correction(what="phone", value="13900001111", **asked)
    with refused("The check digit does not fit: one character is wrong, or two are exchanged."):
        file_correction(what="id_no", value="110105194912310021", **asked)


def test_one_correction_of_each_persons_value_waits(joint, of, clerk, supervisor):
    asked = {"case_id": joint.pk, "what": "name", "why": "错", "by": clerk, "at": MORNING}
    for whose in (None, *of.values()):
        file_correction(value="新名", co_applicant=whose, **asked)
    with refused("A correction of this value waits already: it is decided first."):
        file_correction(value="又名", co_applicant=of["白雪梅"], **asked)
    one = Correction.objects.get(co_applicant=of["白雪梅"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=one.pk).update(co_applicant=of["欧阳兰"])
    decide_correction(correction_id=one.pk, accept=False, reasons="无误", by=supervisor, at=NOON)

    file_correction(value="又名", co_applicant=of["白雪梅"], **asked)
