"""What the package brings with it: the rest days of 2019-2026, and the domain's table of limits.

The loaders take model classes, so that a data migration can call them with its historical ones;
run again they add what is missing and touch nothing that is there.
"""

import csv
from dataclasses import asdict
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from workflow.calendar_store import confirm, digest_of
from workflow.calendars import Calendar, Listed, YearNotice
from workflow.rules import ShippedRule
from workflow.stages import ShippedStage

HERE = Path(__file__).parent


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _days_by_year() -> dict[int, list[tuple[date, str, str]]]:
    """The days of each notice; a notice may list days of the December before its year."""
    return {
        int(year): [
            (date.fromisoformat(row["date"]), row["status"], row["occasion"]) for row in rows
        ]
        for year, rows in groupby(_rows("rest_days.csv"), key=lambda row: row["notice"])
    }


def shipped_calendar() -> Calendar:
    """The calendar without a database."""
    papers = {int(row["year"]): row["paper_no"] for row in _rows("notices.csv")}
    return Calendar(
        YearNotice(
            year,
            {day: Listed(status == "work", occasion) for day, status, occasion in days},
            papers[year],
        )
        for year, days in _days_by_year().items()
    )


def shipped_rules() -> tuple[ShippedRule, ...]:
    """The domain's limits: the setting WORKFLOW_SHIPPED_RULES names its tuple."""
    return tuple(import_string(settings.WORKFLOW_SHIPPED_RULES))


@transaction.atomic
def load_shipped_calendar(notice_model: Any, day_model: Any) -> int:
    """Put the shipped notices into force, each year that has none yet; returns how many."""
    in_force = notice_model.objects.filter(revision__isnull=False)
    known = set(in_force.values_list("year", flat=True))
    days_by_year, loaded = _days_by_year(), 0
    for row in _rows("notices.csv"):
        year = int(row["year"])
        if year in known:
            continue
        days = days_by_year[year]
        notice = notice_model.objects.create(
            year=year,
            paper_no=row["paper_no"],
            published_on=date.fromisoformat(row["published_on"]) if row["published_on"] else None,
            digest=digest_of(days),
        )
        day_model.objects.bulk_create(
            day_model(notice=notice, date=day, status=status, occasion=occasion)
            for day, status, occasion in days
        )
        confirm(notice, at=None)
        loaded += 1
    return loaded


@transaction.atomic
def load_shipped_rules(rule_model: Any, rules: tuple[ShippedRule, ...] | None = None) -> int:
    """Add the shipped rules that are not there yet; returns how many.

    A row that is there keeps what it counts by. Where it does not say yet from what it runs and
    whom it binds (tables before 0004), that is filled in: no day depends on it.
    """
    rules = shipped_rules() if rules is None else rules
    known = set(rule_model.objects.values_list("code", "valid_from"))
    missing = [rule for rule in rules if (rule.code, rule.valid_from) not in known]
    silent = set(
        rule_model.objects.filter(start_event="", bound="").values_list("code", "valid_from")
    )
    for rule in rules:
        if (rule.code, rule.valid_from) in silent and (rule.start_event or rule.bound):
            rule_model.objects.filter(code=rule.code, valid_from=rule.valid_from).update(
                start_event=rule.start_event, bound=rule.bound
            )
    rule_model.objects.bulk_create(
        rule_model(**asdict(rule) | {"cut_off_channels": list(rule.cut_off_channels)})
        for rule in missing
    )
    return len(missing)


def shipped_stages() -> tuple[ShippedStage, ...]:
    """The domain's stages: the setting WORKFLOW_SHIPPED_STAGES names its tuple."""
    return tuple(import_string(settings.WORKFLOW_SHIPPED_STAGES))


@transaction.atomic
def load_shipped_stages(stage_model: Any, stages: tuple[ShippedStage, ...] | None = None) -> int:
    """Fill the table of stages, limit by limit, where a limit has none yet; returns how many rows.

    A limit whose stages an administrator has touched keeps them as they are.
    """
    stages = shipped_stages() if stages is None else stages
    known = set(stage_model.objects.values_list("limit", flat=True))
    newest = stage_model.objects.order_by("-revision").values_list("revision", flat=True).first()
    missing = [stage for stage in stages if stage.limit not in known]
    stage_model.objects.bulk_create(
        stage_model(**_as_row(stage), revision=(newest or 0) + 1) for stage in missing
    )
    return len(missing)


def _as_row(stage: ShippedStage) -> dict[str, Any]:
    row = asdict(stage)
    return row | {"audiences": list(stage.audiences), "channels": list(stage.channels)}
