"""The page of every act, wherever a case stands and whoever opens it."""

from itertools import count

import pytest

from cases.models import Case
from cases.web.forms.acts import acts_of
from tests.cases.factories import ROUTES
from tests.workflow.parcels.office import NIGHTLY


@pytest.mark.parametrize("where", ROUTES)
def test_the_page_of_every_act_can_be_shown(where, city, case_in, see):
    """Every route, everybody: an allowed act has its form, a refused one its reasons. Of the refused
    a usual run asks for every third, another third in each state."""
    case, turn = case_in(where), count([*ROUTES].index(where))
    for person in city.people.values() if NIGHTLY else city.one_of_each():
        if not Case.objects.visible_to(person).filter(pk=case.pk).exists():
            continue
        for act in acts_of(Case.objects.with_places().get(pk=case.pk), person):
            if act.allowed or NIGHTLY or next(turn) % 3 == 0:
                path = f"{case.get_absolute_url()}{act.name}/"
                see(person, path, status=200 if act.allowed else 403)
