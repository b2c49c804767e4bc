"""The screens at a fixed moment: Tuesday morning, a day after the ordinary case came in."""

import pytest
import time_machine

from tests.cases.moments import TUESDAY, moment

NOW = moment(TUESDAY, 9)


@pytest.fixture(autouse=True)
def _it_is_tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def later():
    """``with later(moment):`` the screens at another time."""

    def travel(at):
        return time_machine.travel(at, tick=False)

    return travel


@pytest.fixture
def see(sign_in):
    """``see(clerk, "/")``: the page as that person gets it, as text; it must be there."""

    def look(person, path, status=200):
        answer = sign_in(person).get(path)
        assert answer.status_code == status, answer
        return answer.content.decode()

    return look


@pytest.fixture
def press(sign_in):
    """``press(clerk, case, "accept", ...)``: send a form as the page just shown would send it."""

    def send(person, case, name, *, follow=False, **typed):
        typed = {"version": case.version} | typed
        return sign_in(person).post(f"{case.get_absolute_url()}{name}/", typed, follow=follow)

    return send
