"""A parcel with its clocks, and the messages about them."""

from django.db import models

from workflow.models import Clock, ClockEvent, OutboxMessage, Pause


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
        return not clock.is_open or clock.epoch != self.payload["epoch"]
