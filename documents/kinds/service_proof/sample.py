"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace

from documents.kinds.grant_decision.sample import AGENCY
from documents.kinds.service_proof import Served, ServiceProof

PROOF = ServiceProof(
    agency=AGENCY,
    case_number="620802-2026-00012",
    recipient="张䶮",
    cause="请求支付拖欠劳动报酬纠纷",
    papers=(
        Served(title="给予法律援助决定书", label="（平）援决字〔2026〕第12号"),
        Served(title="补充材料/说明通知书", label="（平）援补字〔2026〕第7号"),
    ),
    receiver="张䶮",
    way="direct",
    server="马明",
)

SAMPLES = {
    "service_proof": PROOF,
    "service_proof_long": replace(
        PROOF,
        recipient="马𠅤龙",
        receiver="李犇燚（成年家属）",
        way="forwarded",
        papers=tuple(
            Served(title="更换法律援助人员通知书", label=f"（平）援更字〔2026〕第{n}号", copies=2)
            for n in range(1, 41)
        ),
    ),
    "service_proof_bare": replace(PROOF, papers=PROOF.papers[:1], receiver="", way="", server=""),
}
