"""The calendar's pages: everybody looks, one administrator imports, another decides."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from cases import notices
from cases.models import CaseClock, Notice
from cases.recomputing import recompute_batch
from cases.states import Role
from cases.web.timeleft import first_of
from tests.cases import factories
from tests.cases.factories import UserFactory
from tests.cases.moments import moment
from tests.workflow.parcels.notices import DAYS_2027, NUMBER, as_csv
from workflow import audit
from workflow.calendar_store import current_calendar
from workflow.models import AuditEntry, CalendarNotice, Recompute
from workflow.tick import tick

YEAR_END = moment(date(2026, 12, 30), 9)


@pytest.fixture
def sign_in(sign_in):
    """What is asserted here is the source text, whatever its translation."""

    def enter(user):
        client = sign_in(user)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return enter


@pytest.fixture
def second_admin(city):
    return UserFactory(username="second_admin", name="管二", roles=[(Role.ADMIN, None)])


@pytest.fixture
def upload(admin, sign_in):
    """``upload(content, ...)``: the import form as an administrator sends it."""

    def send(content=None, person=admin, **typed):
        typed = {"year": "2027", "paper_no": NUMBER, "published_on": "2026-11-02"} | typed
        if content is not None:
            typed["file"] = SimpleUploadedFile("放假安排.csv", content)
        return sign_in(person).post("/calendar/import/", typed)

    return send


@pytest.fixture
def waiting(upload):
    assert upload(as_csv()).status_code == 302
    return CalendarNotice.objects.get(year=2027)


def decide(client, notice, what, **typed):
    return client.post(f"/calendar/notices/{notice.pk}/{what}/", typed)


# For everybody


def test_everybody_finds_the_calendar_in_the_rail(city, see):
    for name, person in city.people.items():
        if person.offices(Role.ORGAN):
            continue  # a liaison finds the own pages alone
        page = see(person, "/calendar/2026/")
        assert 'href="/calendar/" aria-current="page"' in page, name


def test_a_year_shows_rest_days_make_up_days_and_the_notice_they_rest_on(clerk, see):
    page = see(clerk, "/calendar/2026/")

    assert "国办发明电〔2025〕7号" in page
    assert page.count('class="cell made-up"') == 6 + 1  # and the legend
    assert page.count("<caption>") == 12
    assert "248" in page
    assert "cell off" in page


def test_an_unannounced_year_says_so_and_marks_the_days_that_are_open(clerk, see):
    page = see(clerk, "/calendar/2027/")

    assert "The notice of this year is not in force yet." in page
    assert page.count("open") > 20
    assert "cell off" in page  # the statutory days are sure


@pytest.mark.parametrize("year", [2007, 2200])
def test_a_year_that_nobody_knows_is_not_there(year, clerk, see):
    see(clerk, f"/calendar/{year}/", status=404)


def test_who_imported_and_what_waits_is_for_administrators(waiting, admin, clerk, see):
    assert "管宁" in see(admin, "/calendar/2027/")
    assert NUMBER not in see(clerk, "/calendar/2027/")
    assert "Import" not in see(clerk, "/calendar/2027/")


def test_the_page_costs_few_queries(clerk, sign_in, django_assert_max_num_queries):
    client = sign_in(clerk)
    client.get("/calendar/")
    with django_assert_max_num_queries(6):
        client.get("/calendar/2026/")


# In


def test_a_file_is_taken_in_with_its_name_and_digest(waiting, admin):
    assert waiting.waits
    assert (waiting.imported_by, waiting.source_name) == (admin, "放假安排.csv")
    assert waiting.published_on == date(2026, 11, 2)
    assert waiting.days.count() == len(DAYS_2027)
    assert current_calendar().years == set(range(2019, 2027))


def test_lines_may_be_typed_instead(upload):
    assert upload(lines=as_csv().decode()).status_code == 302
    assert CalendarNotice.objects.get(year=2027).days.count() == len(DAYS_2027)


def test_every_defect_is_said_and_nothing_typed_is_lost(upload):
    """Also the text of the file, in GB18030: it can be corrected on the screen."""
    page = upload("2027-01-01,休,元旦\n2027-02-30,off,\n2027-03-01,vielleicht,".encode("gb18030"))
    text = page.content.decode()

    assert page.status_code == 200
    assert NUMBER in text
    assert 'value="2026-11-02"' in text
    assert "2027-01-01,休,元旦\n2027-02-30,off," in text
    assert "2027-02-30" in text.split("errorlist")[1]
    assert "vielleicht" in text.split("errorlist")[1]
    assert not CalendarNotice.objects.filter(year=2027).exists()


@pytest.mark.parametrize(
    "typed", [{}, {"lines": " "}, {"paper_no": " "}, {"published_on": "2027-01-01"}, {"year": "x"}]
)
def test_what_is_missing_or_impossible_is_refused(typed, upload):
    content = None if "lines" in typed or not typed else as_csv()
    page = upload(content, **typed)
    assert page.status_code == 200
    assert "errorlist" in page.content.decode()
    assert not CalendarNotice.objects.filter(year=2027).exists()


def test_the_days_that_are_in_force_already_are_nothing_to_do(upload):
    present = CalendarNotice.objects.latest_of(2026)
    days = present.days.values_list("date", "status", "occasion")
    page = upload(as_csv(days), year="2026")

    assert "国办发明电〔2025〕7号" in page.content.decode()
    assert CalendarNotice.objects.waiting().count() == 0


# Two persons


def test_the_importer_sees_what_would_change_and_cannot_confirm(waiting, admin, sign_in):
    client = sign_in(admin)
    page = client.get(f"/calendar/notices/{waiting.pk}/").content.decode()
    assert f"/calendar/notices/{waiting.pk}/confirm/" not in page

    answer = decide(client, waiting, "confirm")

    assert answer.status_code == 409
    waiting.refresh_from_db()
    assert waiting.waits


def test_nobody_but_an_administrator_decides_or_imports(waiting, city, upload, sign_in):
    for name, person in city.people.items():
        if name == "admin":
            continue
        client = sign_in(person)
        assert decide(client, waiting, "confirm").status_code == 404, name
        assert decide(client, waiting, "reject", why="no").status_code == 404, name
        assert upload(as_csv(), person=person).status_code == 404, name
    waiting.refresh_from_db()
    assert waiting.waits


def test_a_second_administrator_confirms_and_every_open_limit_is_dated_anew(
    city, later, upload, second_admin, sign_in, see
):
    with later(YEAR_END):
        case = factories.registered(city, received_at=YEAR_END)
        before = CaseClock.objects.get(subject=case, code="review")
        assert before.certainty == "provisional"
        upload(as_csv([*DAYS_2027, (date(2027, 1, 6), "off", "")]))
        notice = CalendarNotice.objects.get(year=2027)
        client = sign_in(second_admin)
        page = client.get(f"/calendar/notices/{notice.pk}/").content.decode()
        assert case.number in page
        assert case.applicant.name not in page

        answer = decide(client, notice, "confirm")

        assert answer.status_code == 302
        under_way = client.get(f"/calendar/notices/{notice.pk}/")
        assert "<progress" in under_way.content.decode()
        assert under_way["Refresh"]
        while recompute_batch(at=YEAR_END + timedelta(minutes=1)):
            pass
        done = client.get(f"/calendar/notices/{notice.pk}/")
        assert "<progress" not in done.content.decode()
        assert "Refresh" not in done
        case.refresh_from_db()
        after = CaseClock.objects.get(pk=before.pk)
        assert (after.certainty, after.epoch) == ("announced", 1)
        assert case.next_due_at == min(
            CaseClock.objects.filter(subject=case).values_list("due_at", flat=True)
        )
        page = see(city.clerk, case.get_absolute_url())
    assert f"Recomputed: {before.due_on} → {after.due_on}. Basis: 2027 {NUMBER}" in page
    assert {one.requested_by for one in Recompute.objects.all()} == {second_admin}
    assert {entry.action for entry in AuditEntry.objects.filter(actor_id=second_admin.pk)} == {
        "calendarnotice.confirmed"
    }
    assert audit.verify()[1] == []


def test_a_rejection_needs_a_reason_and_keeps_it(waiting, second_admin, sign_in, see):
    client = sign_in(second_admin)
    assert decide(client, waiting, "reject", why="").status_code == 200
    assert decide(client, waiting, "reject", why="第七行有误").status_code == 302

    waiting.refresh_from_db()
    assert waiting.rejected_by == second_admin
    assert "第七行有误" in see(second_admin, "/calendar/2027/")
    assert decide(client, waiting, "confirm").status_code == 409


def test_a_notice_that_is_not_there_is_not_found(admin, sign_in):
    assert decide(sign_in(admin), CalendarNotice(pk=99_999), "confirm").status_code == 404


# Provisional everywhere


def test_a_provisional_day_is_called_so_with_its_range_wherever_it_stands(city, later, see):
    with later(YEAR_END):
        case = factories.registered(city, received_at=YEAR_END)
        clock = first_of(list(case.clocks.all()))
        assert clock.certainty == "provisional"
        span = f"provisional, {clock.due_earliest:%m-%d} to {clock.due_latest:%m-%d}"
        case_page = case.get_absolute_url()
        for path in ("/", "/cases/", case_page, f"{case_page}accept/"):
            assert span in see(city.clerk, path), path


def test_what_is_told_of_a_provisional_day_names_the_range(city, later):
    with later(YEAR_END), override("en"):
        case = factories.registered(city, received_at=YEAR_END)
        clock = first_of(list(case.clocks.all()))
        while tick(CaseClock, at=YEAR_END + timedelta(days=5), announce=notices.announce):
            pass
        notice = Notice.objects.filter(clock=clock).order_by("pk").last()

        said = notice.sentence()

        assert f"Provisional: between {clock.due_earliest} and {clock.due_latest}." in said
        clock.certainty = "announced"
        clock.save()
        notice.refresh_from_db()
        assert "Provisional" not in notice.sentence()
