"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date

from documents.kinds.dossier_catalogue import DossierCatalogue, Filed
from documents.kinds.grant_decision.sample import AGENCY

CATALOGUE = DossierCatalogue(
    agency=AGENCY,
    case_number="620802-2026-00012",
    entries=(
        Filed(title="法律援助审查表", day=date(2026, 7, 9), first_page=1, last_page=2),
        Filed(title="法律援助申请表", day=date(2026, 7, 6), first_page=3, last_page=4),
        Filed(
            title="给予法律援助决定书",
            label="（平）援决字〔2026〕第12号",
            day=date(2026, 7, 10),
            first_page=5,
            last_page=5,
        ),
        Filed(title="委托协议", day=date(2026, 7, 15), first_page=6, last_page=8, remark="扫描件"),
        Filed(title="张䶮与建筑公司劳动报酬纠纷判决书", first_page=9),
        Filed(title="法律援助案件结案报告表", day=date(2026, 11, 20)),
    ),
    filed_on=date(2026, 11, 24),
)

SAMPLES = {
    "dossier_catalogue": CATALOGUE,
    "dossier_catalogue_long": replace(
        CATALOGUE,
        entries=tuple(
            Filed(
                title=f"承办律师赵赟玥会见受援人马𠅤龙的谈话笔录（第{n}次）",
                day=date(2026, 8, n % 28 + 1),
                first_page=n,
                last_page=n,
            )
            for n in range(1, 61)
        ),
    ),
    "dossier_catalogue_bare": replace(CATALOGUE, entries=()),
}
