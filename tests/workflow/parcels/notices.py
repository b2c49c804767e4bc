"""Notices of rest days for tests: a believable one for 2027, and what is put into force at once."""

from datetime import date, timedelta

from workflow.calendar_store import confirm, digest_of
from workflow.models import CalendarDay, CalendarNotice

NUMBER = "国办发明电〔2026〕11号"


def days(first, last, status, occasion):
    """Every day from one to the other, as ``(date, status, occasion)``."""
    day, last = date.fromisoformat(first), date.fromisoformat(last)
    while day <= last:
        yield day, status, occasion
        day += timedelta(days=1)


#: Made up: the true one may differ. Every statutory day is off, make-up days are weekend days.
DAYS_2027 = (
    *days("2027-01-01", "2027-01-03", "off", "New Year's Day"),
    *days("2027-01-31", "2027-01-31", "work", "Spring Festival"),
    *days("2027-02-05", "2027-02-12", "off", "Spring Festival"),
    *days("2027-02-20", "2027-02-20", "work", "Spring Festival"),
    *days("2027-04-03", "2027-04-05", "off", "Tomb-sweeping Day"),
    *days("2027-05-01", "2027-05-05", "off", "Labour Day"),
    *days("2027-05-08", "2027-05-08", "work", "Labour Day"),
    *days("2027-06-09", "2027-06-09", "off", "Dragon Boat Festival"),
    *days("2027-09-15", "2027-09-15", "off", "Mid-autumn Festival"),
    *days("2027-10-01", "2027-10-07", "off", "National Day"),
    *days("2027-10-09", "2027-10-09", "work", "National Day"),
)


def as_csv(listed=DAYS_2027):
    """The days as a file that an office would upload."""
    return "".join(f"{day},{status},{occasion}\n" for day, status, occasion in listed).encode()


def draft_of(year, listed, number=NUMBER):
    """A notice with its days, kept and not in force."""
    listed = list(listed)
    notice = CalendarNotice.objects.create(year=year, paper_no=number, digest=digest_of(listed))
    CalendarDay.objects.bulk_create(
        CalendarDay(notice=notice, date=day, status=status, occasion=occasion)
        for day, status, occasion in listed
    )
    return notice


def in_force(year, listed, number=NUMBER):
    """A notice of the package, so to speak: in force, and no person behind it."""
    notice = draft_of(year, listed, number)
    confirm(notice, at=None)
    return notice


def amended(year, *changes):
    """The days of the year's notice in force, with these changed: ``(date, status)``."""
    present = CalendarNotice.objects.latest_of(year)
    listed = {
        day: (status, occasion)
        for day, status, occasion in present.days.values_list("date", "status", "occasion")
    }
    listed |= {date.fromisoformat(day): (status, "") for day, status in changes}
    return sorted((day, status, occasion) for day, (status, occasion) in listed.items())
