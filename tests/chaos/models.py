"""The in-app word of the parcel office."""

from django.db import models


class Word(models.Model):
    """What a person reads inside the system. Nothing makes its key unique: a second row must be
    seen by the check, not swallowed by the database."""

    clock = models.ForeignKey("parcels.ParcelClock", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)

    def __str__(self):
        return self.key
