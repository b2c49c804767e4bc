"""The migration that names a message's notice by its key keeps every message with its notice."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cases.models import CaseClock, CaseMessage, Notice
from tests.cases.factories import build_city, registered
from tests.cases.moments import MONDAY, moment
from tests.migrated import by_night
from workflow.tick import tick

BEFORE = ("cases", "0005_endpoints_and_notices_of_the_house")
AFTER = ("cases", "0006_channels_and_sealed_secrets")


def migrate(*targets):
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return MigrationExecutor(connection).loader.project_state(list(targets)).apps


@pytest.mark.slow
@by_night
@pytest.mark.timeout(600)
@pytest.mark.django_db(transaction=True)
def test_forward_and_back_each_message_keeps_its_notice():
    from cases import notices

    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    registered(build_city())
    tick(CaseClock, at=moment(MONDAY, 9).replace(month=12), announce=notices.announce)
    told = dict(CaseMessage.objects.values_list("key", "notice_id"))
    assert len(told) > 2
    try:
        old = migrate(BEFORE)
        message, notice = (old.get_model("cases", name) for name in ("CaseMessage", "Notice"))
        numbers = dict(notice.objects.values_list("pk", "key"))
        assert {
            key: numbers[number] for key, number in message.objects.values_list("key", "notice_id")
        } == told
    finally:
        migrate(*latest)

    assert dict(CaseMessage.objects.values_list("key", "notice_id")) == told
    assert all(Notice.objects.filter(messages__key=key).count() == 1 for key in told)
