"""The only Celery module: each task reads the clock and calls one function.

The database is the queue. A task that is lost costs one tick; one that comes twice finds nothing.
"""

import logging
from typing import Any

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from cases import notices
from cases.models import CaseClock, CaseMessage
from documents import rendering
from workflow.outbox import relay
from workflow.tick import beat, tick

logger = logging.getLogger(__name__)


@shared_task
def run_tick() -> int:
    """Warn of limits that come near, record the breaches of those that passed."""
    at = timezone.now()
    done = tick(CaseClock, at=at, announce=notices.announce)
    beat("tick", at)
    return done


@shared_task
def send_messages() -> int:
    """Send what the outbox holds."""
    return relay(CaseMessage, at=timezone.now())


@shared_task
def draw_papers() -> int:
    """Draw the papers that were issued and not yet drawn."""
    return rendering.draw_pending(at=timezone.now())


def ring_for_papers(**kwargs: Any) -> None:
    """Ring the bell after the commit. Without a broker the next round does the work."""
    if settings.CELERY_BROKER_URL:
        transaction.on_commit(_publish, robust=True)


def _publish() -> None:
    try:
        draw_papers.delay()
    except (OperationalError, OSError) as error:
        logger.warning("The broker does not answer: %s.", type(error).__name__)
