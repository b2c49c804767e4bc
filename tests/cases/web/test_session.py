"""Logging in and out, the lock after wrong passwords, the password, the language."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from cases.models import User
from tests.cases.factories import PASSWORD
from workflow.models import AuditEntry

NEW = "a new and long secret"


def log_in(client, name, password=PASSWORD, **more):
    return client.post("/login/", {"username": name, "password": password} | more)


def test_a_person_logs_in_and_lands_at_the_work(client, clerk):
    answer = log_in(client, "clerk")

    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/").status_code == 200


def test_the_way_that_was_wanted_is_kept_unless_it_leads_away(client, clerk):
    assert client.get("/cases/").url == "/login/?next=/cases/"
    assert log_in(client, "clerk", next="/cases/").url == "/cases/"
    assert log_in(Client(), "clerk", next="https://example.invalid/").url == "/"


def test_a_wrong_password_is_told_without_saying_which_part_was_wrong(client, clerk):
    known, unknown = log_in(client, "clerk", "wrong"), log_in(client, "nobody", "wrong")

    assert known.status_code == unknown.status_code == 200
    assert "errorlist nonfield" in known.content.decode()


def test_five_wrong_passwords_lock_this_name_on_this_machine_only(clerk, second_clerk):
    here, elsewhere = Client(REMOTE_ADDR="10.0.0.1"), Client(REMOTE_ADDR="10.0.0.2")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = log_in(here, "clerk", "wrong")

    assert answer.status_code == 429
    assert "<h1>" in answer.content.decode()
    assert log_in(here, "clerk").status_code == 429
    assert log_in(here, "second_clerk").status_code == 302
    assert log_in(elsewhere, "clerk").status_code == 302


def test_who_is_out_of_use_is_out_at_once(client, clerk):
    log_in(client, "clerk")
    User.objects.filter(pk=clerk.pk).update(is_active=False)

    assert client.get("/").url == "/login/?next=/"
    assert log_in(Client(), "clerk").status_code == 200


def test_a_role_that_was_taken_away_is_gone_at_the_next_page(clerk, case, sign_in):
    client = sign_in(clerk)
    assert client.get(case.get_absolute_url()).status_code == 200
    clerk.memberships.all().delete()

    assert client.get(case.get_absolute_url()).status_code == 404


def test_logging_out_takes_a_post(client, clerk):
    log_in(client, "clerk")

    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").url == "/login/"
    assert client.get("/").status_code == 302


def test_a_password_is_changed_and_the_change_is_on_record(client, clerk):
    log_in(client, "clerk")
    typed = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}

    assert client.post("/password/", typed | {"new_password2": "x"}).status_code == 200
    assert client.post("/password/", typed).url == "/"
    assert client.get("/").status_code == 200
    assert log_in(Client(), "clerk", NEW).status_code == 302
    entry = AuditEntry.objects.get(action="password.changed")
    assert (entry.actor_id, entry.content) == (clerk.pk, {})


# Language


def language_of(answer):
    return answer.headers["Content-Language"]


def test_pages_are_chinese_whatever_the_browser_prefers():
    client = Client(HTTP_ACCEPT_LANGUAGE="en-GB,en;q=0.9")

    answer = client.get("/login/")
    assert language_of(answer) == "zh-hans"
    assert '<html lang="zh-hans">' in answer.content.decode()


def test_the_switch_is_kept_here_and_for_the_person(client, clerk):
    log_in(client, "clerk")
    answer = client.post("/language/", {"language": "en", "next": "/cases/"})

    assert answer.url == "/cases/"
    assert language_of(client.get("/cases/")) == "en"
    assert User.objects.get(pk=clerk.pk).language == "en"


def test_the_persons_language_comes_along_to_another_machine(client, clerk):
    User.objects.filter(pk=clerk.pk).update(language="en")
    log_in(client, "clerk")

    assert language_of(client.get("/")) == "en"


def test_the_switch_works_before_logging_in_and_leads_nowhere_else(client):
    answer = client.post("/language/", {"language": "en", "next": "//example.invalid/"})

    assert answer.url == "/"
    assert language_of(client.get("/login/")) == "en"
    client.post("/language/", {"language": "tlh"})
    assert language_of(client.get("/login/")) == "en"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_ordinary_page_can_be_shown_in_both_languages(language, client, clerk, case):
    User.objects.filter(pk=clerk.pk).update(language=language)
    log_in(client, "clerk")
    with override(language):
        for path in ("/", "/cases/", "/cases/register/", case.get_absolute_url(), "/notices/"):
            assert client.get(path).status_code == 200
