"""The page of a case: where, whose turn, by when and why, what now; and whom it shows what."""

import re
from datetime import timedelta

import pytest

from cases import flows
from cases.identity import NUMBERED, IdentityProblem, parse
from cases.models import Case
from cases.states import Status
from cases.web.facts import facts_of
from cases.web.forms.acts import acts_of
from cases.web.phases import EARLY_ENDS, PHASES
from tests.cases.factories import ROUTES
from tests.cases.moments import LATER, TUESDAY
from tests.cases.web.conftest import NOW
from tests.workflow.parcels.office import NIGHTLY


def fresh(case):
    return flows.with_todo(Case.objects.with_places()).get(pk=case.pk)


def test_the_page_answers_where_whose_by_when_and_what_now(clerk, case, see):
    page = see(clerk, case.get_absolute_url())

    assert str(Status.REGISTERED.label) in page
    assert "2026-11-09" in page  # both limits end on that Monday
    assert "法律援助法第四十三条" in page
    assert f'href="{case.get_absolute_url()}accept/"' in page


def test_both_clocks_stand_side_by_side_with_their_ledgers(clerk, case, see):
    page = see(clerk, case.get_absolute_url())

    assert page.count('<table class="table ledger">') == 2
    assert page.count("<td>2026-11-02") == 2


def test_a_paused_clock_says_so_and_the_reply_runs(clerk, case_in, see):
    page = see(clerk, case_in("supplementing").get_absolute_url())

    assert page.count("left-paused") == 2


def test_a_limit_that_passed_is_late_in_colour_and_word(clerk, case, see, later, pass_time):
    pass_time(LATER)
    with later(LATER):
        assert page_tones(see(clerk, case.get_absolute_url())) >= {"late"}


def page_tones(page):
    return set(re.findall(r"left-(\w+)", page))


def test_a_clock_that_was_met_stays_in_view(supervisor, case_in, see):
    page = see(supervisor, case_in("handling").get_absolute_url())

    assert page.count("left-met") >= 2


def test_a_rule_whose_article_is_not_confirmed_is_called_a_local_one(lawyer, case_in, see):
    page = see(lawyer, case_in("handling").get_absolute_url())

    assert "本机构规则" in page


def test_a_move_that_is_not_open_to_me_is_there_with_its_reason(officer, case, see):
    page = see(officer, case.get_absolute_url())

    accept = next(act for act in acts_of(fresh(case), officer) if act.name == "accept")
    assert f'id="why-{accept.name}"' in page
    assert 'aria-disabled="true"' in page
    assert f'href="{case.get_absolute_url()}accept/"' not in page


def test_a_step_that_is_not_open_to_me_is_there_with_its_reason(supervisor, case_in, see):
    page = see(supervisor, case_in("handling").get_absolute_url())

    assert 'id="why-log_handling"' in page


@pytest.mark.parametrize("where", ["registered", "assigned", "handling", "terminated"])
def test_nothing_personal_stands_unmasked_on_the_page(where, city, case_in, see):
    case = case_in(where, applicant={"phone": "13811535642"})
    for person in ("clerk", "supervisor", "auditor", "lawyer"):
        if not Case.objects.visible_to(getattr(city, person)).filter(pk=case.pk).exists():
            continue
        page = see(getattr(city, person), case.get_absolute_url())
        page = re.sub(r"/check/[0-9a-f]{16}", "", page)  # a paper's code may hold such digits
        assert not re.search(r"1[3-9]\d{9}", page)
        assert not [found for found in re.findall(r"\d{17}[\dX]", page) if is_identity(found)]
        assert "某镇某街" not in page
        assert "138****5642" in page


def is_identity(number):
    try:
        return parse(number, TUESDAY).kind in NUMBERED
    except IdentityProblem:
        return False


def test_the_agencys_opinion_is_not_for_the_lawyer(lawyer, secretary, supervisor, case_in, see):
    case = case_in("handling")

    assert "工资表" in see(supervisor, case.get_absolute_url())
    for outsider in (lawyer, secretary):
        assert "工资表" not in see(outsider, case.get_absolute_url())


