"""Ties the domain to the engines: what follows a move is connected here, once."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Legal aid")

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from cases import checks, clockwork, flows, standing, tasks  # noqa: F401  (checks register themselves)
        from cases.actions.take_up_consultation import take_up_consultation
        from cases.models import Case, Objection
        from documents.issuing import issued
        from documents.models import Batch
        from workflow.transitions import moved

        # In this order: clocks first, since the to-do may be refused and then all is undone.
        moved.connect(clockwork.run_clocks, sender=Case, dispatch_uid="cases.clocks")
        moved.connect(clockwork.remember_actor, sender=Case, dispatch_uid="cases.actors")
        moved.connect(flows.follow, sender=Case, dispatch_uid="cases.todo")
        moved.connect(standing.follow_move, sender=Case, dispatch_uid="cases.standing")
        moved.connect(
            clockwork.run_objection_clocks, sender=Objection, dispatch_uid="cases.objections.clocks"
        )
        moved.connect(
            clockwork.remember_bureau, sender=Objection, dispatch_uid="cases.objections.actors"
        )
        moved.connect(
            standing.follow_objection, sender=Objection, dispatch_uid="cases.objections.standing"
        )
        moved.connect(take_up_consultation, sender=Case, dispatch_uid="cases.consultations")
        # Papers were issued, or a batch asked for: once that is committed, the worker hears of it.
        issued.connect(tasks.ring_for_papers, dispatch_uid="cases.papers")
        post_save.connect(tasks.ring_for_batches, sender=Batch, dispatch_uid="cases.batches")
