"""A limit passes, and the head of the agency sees it without looking for it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from cases.models import CaseMessage
from tests.cases import factories


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_clock_passes_and_the_head_sees_the_breach(city, at_screen, language):
    received = timezone.now() - timedelta(days=20)
    case = factories.registered(city, received_at=received)
    city.supervisor.language = language
    city.supervisor.save(update_fields=["language"])

    call_command("run_clock", "--once")
    head = at_screen(city.supervisor)

    bell = head.page.locator("a[href='/notices/']").first
    assert "2" in bell.inner_text()  # review and acceptance
    bell.click()
    assert head.page.locator(f"a[href='{case.get_absolute_url()}']").count() >= 1
    head.open(case)
    late = head.page.locator(".glance .left-late")
    assert late.count() == 1
    assert ("超期" if language == "zh-hans" else "overdue") in late.inner_text()
    assert CaseMessage.objects.filter(notice__user=city.supervisor, sent_at__isnull=False).exists()
