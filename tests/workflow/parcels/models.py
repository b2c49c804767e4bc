"""A parcel with its clocks, and the messages about them."""

from django.db import models
from django_fsm import GET_STATE, transition

from workflow.models import Clock, ClockEvent, OutboxMessage, Pause, TransitionRecord
from workflow.transitions import (
    Denied,
    Granted,
    Permission,
    StatusField,
    Subject,
    SubjectQuerySet,
    condition,
    refuse_if,
)


class Parcel(models.Model):
    label = models.CharField(max_length=40)

    def __str__(self):
        return self.label


class ParcelClock(Clock):
    subject = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="clocks")

    class Meta(Clock.Meta):
        pass


class ParcelPause(Pause):
    clock = models.ForeignKey(ParcelClock, on_delete=models.PROTECT, related_name="pauses")

    class Meta(Pause.Meta):
        pass


class ParcelClockEvent(ClockEvent):
    clock = models.ForeignKey(ParcelClock, on_delete=models.PROTECT, related_name="events")

    class Meta(ClockEvent.Meta):
        pass


class ParcelMessage(OutboxMessage):
    clock = models.ForeignKey(ParcelClock, on_delete=models.PROTECT, null=True)

    class Meta(OutboxMessage.Meta):
        pass

    def address(self):
        return "driver@parcels.example"

    def subject_and_body(self):
        return f"Parcel {self.payload.get('stage', '')}", "Look at your list."

    def is_stale(self):
        if self.clock is None:
            return False
        clock = ParcelClock.objects.get(pk=self.clock_id)
        if self.payload.get("breach"):
            return clock.breached_at is None
        return not clock.is_open or clock.epoch != self.payload["epoch"]


# What moves: a second state machine beside the one of the cases


class CrateStatus(models.TextChoices):
    NEW = "new", "New"
    PACKED = "packed", "Packed"
    SHIPPED = "shipped", "Shipped"
    DELIVERED = "delivered", "Delivered"


class Worker(Permission):
    """Workers pack and ship; a customer is told who may."""

    def ask(self, subject, user):
        if user.username.startswith("worker"):
            return Granted("worker")
        return Denied("Only a worker may.")


@condition("The crate has no label.")
def labelled(crate):
    return bool(crate.label)


@condition("The crate is too heavy.")
def light(crate):
    return crate.weight <= 30


class Crate(Subject):
    status = StatusField(max_length=20, choices=CrateStatus, default=CrateStatus.NEW)
    label = models.CharField(max_length=40, blank=True)
    weight = models.PositiveIntegerField(default=10)
    driver = models.CharField(max_length=40, blank=True)

    objects = SubjectQuerySet.as_manager()

    def __str__(self):
        return f"crate {self.pk}"

    @transition(
        status,
        source=CrateStatus.NEW,
        target=CrateStatus.PACKED,
        permission=Worker(),
        custom={"label": "Pack"},
    )
    def pack(self, *, by, at):
        """Put it into the crate."""

    @transition(
        status,
        source=CrateStatus.PACKED,
        target=CrateStatus.SHIPPED,
        conditions=[labelled, light],
        permission=Worker(),
        custom={"label": "Ship"},
    )
    def ship(self, *, by, at, driver, **more):
        """Give it to a driver."""
        refuse_if((not driver, "Name the driver."))
        self.driver = driver

    @transition(
        status,
        source=CrateStatus.SHIPPED,
        target=GET_STATE(
            lambda crate, *args, **kwargs: "delivered" if crate.label else "packed",
            states=[CrateStatus.PACKED, CrateStatus.DELIVERED],
        ),
        permission=Worker(),
        custom={"label": "Arrive"},
    )
    def arrive(self, *, by, at):
        """At the address, or back where there is none."""


class CrateTransition(TransitionRecord):
    crate = models.ForeignKey(Crate, on_delete=models.PROTECT, related_name="history")

    class Meta(TransitionRecord.Meta):
        constraints = [
            models.UniqueConstraint(name="a_crates_move_has_its_number", fields=["crate", "seq"])
        ]

    def subject_content(self):
        return {"crate": self.crate_id}
