"""法律援助申请表, form 2: who applies, by whom, in what matter, and why; signed as the truth."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from documents.facts import Form, refuse_unmasked

#: The boxes of the form, in its order.
GROUPS = (
    "残疾人", "老年人", "未成年人", "妇女", "农民", "农民工", "军人军属", "少数民族",
    "外国籍或无国籍", "一般贫困者", "其他",
)  # fmt: skip
#: What the tests of means ask for besides: a box of its own only where it is ticked.
FURTHER = (
    "无固定生活来源", "社会救助对象", "司法救助对象", "优抚对象", "义务兵及家属", "供给制学员及家属",
    "执行作战、重大任务的军人及家属", "烈士遗属", "因公牺牲军人遗属", "因公牺牲警察遗属",
)  # fmt: skip
AGENT_KINDS = ("法定代理人", "委托代理人", "近亲属代为申请")


@dataclass(frozen=True, kw_only=True)
class Applying:
    """Who applies, as keyed; what was not asked for stays an empty cell."""

    name: str
    sex: str = ""  # 男, 女
    birth_on: date | None = None
    ethnic_group: str = ""
    id_paper: str = ""  # 居民身份证
    id_no: str = ""  # masked
    domicile: str = ""  # 户籍地
    residence: str = ""  # 经常居住地
    postcode: str = ""
    employer: str = ""
    education: str = ""
    phone: str = ""  # masked


@dataclass(frozen=True, kw_only=True)
class Agent:
    """Who applies for somebody else (L40)."""

    name: str = ""
    kind: Literal["", "法定代理人", "委托代理人", "近亲属代为申请"] = ""
    relation: str = ""  # 父女
    id_paper: str = ""
    id_no: str = ""  # masked
    phone: str = ""  # masked


@dataclass(frozen=True, kw_only=True)
class ApplicationForm(Form):
    """Printed as the counter keyed it; the applicant reads it, and signs or puts a fingerprint.

    It bears the number of the case: the case is this application, and a second register for the
    same count would give it two numbers.
    """

    kind: ClassVar[str] = "application_form"
    form_no: ClassVar[int] = 2
    title: ClassVar[str] = "法律援助申请表"
    english: ClassVar[str] = "Application for legal aid"
    copies: ClassVar[tuple[str, ...]] = ("卷宗",)
    signed_by: ClassVar[tuple[str, ...]] = ("申请人", "代理人", "接收人")

    applicant: Applying
    agent: Agent
    groups: tuple[str, ...]  # of GROUPS and FURTHER
    cause: str  # 请求支付拖欠劳动报酬纠纷
    stage: str = ""  # 一审, 尚未进入程序
    opponents: tuple[str, ...] = ()
    means: Literal["stated", "not_required", "not_checked"]
    told: str = ""  # that the notice on personal data was shown, and what was agreed to
    narrative: str  # what happened and why aid is asked for, a paragraph a line
    station: str
    received_on: date
    received_by: str

    def __post_init__(self) -> None:
        who, agent = self.applicant, self.agent
        refuse_unmasked(who.id_no, who.phone, agent.id_no, agent.phone)
        if not (who.name.strip() and self.cause.strip() and self.narrative.strip()):
            raise ValueError("An application names the applicant, the matter and the facts.")
        if strange := set(self.groups) - {*GROUPS, *FURTHER}:
            raise ValueError(f"The form has no box for {len(strange)} of these groups.")

    @property
    def group_boxes(self) -> tuple[tuple[str, bool], ...]:
        further = ((group, True) for group in FURTHER if group in self.groups)
        return (*((group, group in self.groups) for group in GROUPS), *further)

    @property
    def agent_boxes(self) -> tuple[tuple[str, bool], ...]:
        return tuple((kind, kind == self.agent.kind) for kind in AGENT_KINDS)
