"""The engine as a Django app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class WorkflowConfig(AppConfig):
    name = "workflow"
    verbose_name = _("Workflow")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from workflow import checks  # noqa: F401  (registers the checks)

        post_migrate.connect(load_what_ships, sender=self)


def load_what_ships(*, apps: Any, **kwargs: Any) -> None:
    """After every migration: the limits and stages of this version that the tables don't have yet.

    Not a data migration, which would have to know the tables as they were at each release.
    """
    from workflow.shipped import load_shipped_rules, load_shipped_stages

    try:
        stages = apps.get_model("workflow", "StageRule")
    except LookupError:
        return  # migrated to a release that has no such table yet, or back to one
    load_shipped_rules(apps.get_model("workflow", "LimitRule"))
    load_shipped_stages(stages)