def test_the_records_tell_who_did_what_in_which_role(supervisor, city, case_in, see):
    page = see(supervisor, case_in("met").get_absolute_url())

    records = page[page.index('class="timeline"') :]
    for name in ("clerk", "reviewer", "supervisor", "officer", "lawyer"):
        assert getattr(city, name).name in records
    assert "会见受援人。" in records
    assert records.index("会见受援人。") < records.index(city.reviewer.name)


def test_an_applicant_whose_aid_came_first_has_papers_to_follow(clerk, case_in, see):
    page = see(clerk, case_in("provisional").get_absolute_url())

    assert "alert-warning" in page
    assert "receive_later_papers" in page


def test_who_has_it_in_hand_is_named(clerk, second_clerk, case, see):
    flows.claim(case=case, by=clerk, at=NOW)

    page = see(second_clerk, case.get_absolute_url())
    assert clerk.name in page
    assert "/claim/" not in page
    assert "/give-back/" in see(clerk, case.get_absolute_url())


def test_every_state_has_its_place_on_the_way():
    places = [status for _label, states in PHASES for status in states]

    assert sorted([*places, *EARLY_ENDS]) == sorted(set(Status) - {Status.NEW})


@pytest.mark.once  # the statements are those of the other pages here
@pytest.mark.parametrize("where", ROUTES)
def test_everybody_who_sees_a_case_gets_its_page_wherever_it_stands(where, city, case_in, see):
    """By day every second person, the others in the next state."""
    case, first = case_in(where), [*ROUTES].index(where) % 2
    for person in city.people.values() if NIGHTLY else city.one_of_each()[first::2]:
        if Case.objects.visible_to(person).filter(pk=case.pk).exists():
            assert case.number in see(person, case.get_absolute_url())
            assert facts_of(fresh(case), person, opponents=["某"])


#: session, person, roles, case; clocks, pauses, calendar; records, steps, limits dated anew, lawyers
#: named; opponents, papers, attachments, originals, bell. Papers that are there: what became of them.
#: What was agreed, corrections that wait, a hold.
PAGE = 19
#: Whom a file's readings are shown: the chain. While the case lives: the same person, the other
#: side, and what was told apart.
READINGS, LIKENESSES, COOPERATION = 1, 3, 1


@pytest.mark.parametrize("many", [1, 6])
def test_the_page_costs_the_same_however_much_has_happened(
    lawyer, case_in, make, client, django_assert_num_queries, many
):
    case = case_in("handling")
    for number in range(many):
        case.opponents.create(name=f"被告{number}")
        case = make(case, "log_handling", next_on=TUESDAY + timedelta(days=20))
    client.force_login(lawyer)

    with django_assert_num_queries(PAGE + 1):
        client.get(case.get_absolute_url())


@pytest.mark.parametrize("where", ["registered", "recommended", "granted", "archived", "refused"])
def test_a_head_pays_one_query_more_for_the_people_to_choose_from(
    supervisor, case_in, client, django_assert_num_queries, where
):
    case = case_in(where)
    client.force_login(supervisor)

    objections = where == "refused"  # elsewhere there can be none
    papers, lives = case.papers.exists(), where not in {"archived", "refused"}
    people, likenesses = lives, lives * LIKENESSES
    with django_assert_num_queries(
        PAGE + papers + people + READINGS + COOPERATION + likenesses + objections
    ):
        client.get(case.get_absolute_url())


def test_the_candidates_for_a_case_cost_the_same_however_many_there_are(
    officer, city, case_in, client, django_assert_num_queries
):
    from tests.cases.factories import LawyerFactory

    case = case_in("granted")
    client.force_login(officer)
    path = f"{case.get_absolute_url()}propose/"
    for _ in range(2):
        # session, person, roles, case; absences, firms against, lawyers; clocks, pauses, bell
        with django_assert_num_queries(10):
            client.get(path)
        LawyerFactory.create_batch(5, firm=city.firm)
