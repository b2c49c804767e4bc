"""Every way past the one door that anybody could think of: each makes a registered case a granted
one, or rewrites what was done, without a move. ``test_door.py`` shows that all of them are shut.
"""

from django.core import serializers
from django.db import connection
from django.db.models import F, Value

from cases.models import Case, CaseClockEvent, CaseTransition
from cases.states import Status
from tests.cases.factories import case_facts, make, someone
from tests.cases.moments import LATER, NOON
from workflow.models import AuditEntry
from workflow.transitions import perform
from workflow.units import unit_of_work

SQLITE = connection.vendor == "sqlite"

SNEAKS = []


def sneak(function):
    SNEAKS.append(function)
    return function


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def copied(case, **changes):
    """The same row once more, as somebody might build it by hand."""
    values = {field.attname: getattr(case, field.attname) for field in Case._meta.concrete_fields}
    del values["id"], values["process_id"]
    return Case(**values | {"number": "X", "submission": "X"} | changes)


# The attribute


@sneak
def assign_the_attribute(case):
    case.status = Status.GRANTED


@sneak
def set_the_attribute_by_name(case):
    setattr(case, "status", "granted")  # noqa: B010 - that is the sneak


@sneak
def assign_while_the_field_is_not_loaded(case):
    lazy = Case.objects.only("number").get(pk=case.pk)
    lazy.status = "granted"
    lazy.save(update_fields=["status"])


@sneak
def forget_the_attribute_and_set_it_again(case):
    del case.__dict__["status"]
    case.status = "granted"
    case.save()


@sneak
def write_into_the_dict(case):
    case.__dict__["status"] = "granted"
    case.save()


@sneak
def write_into_the_dict_with_the_next_version(case):
    case.__dict__.update(status="granted", version=case.version + 1)
    case.save(update_fields=["status", "version"])


@sneak
def set_the_state_through_the_field(case):
    Case._meta.get_field("status").set_state(case, "granted")
    case.save(force_update=True)


@sneak
def raise_the_version_alone(case):
    case.version += 1
    case.save()


@sneak
def save_as_a_fixture_does(case):
    case.__dict__["status"] = "granted"
    [again] = serializers.deserialize("json", serializers.serialize("json", [case]))
    again.save()


# Querysets


@sneak
def update_a_queryset(case):
    Case.objects.filter(pk=case.pk).update(status="granted")


@sneak
def update_the_version_of_a_queryset(case):
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1)


@sneak
def update_from_the_applicant(case):
    case.applicant.cases.update(status="granted")


@sneak
def update_in_bulk(case):
    case.__dict__["status"] = "granted"
    Case.objects.bulk_update([case], ["status"])


@sneak
def update_the_base_manager(case):
    Case._base_manager.filter(pk=case.pk).update(status="granted", version=2)


@sneak
def update_the_base_manager_by_an_expression(case):
    Case._base_manager.filter(pk=case.pk).update(status=Value("granted"), version=F("version") + 1)


@sneak
def update_in_bulk_by_the_base_manager(case):
    case.__dict__["status"] = "granted"
    Case._base_manager.bulk_update([case], ["status"])


@sneak
def update_or_create(case):
    Case.objects.update_or_create(pk=case.pk, defaults={"status": "granted"})


# Inserts


@sneak
def insert_a_granted_case(case):
    copied(case, status="granted", version=0, decided_at=NOON).save(force_insert=True)


@sneak
def insert_a_case_with_a_version(case):
    copied(case, status="new", version=5).save(force_insert=True)


@sneak
def insert_in_bulk(case):
    Case.objects.bulk_create([copied(case, status="registered", version=0)])


@sneak
def insert_over_the_row(case):
    twin = copied(case, number=case.number, status="granted", version=2)
    Case.objects.bulk_create(
        [twin], update_conflicts=True, unique_fields=["number"], update_fields=["status", "version"]
    )


@sneak
def get_or_create_a_granted_case(case):
    case.applicant.cases.get_or_create(
        number="X", status="granted", decided_at=NOON, submission="X", station=case.station,
        agency=case.agency, defaults=case_facts(),
    )  # fmt: skip


# Moves past perform()


