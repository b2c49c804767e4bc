"""What no paper can show is refused where it is typed, not weeks later at the decision."""

import pytest
from django.urls import reverse

from cases.intake.values import Wrong, text
from cases.models import Case, Firm
from tests.cases.web.test_register import PATH, application
from tests.documents.test_fonts import NAMES

HIDDEN = ["\ue863", "\u202e", "\u2066", "\u200b", "\U000e0001", "\x07"]


@pytest.fixture
def send(sign_in, clerk, station):
    client = sign_in(clerk)
    return lambda **changes: client.post(PATH, application(station, **changes))


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("field", ["name", "opponents", "claim"])
def test_private_and_hidden_characters_are_refused_at_the_counter(send, field, hidden):
    answer = send(**{field: f"王{hidden}华"})

    assert answer.status_code == 200
    assert f"U+{ord(hidden):04X}" in answer.context["form"].errors[field][0]
    assert not Case.objects.exists()


def test_rare_names_are_taken_as_they_are(send):
    send(name=NAMES)

    assert Case.objects.get().applicant.name == NAMES


def test_one_spelling_is_kept_and_wide_letters_stay_wide(send):
    send(name="Jose\u0301 Ａ", claim="一\r\n二\t三")

    case = Case.objects.get()
    assert case.applicant.name == "José Ａ"
    assert case.claim == "一\n二 三"


def test_a_name_in_the_administration_is_asked_the_same(sign_in, city):
    client = sign_in(city.people["admin"])
    firm = Firm.objects.first()
    path = reverse("admin:cases_firm_change", args=[firm.pk])
    shown = client.get(path).context["adminform"].form.initial
    given = {key: "" if value is None else value for key, value in shown.items()}

    answer = client.post(path, given | {"name": "正\ue863律师事务所"})

    assert "U+E863" in answer.context["adminform"].form.errors["name"][0]
    firm.refresh_from_db()
    assert "\ue863" not in firm.name


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\ufeff", "\x07"])
def test_a_cell_of_a_table_with_hidden_characters_is_damaged(hidden):
    with pytest.raises(Wrong):
        text(f"王{hidden}华")


def test_a_cell_of_a_table_is_kept_in_one_spelling():
    assert text("Jose\u0301") == "José"
