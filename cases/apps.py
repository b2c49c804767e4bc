"""Ties the domain to the engines: what follows a move is connected here, once."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Legal aid")

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from cases import checks, clockwork, flows, tasks  # noqa: F401  (checks register themselves)
        from cases.models import Case, CasePaper
        from workflow.transitions import moved

        # In this order: clocks first, since the to-do may be refused and then all is undone.
        moved.connect(clockwork.run_clocks, sender=Case, dispatch_uid="cases.clocks")
        moved.connect(clockwork.remember_actor, sender=Case, dispatch_uid="cases.actors")
        moved.connect(flows.follow, sender=Case, dispatch_uid="cases.todo")
        # A paper was issued: once that is committed, the worker hears of it.
        post_save.connect(tasks.ring_for_papers, sender=CasePaper, dispatch_uid="cases.papers")
