"""The only Celery module: each task reads the clock and calls one function.

The database is the queue. A task that is lost costs one tick; one that comes twice finds nothing.
"""

import logging
import time
from typing import Any

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from cases import alarms, notices, recomputing
from cases.actions import forget_drafts as drafts
from cases.actions.apply_retention import erase_confirmed, look_once_a_day
from cases.actions.receive_letter import settle_sent
from cases.actions.scan_files import scan_waiting
from cases.models import CaseMessage, OrganMessage
from documents import batches, drawing, sealing, signing
from workflow.outbox import relay
from workflow.tick import beat

#: So long a recompute goes on before ticks and messages have their turn again.
RECOMPUTE_SECONDS = 5
#: And so long the drawing of batches, which nobody waits for.
BATCH_SECONDS = 20
#: And the erasing of what was kept long enough.
RETENTION_SECONDS = 5

logger = logging.getLogger(__name__)


@shared_task
def run_tick() -> int:
    """Warn of limits that come near, record the breaches of those that passed."""
    at = timezone.now()
    done = notices.pass_time(at=at)
    beat("tick", at)
    return done


@shared_task
def recompute_clocks() -> int:
    """Date clocks anew after a notice of rest days or a change of stages, for a few seconds."""
    done, end = 0, time.monotonic() + RECOMPUTE_SECONDS
    while count := recomputing.recompute_batch(at=timezone.now()):
        done += count
        if time.monotonic() > end:
            break
    return done


@shared_task
def send_messages() -> int:
    """Send what the outboxes hold; a letter that an organ's own system has accepted is proven."""
    at = timezone.now()
    done = relay(CaseMessage, at=at) + relay(OrganMessage, at=at)
    settle_sent(at=timezone.now())
    beat("relay", at)
    return done


@shared_task
def remind_of_calendar() -> int:
    """In December, while the next year's notice of rest days is missing: a word a day."""
    return alarms.remind_of_calendar(at=timezone.now())


@shared_task
def draw_papers() -> int:
    """Draw the papers that were issued and not yet drawn."""
    done = drawing.draw_pending(at=timezone.now())
    if done and settings.CELERY_BROKER_URL and signing.is_on():
        _publish(sign_papers)
    return done


@shared_task
def sign_papers() -> int:
    """Have the papers signed that were drawn for it."""
    return sealing.sign_pending(at=timezone.now())


@shared_task
def draw_batches() -> int:
    """Bring batches of papers further for some seconds, and remove those of a month ago."""
    done, end = batches.forget_old(at=timezone.now()), time.monotonic() + BATCH_SECONDS
    while count := batches.advance(at=timezone.now()):
        done += count
        if time.monotonic() > end:
            break
    return done


@shared_task
def forget_drafts() -> int:
    """Remove drafts of applications that were left lying, with what was told at the counter."""
    return drafts.forget_drafts(at=timezone.now())


@shared_task
def scan_files() -> int:
    """Look for viruses in files that were kept while nobody could."""
    return scan_waiting(at=timezone.now())


@shared_task
def apply_retention() -> int:
    """List the cases past their time once a day; for some seconds erase what was confirmed."""
    done, end = look_once_a_day(at=timezone.now()), time.monotonic() + RETENTION_SECONDS
    for _number in erase_confirmed(at=timezone.now()):
        done += 1
        if time.monotonic() > end:
            break
    return done


def ring_for_papers(**kwargs: Any) -> None:
    """Ring the bell after the commit. Without a broker the next round does the work."""
    _ring(draw_papers)


def ring_for_batches(**kwargs: Any) -> None:
    """The same for a batch that was asked for."""
    _ring(draw_batches)


def _ring(task: Any) -> None:
    if settings.CELERY_BROKER_URL:
        transaction.on_commit(lambda: _publish(task), robust=True)


def _publish(task: Any) -> None:
    try:
        task.delay()
    except (OperationalError, OSError) as error:
        logger.warning("The broker does not answer: %s.", type(error).__name__)
