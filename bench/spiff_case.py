"""The case through SpiffWorkflow: the flow of ``case.bpmn``, kept as JSON after every step.

As its documentation shows it: read the workflow's JSON, restore it, complete the task, run on to
the next person's task, serialise, save; and one log row a step. Only the flow: no limits, no
papers, no chain, no to-do list, no rights.
"""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState
from story import STEPS, Step

DRAWING = Path(__file__).with_name("case.bpmn")


class SpiffCase(models.Model):
    status = models.CharField(max_length=20, db_index=True)
    workflow = models.TextField()

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return f"workflow {self.pk}"


class SpiffLog(models.Model):
    """The same record of a step as ours: who, when, from where to where, with what."""

    case = models.ForeignKey(SpiffCase, on_delete=models.PROTECT, related_name="log")
    seq = models.PositiveIntegerField()
    move = models.CharField(max_length=40)
    source = models.CharField(max_length=20)
    target = models.CharField(max_length=20)
    by_id = models.BigIntegerField()
    role = models.CharField(max_length=20)
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return f"{self.seq} {self.move}"


@cache
def _serializer() -> BpmnWorkflowSerializer:
    return BpmnWorkflowSerializer()


@cache
def _spec() -> Any:
    parser = BpmnParser()
    parser.add_bpmn_file(str(DRAWING))
    return parser.get_spec("legal_aid")


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in facts.items()
    }


class SpiffCases:
    """Each :meth:`run` is one case."""

    def __init__(self, people: dict[str, Any]) -> None:
        self.people = people
        self.facts = {step.move: _plain(step.facts) for step in STEPS}
        with connection.schema_editor() as editor:
            editor.create_model(SpiffCase)
            editor.create_model(SpiffLog)

    def run(self) -> int:
        """One case; answers with the length of its last JSON."""
        with transaction.atomic():
            row = SpiffCase(status="new")
            self._step(row, BpmnWorkflow(_spec()), 1, STEPS[0])
        for seq, step in enumerate(STEPS[1:], start=2):
            with transaction.atomic():
                row = SpiffCase.objects.select_for_update().get(pk=row.pk)
                self._step(row, _serializer().deserialize_json(row.workflow), seq, step)
        return len(row.workflow)

    def _step(self, row: SpiffCase, workflow: BpmnWorkflow, seq: int, step: Step) -> None:
        workflow.do_engine_steps()
        [task] = workflow.get_tasks(state=TaskState.READY, manual=True)
        facts = self.facts[step.move]
        task.data.update(facts, move=step.move)
        task.run()
        workflow.do_engine_steps()
        ready = workflow.get_tasks(state=TaskState.READY, manual=True)
        row.status = ready[0].task_spec.bpmn_id if ready else "archived"
        if row.status != step.target:
            raise RuntimeError(f"After {step.move} SpiffWorkflow stands at {row.status}.")
        row.workflow = _serializer().serialize_json(workflow)
        row.save()
        SpiffLog.objects.create(
            case=row,
            seq=seq,
            move=step.move,
            source=step.source,
            target=step.target,
            by_id=self.people[step.role].pk,
            role=step.role,
            at=step.at,
            facts=facts,
        )
