"""The trail in the reader's words: what a test asks, how it came out, why, and what would show it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cases.codes import Group, in_words, listed
from cases.eligibility.rows import Mark, Outcome, Rule, Test
from cases.eligibility.trail import Sentence, Why

TESTS = {
    Test.PERSON: gettext_lazy("The person qualifies"),
    Test.SCOPE: gettext_lazy("The matter is in scope"),
    Test.WAIVER: gettext_lazy("No hardship is asked for"),
    Test.EXEMPTION: gettext_lazy("Hardship is not checked"),
    Test.HARDSHIP: gettext_lazy("Hardship"),
}
OUTCOMES = {
    Outcome.PASSED: pgettext_lazy("of a test", "passed"),
    Outcome.FAILED: pgettext_lazy("of a test", "not passed"),
    Outcome.NOT_NEEDED: pgettext_lazy("of a test", "not needed"),
    Outcome.NOT_KNOWN: pgettext_lazy("of a test", "not known"),
}
DOES_NOT_APPLY = pgettext_lazy("of a test", "does not apply")
MARKS = {
    Mark.FOUND: gettext_lazy("read in the published text"),
    Mark.OLD_COPY: gettext_lazy("read in an old or a third party's copy"),
    Mark.RECALLED: gettext_lazy("from memory: its article is to be confirmed"),
    Mark.ENTERED: gettext_lazy("entered by an administrator"),
}
WHYS = {
    Why.PERSON_TO_JUDGE: gettext_lazy("The reviewer judges it by the papers of identity."),
    Why.IN_SCOPE: gettext_lazy("The matter is one that the rule names."),
    Why.NAMED_BY_OTHER_LAW: gettext_lazy(
        "The matter is in scope where another law or regulation names it (L31(9)): the reviewer "
        "names that law."
    ),
    Why.NO_RULES_OF_THAT_DAY: gettext_lazy(
        "The table has no rule for the day of receipt: the reviewer decides by the law of that day."
    ),
    Why.OUT_OF_SCOPE: gettext_lazy("No rule of that day names this matter."),
    Why.NO_TEST: gettext_lazy("For this matter or this person no hardship is asked for."),
    Why.TEST_APPLIES: gettext_lazy("No rule frees this matter or this person of the test."),
    Why.EXEMPT: gettext_lazy("The person belongs to a group whose hardship is not checked."),
    Why.NEARLY_EXEMPT: gettext_lazy(
        "The group's hardship goes unchecked only without a fixed source of income: ask, and keep "
        "it with the application."
    ),
    Why.NOT_EXEMPT: gettext_lazy("The person belongs to no group whose hardship goes unchecked."),
    Why.NOT_NEEDED: gettext_lazy("An earlier test has answered."),
    Why.UNDER_LINE: gettext_lazy(
        "The stated income a head is not above the line of %(line)s yuan a month."
    ),
    Why.UNDER_LINE_BY_PLEDGE: gettext_lazy(
        "The income a head, stated with a pledge of good faith (L41), is not above the line of "
        "%(line)s yuan a month."
    ),
    Why.OVER_LINE: gettext_lazy(
        "The stated income a head is above the line of %(line)s yuan a month."
    ),
    Why.PLEDGED_WITHOUT_LINE: gettext_lazy(
        "The applicant pledged good faith (L41). No line of hardship is entered for region "
        "%(region)s, so nothing is held against it."
    ),
    Why.PLEDGED_WITHOUT_INCOME: gettext_lazy(
        "The applicant pledged good faith (L41) without naming an income."
    ),
    Why.NO_LINE: gettext_lazy(
        "Not configured: no line of hardship is entered for region %(region)s. An administrator "
        "enters the line that the province has set (L34), another confirms it. The case goes on "
        "by a pledge of good faith (L41), or as the reviewer finds."
    ),
    Why.NO_INCOME: gettext_lazy(
        "Income or household size were not stated; the line is %(line)s yuan a head and month."
    ),
}
FACTS = {
    "matter": gettext_lazy("matter"),
    "groups": gettext_lazy("groups"),
    "income": gettext_lazy("stated income"),
    "household": gettext_lazy("household size"),
    "pledge": gettext_lazy("pledge of good faith"),
    "assets": gettext_lazy("stated belongings, which no rule here weighs: the reviewer does"),
}
NEEDS = {
    "law": gettext_lazy("the law or regulation that names the matter"),
    "line": gettext_lazy("a confirmed line of hardship"),
    "pledge": gettext_lazy("a pledge of good faith (L41)"),
    "income": gettext_lazy("the statement of means with income and household size"),
    "check": gettext_lazy("the check by shared data, or a pledge of good faith (L41)"),
}


def why(sentence: Sentence) -> str:
    """The reason, with its line."""
    words = {
        "line": "" if sentence.line is None else f"{sentence.line.normalize():f}",
        "region": sentence.region or "–",
    }
    return str(WHYS[sentence.why]) % words


def item_of_law(article: int, item: int) -> str:
    return _("L%(article)d(%(item)d)") % {"article": article, "item": item}


def named(rule: Rule) -> str:
    """Shortly: the item of the Law, or the source as papers cite it."""
    return item_of_law(*rule.article) if rule.article else rule.basis


def source(rule: Rule) -> str:
    """The rule's source; one that nobody has confirmed is the agency's own, whatever it cites."""
    if rule.confirmed:
        return rule.basis
    return _("by a rule of this office (%(basis)s)") % {"basis": rule.basis}


def rests_on(sentence: Sentence) -> str:
    return listed(FACTS[name] for name in sentence.rests_on)


def needs(sentence: Sentence) -> str:
    """What is still to be shown: by name, as the rule itself says it, or the group's label."""
    return listed(NEEDS.get(one) or in_words(Group, one) for one in sentence.needs)
