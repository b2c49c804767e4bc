"""A paper is looked at before its move is made, and nothing of the move is left behind."""

import re
from io import BytesIO

import pypdf
import pytest

from cases import tasks
from cases.models import Case, CasePaper
from cases.web import drafts, previews
from cases.web.forms.acts import FORMS
from documents.models import Sequence
from documents.rendering import NotDrawn
from tests.cases.reading import paper
from tests.cases.test_one_transaction import everything
from tests.cases.web.test_acts import HAPPY, typed_for

#: The forms that issue papers: where they are used, and by whom.
ISSUING = [(name, where, person) for name, where, person, _then in HAPPY if FORMS[name].has_preview]


@pytest.fixture
def look(sign_in, city):
    """``look(person, case, "grant", ...)``: press "Preview the paper" on that form."""

    def press(person, case, name, **typed):
        typed = {"version": case.version} | typed_for(city, case, name) | typed
        return sign_in(person).post(f"{case.get_absolute_url()}{name}/preview/", typed)

    return press


@pytest.fixture
def drafts_of(look):
    """Every draft that a form has to show: its only one, or each that its list offers."""

    def press(person, case, name):
        answer = look(person, case, name)
        if answer.headers["Content-Type"] == "application/pdf":
            return [answer]
        offered = re.findall(r'name="draft" value="(\d+)"', answer.content.decode())
        return [look(person, case, name, draft=number) for number in offered]

    return press


def words(answer):
    pages = pypdf.PdfReader(BytesIO(answer.content)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


@pytest.mark.parametrize(("name", "where", "person"), ISSUING)
def test_each_draft_is_what_the_move_would_issue(
    name, where, person, city, case_in, drafts_of, press
):
    case, by = case_in(where), getattr(city, person)
    earlier = list(case.papers.values_list("pk", flat=True))
    drafts = drafts_of(by, case, name)
    press(by, case, name, **typed_for(city, case, name))

    issued = case.papers.exclude(pk__in=earlier).select_related("document")
    assert issued
    for answer, document in zip(drafts, (one.document for one in issued), strict=True):
        said = words(answer)
        assert answer.headers["Content-Type"] == "application/pdf"
        assert document.title in said
        if document.register:  # else it bears the number of the case, that it has already
            assert document.label not in said
        assert document.check_code.upper()[:4] not in said


@pytest.mark.parametrize(("name", "where", "person"), ISSUING)
def test_a_preview_leaves_every_row_as_it_was(name, where, person, city, case_in, look, sign_in):
    case, by = case_in(where), getattr(city, person)
    sign_in(by)  # which keeps the time of the login
    before = everything()

    assert look(by, case, name).status_code == 200
    assert everything() == before


def test_what_waits_for_the_commit_never_runs(
    supervisor, case_in, look, press, settings, monkeypatch
):
    settings.CELERY_BROKER_URL, rung = "memory://", []
    monkeypatch.setattr(tasks, "_publish", rung.append)
    case = case_in("recommended")
    rung.clear()

    look(supervisor, case, "grant")
    assert rung == []
    press(supervisor, case, "grant", aid_form="civil_litigation")
    assert rung == [tasks.draw_papers]


@pytest.mark.django_db(transaction=True)
def test_a_preview_commits_nothing_and_the_next_number_is_the_next(
    city, case_in, look, make, sign_in
):
    case = case_in("recommended")
    sign_in(city.supervisor)
    before = everything()

    for _ in range(3):
        assert look(city.supervisor, case, "grant").status_code == 200
    assert everything() == before
    assert not Sequence.objects.filter(register="援决字").exists()
    make(case, "grant")
    assert paper(case, "grant_decision").document.number == 1


@pytest.mark.parametrize(("name", "where", "person", "then"), HAPPY)
def test_a_form_offers_a_preview_when_its_move_has_previews(
    name, where, person, then, city, case_in, press, see
):
    case, by = case_in(where), getattr(city, person)
    page = see(by, f"{case.get_absolute_url()}{name}/")
    before = CasePaper.objects.count()
    press(by, case, name, **typed_for(city, case, name))

    issued = CasePaper.objects.count() > before
    assert FORMS[name].has_preview == (issued and not takes_files(name))
    assert (f'{name}/preview/"' in page) == FORMS[name].has_preview


def takes_files(name):
    """A file that was kept would stay: the store knows no rollback."""
    return any(field.widget.needs_multipart_form for field in FORMS[name].base_fields.values())


# When there is nothing to show


def test_a_refusal_is_told_in_words(clerk, case_in, look):
    answer = look(clerk, case_in("recommended"), "grant")

    assert answer.status_code == 409
    assert "<li>" in answer.content.decode()


def test_a_stale_page_is_told_so(supervisor, case_in, look):
    case = case_in("recommended")

    assert look(supervisor, case, "grant", version=case.version - 1).status_code == 409


def test_a_field_that_is_wrong_is_named(supervisor, case_in, look):
    answer = look(supervisor, case_in("recommended"), "refuse", reasons="")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert str(FORMS["refuse"].base_fields["reasons"].label) in page


def test_a_name_that_no_font_prints_is_told(supervisor, case_in, look):
    answer = look(supervisor, case_in("recommended"), "refuse", reasons="\ue863")

    assert answer.status_code == 409
    assert "U+E863" in answer.content.decode()


def test_a_page_that_can_not_be_drawn_is_told(supervisor, case_in, look, monkeypatch):
    def fail(facts, *, at):
        raise NotDrawn("No ink.")

    monkeypatch.setattr(previews, "draft", fail)
    answer = look(supervisor, case_in("recommended"), "grant")

    assert answer.status_code == 409
    assert "No ink." in answer.content.decode()


def test_of_several_papers_one_is_chosen(supervisor, case_in, look, monkeypatch):
    """A move that issues two: the list keeps what was typed, its buttons show one each."""
    case = case_in("recommended")
    real = drafts.papers_of_move
    monkeypatch.setattr(
        previews, "papers_of_move", lambda *args, **kwargs: real(*args, **kwargs) * 2
    )

    page = look(supervisor, case, "grant").content.decode()
    assert page.count('name="draft"') == 2
    assert '<input type="hidden" name="aid_form" value="civil_litigation">' in page
    assert look(supervisor, case, "grant", draft="1").content.startswith(b"%PDF")
    for wrong in ("2", "-1", "x"):
        assert 'name="draft"' in look(supervisor, case, "grant", draft=wrong).content.decode()


def test_a_move_that_issues_no_paper_this_time_says_so(supervisor, case_in, look, monkeypatch):
    monkeypatch.setattr(previews, "papers_of_move", lambda *args, **kwargs: [])

    answer = look(supervisor, case_in("recommended"), "grant")
    assert answer.status_code == 200
    assert "<h1>" in answer.content.decode()


@pytest.mark.parametrize("person", ["stranger_supervisor", "other_clerk"])
def test_a_stranger_previews_nothing(person, city, case_in, look):
    assert look(getattr(city, person), case_in("recommended"), "grant").status_code == 404


@pytest.mark.parametrize("name", ["accept", "abolish"])
def test_what_issues_nothing_has_no_preview(supervisor, case_in, sign_in, name):
    case = case_in("recommended")

    answer = sign_in(supervisor).post(f"{case.get_absolute_url()}{name}/preview/", {})
    assert answer.status_code == 404
    assert Case.objects.get(pk=case.pk).version == case.version
