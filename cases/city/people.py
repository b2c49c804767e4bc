"""The demo's accounts: one person for every role, two where four eyes need it. One password for all.

They exist only where ``seed_demo`` made them; no migration and no other command creates an account.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.db.models import Count, Q

from cases.city.invention import Inventor
from cases.models import Assignment, Firm, Lawyer, Membership, Office, User
from cases.states import Role

PASSWORD = "fayuan-demo-2026"  # noqa: S105  (printed beside the accounts; these people don't exist)


@dataclass
class Staff:
    """Who works where; the lawyers' accounts hang on their lawyers."""

    clerks: dict[int, list[User]] = field(default_factory=dict)  # by station
    reviewers: list[User] = field(default_factory=list)
    heads: list[User] = field(default_factory=list)
    officers: list[User] = field(default_factory=list)
    archivists: list[User] = field(default_factory=list)
    liaison: User | None = None  # of the court that notifies
    bureau: list[User] = field(default_factory=list)


class Accounts:
    """Makes people. The password is hashed once: so many slow hashes would take a minute."""

    def __init__(self, inventor: Inventor) -> None:
        self.inventor, self.hashed = inventor, make_password(PASSWORD)

    def add(
        self, username: str, *roles: tuple[Role, Office | Firm | None], mail: bool = False
    ) -> User:
        user = User.objects.create(
            username=username,
            name=self.inventor.name(self.inventor.sex()),
            password=self.hashed,
            email=f"{username}@fayuan.invalid" if mail else "",
        )
        self.give(user, roles)
        return user

    def give(self, user: User, roles: Iterable[tuple[Role, Office | Firm | None]]) -> None:
        for role, place in roles:
            user.memberships.create(
                role=role,
                office=place if isinstance(place, Office) else None,
                firm=place if isinstance(place, Firm) else None,
            )

    def add_lawyers(self, lawyers: list[Lawyer]) -> None:
        """Every lawyer in use can log in: lawyer-001, lawyer-002 and so on."""
        working = [lawyer for lawyer in lawyers if lawyer.active]
        users = User.objects.bulk_create(
            User(username=f"lawyer-{number:03d}", name=lawyer.name, password=self.hashed)
            for number, lawyer in enumerate(working, 1)
        )
        Membership.objects.bulk_create(
            Membership(user=user, role=Role.LAWYER, firm_id=lawyer.firm_id)
            for user, lawyer in zip(users, working, strict=True)
        )
        for user, lawyer in zip(users, working, strict=True):
            lawyer.user = user
        Lawyer.objects.bulk_update(working, ["user"])


def build(
    inventor: Inventor,
    *,
    bureau: Office,
    agency: Office,
    stations: list[Office],
    lawyers: list[Lawyer],
    organ: Office,
) -> Staff:
    """Everybody who works with the system."""
    accounts, staff = Accounts(inventor), Staff()
    for station in stations:
        place = station.code.removeprefix("court-")
        staff.clerks[station.pk] = [
            accounts.add(f"clerk-{place}", (Role.CLERK, station), mail=True),
            accounts.add(f"clerk-{place}-2", (Role.CLERK, station)),
        ]
    staff.reviewers = [
        accounts.add("reviewer-1", (Role.REVIEWER, agency), mail=True),
        accounts.add("reviewer-2", (Role.REVIEWER, agency), (Role.OFFICER, agency)),
    ]
    staff.heads = [
        accounts.add("head-1", (Role.SUPERVISOR, agency), mail=True),
        # Holds two roles that four eyes keep apart on one and the same case.
        accounts.add("head-2", (Role.SUPERVISOR, agency), (Role.REVIEWER, agency)),
    ]
    staff.officers = [accounts.add("officer-1", (Role.OFFICER, agency), mail=True)]
    staff.archivists = [accounts.add("archivist-1", (Role.ARCHIVIST, agency))]
    staff.liaison = accounts.add("organ-1", (Role.ORGAN, organ))
    staff.bureau = [accounts.add("bureau-1", (Role.BUREAU, bureau), mail=True)]
    accounts.add("auditor-1", (Role.AUDITOR, None))
    accounts.add("admin-1", (Role.ADMIN, None))
    # Changes of limits and calendars are confirmed by a second one.
    accounts.add("admin-2", (Role.ADMIN, None))
    accounts.add("secretary-1", (Role.PROVIDER, lawyers[0].firm))
    accounts.add_lawyers(lawyers)
    return staff


def listed() -> list[tuple[str, str, str]]:
    """(user name, name, what and where) of the accounts to show; of the lawyers the busiest one."""
    rows = []
    shown = User.objects.exclude(username__startswith="lawyer-").exclude(username__endswith="-2")
    people = [
        *shown.order_by("pk"),
        *User.objects.filter(username__in=["reviewer-2", "head-2", "admin-2"]),
    ]
    running = Count("lawyer__assignments", filter=Q(lawyer__assignments__state__in=Assignment.OPEN))
    busiest = User.objects.filter(lawyer__isnull=False).annotate(running=running)
    people += busiest.order_by("-running", "lawyer__pk")[:1]
    for user in people:
        held = user.memberships.select_related("office", "firm")
        places = [
            f"{one.get_role_display()} {one.office or one.firm or ''}".strip() for one in held
        ]
        rows.append((user.username, user.name, "；".join(places)))
    return rows
