"""The checklist of one application: what is required, what would help, and what is there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise

from cases.codes import IdType, Material
from cases.evidence import proofs
from cases.evidence.proofs import Proof
from cases.evidence.rules import RULES, Rule


class Need(StrEnum):
    """Without the first nothing is accepted; the second is asked for where it helps."""

    REQUIRED = "required"
    SUGGESTED = "suggested"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the rules ask of an application."""

    on: date  # the day of receipt: a case keeps the rules of that day
    matter: str
    means_exempt: bool = False  # no hardship is asked for, or it goes unchecked
    proves_group: bool = False  # because of who the applicant is, which papers must prove
    group_basis: str = ""  # the rule that says so
    group_confirmed: bool = True
    groups: tuple[str, ...] = ()
    id_type: str = IdType.RESIDENT_ID
    agent: bool = False  # somebody acts for the applicant
    minor: bool = False
    materials: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Item:
    """One line: which paper, by which rule, and is it there."""

    code: str
    label: str | Promise
    need: Need
    satisfied: bool
    why: str | Promise
    basis: str
    confirmed: bool
    #: What exactly is to be brought, as the notice prints it: Chinese, whoever reads the page.
    bring: str
    one_of: tuple[Proof, ...] = ()

    @property
    def required(self) -> bool:
        return self.need == Need.REQUIRED

    @property
    def missing(self) -> bool:
        return self.required and not self.satisfied


def checklist(facts: Facts) -> list[Item]:
    """Every paper that this application needs or that would help it, in the order of the counter."""
    return list(_items(facts))


def bring_of(facts: Facts) -> dict[str, str]:
    """For every code the words of the notice, also for papers that no rule asks of this one."""
    general = {code: _item(code, facts).bring for code in Material.values}
    groups = proofs.of_groups(one for one in facts.groups if one in proofs.OF_GROUPS)
    general["agent_proof"] = _item("agent_proof", facts, one_of=proofs.OF_AGENTS).bring
    general["group_proof"] = _item("group_proof", facts, one_of=groups).bring
    return general | {item.code: item.bring for item in _items(facts)}


def _items(facts: Facts) -> Iterator[Item]:
    if facts.id_type != IdType.NONE:
        yield _item("identity", facts, bring=_identity(facts))
    yield _item("application_form", facts)
    yield _item("case_evidence", facts, one_of=proofs.OF_MATTERS.get(facts.matter, ()))
    if not facts.means_exempt:
        yield _item("means_statement", facts)
    groups = [one for one in facts.groups if one in proofs.OF_GROUPS]
    if facts.means_exempt and facts.proves_group:
        # Who would rather state the means than prove the group has shown enough (L41).
        shown = bool({Material.GROUP_PROOF, Material.MEANS_STATEMENT} & facts.materials)
        proof = _item("group_proof", facts, satisfied=shown, one_of=proofs.of_groups(groups))
        basis = facts.group_basis or proof.basis
        yield replace(proof, basis=basis, confirmed=proof.confirmed and facts.group_confirmed)
    elif groups or Material.GROUP_PROOF in facts.materials:
        need = Need.SUGGESTED
        yield _item("group_proof", facts, need=need, one_of=proofs.of_groups(groups))
    if facts.agent:
        yield _item("agent_proof", facts, one_of=proofs.OF_AGENTS)
    elif facts.minor or Material.AGENT_PROOF in facts.materials:
        yield _item("agent_proof", facts, need=Need.SUGGESTED, one_of=proofs.OF_AGENTS)


def _item(
    code: str,
    facts: Facts,
    *,
    need: Need = Need.REQUIRED,
    satisfied: bool | None = None,
    bring: str = "",
    one_of: tuple[Proof, ...] = (),
) -> Item:
    rule = _in_force(code, facts.on)
    listed = "、".join(one.zh for one in one_of)
    return Item(
        code=code,
        label=Material(code).label,
        need=need,
        satisfied=code in facts.materials if satisfied is None else satisfied,
        why=rule.why,
        basis=rule.basis,
        confirmed=rule.confirmed,
        bring=(bring or rule.bring) + (f"，如{listed}等（有其中之一即可）" if listed else ""),
        one_of=one_of,
    )


def _identity(facts: Facts) -> str:
    paper = proofs.IDENTITY_PAPERS.get(facts.id_type, "有效身份证件")
    return f"{paper}原件（当场核对）和复印件一份"


def _in_force(code: str, on: date) -> Rule:
    """The rule of that day; the oldest for what lies before every rule."""
    rows = [rule for rule in RULES if rule.code == code]
    current = [one for one in rows if one.valid_from <= on <= (one.valid_to or date.max)]
    return current[0] if current else min(rows, key=lambda one: one.valid_from)
