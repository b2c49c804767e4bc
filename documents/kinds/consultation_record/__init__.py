"""法律援助咨询登记表, form 1: who asked what, in which way, and what the answer was."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from documents.facts import Form, refuse_unmasked

WAYS = ("来访", "来电", "12348热线", "来信", "网络")
#: What became of it (domain notes, 5 and 11).
OUTCOMES = ("当场答复", "预约解答", "代拟法律文书", "引导申请法律援助", "引导其他渠道")


@dataclass(frozen=True, kw_only=True)
class ConsultationRecord(Form):
    """Most who ask never become a case: so it has a register of its own, and the number of the
    case, where there is one, stands inside."""

    kind: ClassVar[str] = "consultation_record"
    form_no: ClassVar[int] = 1
    register: ClassVar[str] = "援询字"
    title: ClassVar[str] = "法律援助咨询登记表"
    english: ClassVar[str] = "Record of a consultation"
    copies: ClassVar[tuple[str, ...]] = ("卷宗",)
    signed_by: ClassVar[tuple[str, ...]] = ("咨询人", "登记人")

    record_number: str = ""  # of the station's own book; it stands where no number was taken
    case_number: str = ""  # of the application that came of it
    station: str
    asked_on: date
    way: Literal["来访", "来电", "12348热线", "来信", "网络"]
    visitor: str = ""  # empty: the person would not say (then why not, in ``unnamed``)
    unnamed: str = ""
    sex: str = ""
    id_no: str = ""  # masked
    phone: str = ""  # masked
    address: str = ""
    groups: tuple[str, ...] = ()
    matter: str = ""  # 劳动报酬
    question: str  # a paragraph a line
    answer: str
    outcomes: tuple[str, ...] = ()  # of OUTCOMES
    redirected_to: str = ""  # which other way: 劳动监察
    recorded_by: str

    def __post_init__(self) -> None:
        refuse_unmasked(self.id_no, self.phone)
        if not (self.visitor.strip() or self.unnamed.strip()):
            raise ValueError("A consultation names who asked, or says why not.")
        if not (self.question.strip() and self.answer.strip()):
            raise ValueError("A consultation has a question and an answer.")
        if set(self.outcomes) - set(OUTCOMES):
            raise ValueError("The form has no box for one of these outcomes.")

    @property
    def file_number(self) -> str:
        return self.record_number or self.case_number

    @property
    def concerns(self) -> str:
        return self.visitor

    @property
    def way_boxes(self) -> tuple[tuple[str, bool], ...]:
        return tuple((way, way == self.way) for way in WAYS)

    @property
    def outcome_boxes(self) -> tuple[tuple[str, bool], ...]:
        return tuple((outcome, outcome in self.outcomes) for outcome in OUTCOMES)
