"""A case whose every personal field holds a token found nowhere else, and the look for them.

``leaks(answer)`` names the tokens that an answer shows to somebody who may not see the case: in its
page, its headers, the text of a PDF. ``masked(answer)`` is asked of everybody's pages: no sound
identity number and no mobile number stands in any of them, whoever reads it.
"""

import html
import io
import re
import uuid
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import pypdf

from cases.actions.keep_draft import keep_draft
from cases.actions.register import Beside, register_case
from cases.city.invention import identity_number
from cases.city.scans import scan
from cases.masking import has_number
from cases.models import Case
from tests.cases.asking import answered
from tests.cases.cast import City, applicant_facts, case_facts, notified, someone
from tests.cases.moments import NOON
from tests.cases.walking import ROUTES, make, objected, rule_on

WORD = "金丝雀"  # stands in every text that people typed
NUMBER = identity_number(date(1987, 6, 5), sex="女", serial=777)
PHONE = "13987650123"
#: Of the agent, the co-applicant, who asked, who was notified of: each somebody else.
OTHERS = [identity_number(date(1979, 3, 2), sex="男", serial=700 + n) for n in range(4)]
OTHER_PHONES = [f"1398765020{n}" for n in range(4)]
TOKENS = (
    WORD,
    NUMBER,
    PHONE,
    "1987-06-05",
    "4321.98",
    "4,321.98",
    *OTHERS,
    *OTHER_PHONES,
    "0933-8765020",
)

#: What is typed on the way: each text of a move holds the word.
TYPED: dict[str, dict[str, Any]] = {
    "recommend": {"evidence": f"{WORD}的证据", "reasons": f"{WORD}的理由"},
    "approve": {"organ": f"{WORD}法院"},
    "log_handling": {"note": f"会见{WORD}。"},
    "write_to_organ": {"organ": f"{WORD}中级法院"},
    "introduce": {"to": f"{WORD}中心", "purpose": f"查询{WORD}。"},
    "terminate": {"reasons": f"{WORD}自行委托。"},
    "refuse": {"reasons": f"{WORD}不困难。"},
    "withdraw": {"request": f"{WORD}撤回。"},
    "redirect": {"to": f"{WORD}中心", "why": f"{WORD}不在此。"},
}


PERSON: dict[str, Any] = {
    "name": f"{WORD}某",
    "id_no": NUMBER,
    "birth_on": date(1987, 6, 5),
    "phone": PHONE,
    "address": f"甘肃省平凉市崆峒区{WORD}巷77号",
}
BESIDE = Beside(
    agent={
        "kind": "statutory",
        "ground": "minor",
        "name": f"{WORD}父",
        "relation": "父亲",
        "id_type": "resident_id",
        "id_no": OTHERS[0],
        "phone": OTHER_PHONES[0],
    },
    co_applicants=[{"name": f"{WORD}工友", "id_type": "resident_id", "id_no": OTHERS[1]}],
)


def canary(city: City, where: str = "met", **registration: Any) -> Case:
    """The case, walked like ``case_in(city, where)``."""
    facts = {
        "cause": f"{WORD}之诉",
        "claim": f"{WORD}的请求",
        "note": f"{WORD}的备注",
        "monthly_income_yuan": Decimal("4321.98"),
        "materials": [*case_facts()["materials"], "agent_proof"],
    }
    facts = case_facts(**facts | registration)
    case = register_case(
        station=city.station,
        applicant=applicant_facts(**PERSON),
        facts=facts,
        opponents=[f"{WORD}有限公司", f"{WORD}物流公司"],
        submission=f"canary:{where}:{Case.objects.count()}",
        by=someone("clerk", office=city.station),
        at=facts["received_at"] + timedelta(minutes=30),
        beside=BESIDE,
    )
    for move in ROUTES[where]:
        case = make(case, move, **TYPED.get(move, {}) | _files(move, case))
    return case


def flock(city: City) -> None:
    """The same word in all that the house keeps beside such a case."""
    refused = canary(city, "refused")
    rule_on(objected(refused, name=f"{WORD}某", grounds=f"{WORD}不服。"), "examine")
    answered(
        city,
        asker={
            "name": f"{WORD}问",
            "id_type": "resident_id",
            "id_no": OTHERS[2],
            "phone": OTHER_PHONES[2],
            "address": PERSON["address"],
        },
        questions=[{"matter": "labour_pay", "question": f"{WORD}怎么办？", "answer": ""}],
    )
    notified(
        city,
        person=PERSON | {"id_type": "resident_id", "id_no": OTHERS[3], "no_id_reason": ""},
        contact=f"{WORD}法官",
        contact_phone="0933-8765020",  # of an office, whole: who has the case calls there
        hearing_place=f"{WORD}法庭",
        detained_at=f"{WORD}看守所",
    )
    keep_draft(
        key=uuid.UUID(int=7),
        station=city.station,
        content={"name": [f"{WORD}稿"], "phone": [PHONE], "id_no": [NUMBER]},
        by=city.clerk,
        at=NOON,
    )


def _files(move: str, case: Case) -> dict[str, Any]:
    if move != "sign":
        return {}
    names = ("agreement", "power_of_attorney")
    return {name: scan(f"{WORD}-{name}.pdf", case.number) for name in names}


def text_of(answer: Any) -> str:
    """Everything an answer says: its headers, and its body as a person would read it."""
    body: bytes = answer.getvalue()
    said = [unquote(str(value)) for value in answer.headers.values()]
    said += [morsel.OutputString() for morsel in answer.cookies.values()]
    if body.startswith(b"%PDF-"):
        said += [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages]
    else:
        said.append(html.unescape(body.decode("utf-8", "replace")))
    return "\n".join(said)


def leaks(said: str) -> list[str]:
    return [token for token in TOKENS if token in said]


#: Digests and codes of papers are long rows of digits, but no number of a person.
CODES = re.compile(r"csrfmiddlewaretoken\" value=\"\w+|[0-9a-f]{40,64}")


def shows_a_number(said: str) -> bool:
    return has_number(CODES.sub("", said))


def links_of(page: str) -> list[str]:
    """Where a page leads to, by link or by a form that is only a question."""
    links = re.findall(r"<a\b[^>]*?\shref=\"(/[^\"#]*)", page)
    return [html.unescape(link) for link in links]


def long_after(case: Case) -> datetime:
    """A moment at which every limit of the case has passed."""
    return case.received_at + timedelta(days=60)
