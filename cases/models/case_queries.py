"""The questions asked of cases, by name. Every screen begins with :meth:`CaseQuerySet.visible_to`."""

from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from cases.identity import is_number
from cases.states import AGENCY_ROLES, BUREAU_ROLES, ENDS, STATION_ROLES, TODO, Role, Status
from workflow.transitions import SubjectQuerySet

#: The first state in which a lawyer or a firm may see a case: not while only proposed.
SEEN_BY_PROVIDER = ("assigned", "handling", "closed", "reported", "archived", "terminated")

#: What is sealed of a case and of its applicant.
PERSONAL = (
    "household_size",
    "monthly_income_yuan",
    "applicant__id_no",
    "applicant__phone",
    "applicant__address",
)


#: Whose number was searched for, by the flags of a search, in words.
WHOSE = {
    "number_of_applicant": _("The applicant's number"),
    "number_of_co_applicant": _("A co-applicant's number"),
    "number_of_agent": _("The agent's number"),
}


class CaseQuerySet(SubjectQuerySet):
    def visible_to(self, user: Any) -> "CaseQuerySet":
        """The cases this person may know of: own station, own agency, own work."""
        if Role.AUDITOR in user.roles:
            return self.exclude(status=Status.NEW)
        seen = Q(pk__in=[])
        if stations := user.offices(*STATION_ROLES):
            seen |= Q(station__in=stations)
        if agencies := user.offices(*AGENCY_ROLES):
            seen |= Q(agency__in=agencies)
        if bureaus := user.offices(*BUREAU_ROLES):
            seen |= Q(agency__parent__in=bureaus, status__in=["refused", "terminated"])
        if Role.LAWYER in user.roles:
            seen |= Q(lawyer__user=user, status__in=SEEN_BY_PROVIDER)
        if firms := user.firms(Role.PROVIDER):
            seen |= Q(firm__in=firms, status__in=SEEN_BY_PROVIDER)
        return self.filter(seen)

    def kept_by(self, user: Any) -> "CaseQuerySet":
        """Those that this person may know of as staff of the agency that keeps their files."""
        return self.visible_to(user).filter(agency__in=user.offices(*AGENCY_ROLES))

    def waiting_for(self, user: Any) -> "CaseQuerySet":
        """Cases whose to-do falls to a role this person holds where the case is."""
        waits = Q(pk__in=[])
        for role in user.roles:
            states = [status for status, holder in TODO.items() if holder == role]
            if not states:
                continue
            if role in STATION_ROLES:
                waits |= Q(status__in=states, station__in=user.offices(role))
            elif role in AGENCY_ROLES:
                waits |= Q(status__in=states, agency__in=user.offices(role))
            elif role == Role.LAWYER:
                waits |= Q(status__in=states, lawyer__user=user)
        return self.filter(waits)

    def supervised_by(self, user: Any) -> "CaseQuerySet":
        """The cases of the agencies whose head this person is."""
        return self.filter(agency__in=user.offices(Role.SUPERVISOR))

    def withdrawal_proposed(self) -> "CaseQuerySet":
        """Papers were asked for and their date has passed: a head may count it as withdrawn."""
        late = Q(clocks__code="supplement", clocks__state="breached")
        return self.filter(late, status=Status.SUPPLEMENTING)

    def with_places(self) -> "CaseQuerySet":
        """Everything rights and list rows ask for, in one query."""
        return self.select_related("applicant", "station", "agency", "lawyer", "firm")

    def without_personal(self) -> "CaseQuerySet":
        """For lists, which show nobody's numbers, address or means: those stay sealed."""
        return self.defer(*PERSONAL)

    def open(self) -> "CaseQuerySet":
        return self.exclude(status__in=[*ENDS, Status.NEW])

    def by_urgency(self) -> "CaseQuerySet":
        """Time left first; what has no limit comes last, in order of receipt."""
        return self.order_by(*self.urgency)

    @property
    def urgency(self) -> tuple[Any, ...]:
        from django.db.models import F

        return (F("next_due_at").asc(nulls_last=True), "received_at", "pk")

    def late(self, *, at: datetime) -> "CaseQuerySet":
        return self.filter(next_due_at__lte=at)

    def search(self, words: str) -> "CaseQuerySet":
        """By case number, whole identity or telephone number of anybody who applies or speaks for
        who applies, part of the applicant's name or of the cause. A number alone is asked of its
        indexes, and of nothing else."""
        if is_number(words):
            return self.filter(pk__in=self._numbered(words))._saying_whose(words)
        found = self
        for word in words.split():
            found = found.filter(
                Q(number__iexact=word)
                | Q(pk__in=self._numbered(word))
                | Q(applicant__name__contains=word)
                | Q(cause__contains=word)
            )
        return found._saying_whose(*words.split())

    def _numbered(self, words: str) -> Any:
        """Keys of the cases in which this is somebody's number: each table by its own index."""
        from cases.models.applying import Agent, CoApplicant
        from cases.models.people import Applicant, is_numbered

        main = self.model._default_manager.filter(applicant__in=Applicant.objects.numbered(words))
        together = CoApplicant.objects.filter(id_no_index__matches=words)
        agents = Agent.objects.filter(is_numbered(words))
        return (
            main.order_by()
            .values("pk")
            .union(together.order_by().values("case"), agents.order_by().values("case"))
        )

    def _saying_whose(self, *words: str) -> "CaseQuerySet":
        """With a flag for each person whose number one of these words is (:data:`WHOSE`)."""
        from cases.models.applying import Agent, CoApplicant
        from cases.models.people import is_numbered

        there = {"case": OuterRef("pk")}
        main = is_numbered(*words, person="applicant__")
        return self.annotate(
            number_of_applicant=ExpressionWrapper(main, output_field=BooleanField()),
            number_of_co_applicant=Exists(
                CoApplicant.objects.filter(id_no_index__matches=words, **there)
            ),
            number_of_agent=Exists(Agent.objects.filter(is_numbered(*words), **there)),
        )