@sneak
def call_the_move(case):
    case.accept(by=None, at=NOON)


@sneak
def call_the_move_of_the_class(case):
    Case.accept(case, by=None, at=NOON)


@sneak
def call_the_machine_under_the_move(case):
    Case._meta.get_field("status").change_state(case, Case.accept, case, by=None, at=NOON)


@sneak
def perform_outside_the_order(case):
    with unit_of_work():
        perform(case.grant, by=case.history.get().by, at=NOON, aid_form="civil_litigation")


@sneak
def perform_from_a_status_made_up_in_memory(case):
    """Everything about it is lawful but where it starts."""
    case.__dict__["status"] = "accepted"
    with unit_of_work():
        perform(
            case.recommend,
            by=someone("reviewer", office=case.agency),
            at=NOON,
            person_qualifies=True,
            scope_basis="31",
            means="met",
            evidence="x",
            opinion="grant",
            reasons="y",
        )


@sneak
def perform_on_a_row_read_long_ago(case):
    stale = Case.objects.with_places().get(pk=case.pk)
    clerk = case.history.get().by
    make(case, "accept")
    with unit_of_work():
        perform(stale.redirect, by=clerk, at=LATER, to="elsewhere", why="because")


# The database itself


@sneak
def write_sql(case):
    sql("UPDATE cases_case SET status = 'granted' WHERE id = %s", case.pk)


@sneak
def write_sql_with_the_next_version(case):
    sql("UPDATE cases_case SET status = 'granted', version = version + 1 WHERE id = %s", case.pk)


@sneak
def write_sql_back_to_the_beginning(case):
    sql("UPDATE cases_case SET status = 'new', version = 0 WHERE id = %s", case.pk)


@sneak
def write_sql_with_only_a_version(case):
    sql("UPDATE cases_case SET version = version - 1 WHERE id = %s", case.pk)


@sneak
def replace_the_row(case):
    names = [field.column for field in Case._meta.concrete_fields]
    values = ["'new'" if name == "status" else "0" if name == "version" else name for name in names]
    if not SQLITE:  # PostgreSQL's way to write over a row
        sql(
            "INSERT INTO cases_case SELECT * FROM cases_case WHERE id = %s "
            "ON CONFLICT (id) DO UPDATE SET status = 'new', version = 0",
            case.pk,
        )
    sql(
        f"REPLACE INTO cases_case ({', '.join(names)}) "
        f"SELECT {', '.join(values)} FROM cases_case WHERE id = %s",
        case.pk,
    )


# Taking away what was done


@sneak
def delete_the_case(case):
    case.delete()


@sneak
def delete_the_case_by_sql(case):
    sql("DELETE FROM cases_case WHERE id = %s", case.pk)
    connection.check_constraints()


@sneak
def delete_the_records(case):
    case.history.all().delete()


@sneak
def delete_the_records_raw(case):
    records = CaseTransition._base_manager.filter(case=case)
    records._raw_delete(records.db)


@sneak
def change_a_record(case):
    record = case.history.get()
    record.reason = "another"
    record.save()


@sneak
def update_the_records(case):
    case.history.update(target="granted")


@sneak
def delete_the_events_of_clocks(case):
    CaseClockEvent._base_manager.filter(clock__subject=case).delete()


@sneak
def update_the_events_of_clocks(case):
    CaseClockEvent._base_manager.filter(clock__subject=case).update(note="x")


@sneak
def update_the_chain(case):
    AuditEntry.objects.update(action="x")


@sneak
def delete_the_chain(case):
    AuditEntry.objects.all().delete()


@sneak
def replace_a_record(case):
    if not SQLITE:
        sql("TRUNCATE cases_casetransition CASCADE")
    sql("REPLACE INTO cases_casetransition SELECT * FROM cases_casetransition")


@sneak
def replace_the_chain(case):
    if not SQLITE:
        sql("TRUNCATE workflow_auditentry")
    sql("REPLACE INTO workflow_auditentry SELECT * FROM workflow_auditentry")


@sneak
def empty_the_table(case):
    if SQLITE:
        sql("DELETE FROM cases_caseclockevent")
    sql("TRUNCATE cases_case CASCADE")
