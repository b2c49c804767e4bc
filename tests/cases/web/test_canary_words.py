"""What the canary does by being there at all: nothing that a stranger reads changes, and what leaves
the house names nobody."""

import json

from django.core import mail

from cases.models import CaseMessage, Endpoint, Notice
from tests.cases.canary import WORD, canary, flock, leaks, long_after, shows_a_number
from tests.cases.factories import pass_time
from tests.cases.web.test_canary import STRANGERS, another_office, enter, without_tokens
from tests.loglines import LogWatch, watching
from tests.workflow.channels.conftest import receiver  # noqa: F401 - a fixture
from workflow.models import StageRule
from workflow.outbox import relay


def test_every_list_count_and_order_is_the_same_with_it_as_without(city):
    """What a stranger reads before the case is there and after it: not one character differs."""
    theirs = another_office(city)
    pass_time(long_after(theirs))  # or their own clocks would change their pages
    people = [city.people[name] for name in STRANGERS if name in city.people and name != "admin"]
    clients = {user.username: enter(user) for user in people}
    paths = ["/", "/cases/?status=all", "/notices/", "/forecast/", "/printing/", "/batches/",
             "/pauses/", "/messages/", "/calendar/"]  # fmt: skip

    def all_pages():
        return {
            (name, path): without_tokens(client.get(path).content.decode())
            for name, client in clients.items()
            for path in paths
        }

    before = all_pages()
    ours = canary(city)
    flock(city)
    pass_time(long_after(ours))
    assert Notice.objects.filter(case=ours).exists()

    after = all_pages()
    assert [place for place in before if before[place] != after[place]] == []


def test_no_message_names_a_person_whatever_way_it_goes(city, receiver, settings):  # noqa: F811
    """Not even to those whose case it is: a mail, a text, a call of a machine say number and limit."""
    settings.WORKFLOW_SMS_GATEWAY = json.dumps(
        {"url": f"{receiver.url}?{{number}}{{text}}", "success": "OK"}
    )
    for row in StageRule.objects.all():
        row.channels = ["in_app", "email", "webhook", "robot", "file"]
        row.save()
    for place in (city.agency, city.strange_agency):
        Endpoint.objects.create(office=place, channel="webhook", name="oa", url=receiver.url)
    ours = canary(city, "accepted")
    with watching(LogWatch([WORD])) as watch:
        pass_time(at := long_after(ours))
        while relay(CaseMessage, at=at):
            pass

    bodies = [request.body.decode() + str(request.headers) for request in receiver.got]
    mails = [f"{one.subject}\n{one.body}\n{one.to}" for one in mail.outbox]
    rows = [json.dumps(row, default=str) for row in CaseMessage.objects.values()]
    assert bodies
    assert mails
    assert [said for said in bodies + mails + rows if leaks(said) or shows_a_number(said)] == []
    assert watch.taken() == []
    assert ours.number in mails[0]
