"""Every text a person sees is translatable: English in the source, complete Chinese beside it.

The catalogue is compared with the program first, then whole pages are read in both languages:
an English page shows no Chinese but what people typed, a Chinese page no English sentence.
"""

import ast
import re
from html.parser import HTMLParser

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from cases.admin import site
from cases.eligibility.shipped import SHIPPED
from cases.management.commands.collect_messages import (
    CATALOGUE,
    ROOT,
    Message,
    calls_in,
    catalogue,
    collect,
    sources,
)
from cases.masking import masked_address
from cases.models import Applicant, Case
from cases.states import Status
from cases.web.forms.acts import FORMS, acts_of
from documents.kinds import KINDS
from tests.cases.factories import build_city, case_in, pass_time
from tests.workflow.parcels.office import NIGHTLY
from workflow.calendar_store import current_calendar
from workflow.shipped import shipped_rules, shipped_stages

#: No case rests in these.
UNREACHED = {Status.NEW}

HAN = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture(scope="module")
def kept():
    return polib.pofile(str(CATALOGUE))


@pytest.fixture(scope="module")
def messages():
    return collect()


# The catalogue


def test_every_text_of_the_program_is_in_the_catalogue_and_nothing_else(kept, messages):
    listed = [Message(one.msgid, one.msgid_plural or "", one.msgctxt) for one in kept]
    assert sorted(map(repr, listed)) == sorted(map(repr, messages))


def test_every_text_is_translated_and_none_is_doubtful(kept):
    assert [one.msgid for one in kept if not one.translated()] == []
    assert [one.msgid for one in kept if one.fuzzy or one.obsolete] == []


def test_a_translation_names_what_its_text_names(kept):
    """``%(days)d`` on one side alone would break the page; the singular may leave the number out."""
    holes = re.compile(r"%(?:\(\w+\))?[sd]")
    wrong = [
        one.msgid
        for one in kept
        for said in ([one.msgstr] if one.msgstr else one.msgstr_plural.values())
        if sorted(holes.findall(said)) != sorted(holes.findall(one.msgid_plural or one.msgid))
    ]
    assert wrong == []


def test_a_text_names_its_parts_when_there_are_several(kept):
    """Chinese puts them in another order."""
    assert [one.msgid for one in kept if len(re.findall(r"%[sd]", one.msgid)) > 1] == []


def test_a_chinese_sentence_has_chinese_punctuation(kept):
    half = re.compile(
        r"[\u3400-\u9fff”）][,;:!?.]|[,;!?(][\u3400-\u9fff“]|[\u3400-\u9fff]\(|\s（|）\s"
    )
    said = [text for one in kept for text in (one.msgstr, *one.msgstr_plural.values())]
    assert [text for text in said if half.search(text)] == []


def test_a_chinese_sentence_ends_when_the_english_one_does(kept):
    wrong = [
        one.msgid
        for one in kept
        if one.msgid.endswith(".") and not one.msgstr.endswith("。") and not one.msgid_plural
    ]
    assert wrong == []


def test_a_text_is_chinese(kept):
    """But for a unit, a name of a format, or a text that is nothing but places for others."""
    said = [one.msgstr or one.msgstr_plural.get(0, "") for one in kept if LATIN.search(one.msgid)]
    names = {"PDF"}
    assert [
        text for text in said if not HAN.search(text) and text not in names and "%" not in text
    ] == []


def test_what_is_used_is_what_is_written(kept):
    assert CATALOGUE.with_suffix(".mo").read_bytes() == kept.to_binary()


def test_collecting_again_changes_nothing(messages, capsys):
    again = catalogue(messages, polib.pofile(str(CATALOGUE)))
    assert str(again) == CATALOGUE.read_text(encoding="utf-8")

    call_command("collect_messages", check=True)
    assert str(len(messages)) in capsys.readouterr().out


def test_a_changed_sentence_has_no_translation_and_the_old_one_is_gone(kept):
    new = catalogue({Message("My labour"): ["cases/web/lists.py"]}, kept)
    assert [(one.msgid, one.msgstr) for one in new] == [("My labour", "")]


def test_names_that_come_out_of_tables_are_translated(kept):
    known = {one.msgid for one in kept}
    assert {row.name for row in (*shipped_rules(), *shipped_stages())} <= known


@pytest.mark.django_db
def test_occasions_of_the_calendar_are_translated(kept):
    calendar = current_calendar()
    occasions = {day.occasion for day in apps.get_model("workflow.CalendarDay").objects.all()}
    assert calendar.revision
    assert occasions - {""} <= {one.msgid for one in kept}


# The source


def test_a_text_is_written_out_where_it_is_translated():
    """An f-string, a sum or a filled-in text could never be found in the catalogue."""
    wrong = []
    for path, source in sources():
        for call, kinds in calls_in(source):
            said = dict(zip(kinds, call.args, strict=False))
            texts = [said.get(kind) for kind in "spc" if kind in kinds]
            if any(
                text is None or not isinstance(text, ast.Constant | ast.Name | ast.Attribute)
                for text in texts
            ):
                wrong.append(f"{path.relative_to(ROOT)}: {ast.unparse(call)}")
    assert wrong == []


#: What these are given is read by people.
SPEAKERS = {
    "CommandError", "IdentityProblem", "InUse", "NotDrawn", "PaperDamaged", "SubjectChanged",
    "TransitionRefused", "Unreadable", "ValidationError", "Wrong", "add_error", "condition",
    "error", "info", "message_user", "refuse", "success", "warning",
}  # fmt: skip
SPOKEN = {"help_text", "label", "violation_error_message", "verbose_name", "verbose_name_plural"}


def words_in(node):
    """The words of a text that is written here and passed on as it is."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return LATIN.findall(node.value) if " " in node.value else []
    if isinstance(node, ast.JoinedStr):
        return [word for part in node.values for word in words_in(part)]
    return []


def test_nothing_is_said_to_a_person_untranslated():
    wrong = []
    for path, source in sources():
        for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
            caller, _dot, name = ast.unparse(call.func).rpartition(".")
            speaks = name in SPEAKERS and caller not in {"log", "logger"}
            speaks = speaks or caller.endswith((".stdout", ".stderr"))
            said = call.args if speaks else []
            said = [*said, *(one.value for one in call.keywords if one.arg in SPOKEN)]
            if any(words_in(text) for text in said):
                wrong.append(f"{path.relative_to(ROOT)}: {ast.unparse(call)}")
    assert wrong == []


def templates():
    folder = ROOT / "cases" / "templates"
    return [str(path.relative_to(folder)) for path in sorted(folder.rglob("*.html"))]


@pytest.mark.parametrize("name", templates())
def test_a_template_has_no_text_of_its_own(name):
    text = (ROOT / "cases" / "templates" / name).read_text(encoding="utf-8")
    said = re.findall(r"\|(?:default|default_if_none|yesno|add|join):[\"']([^\"']*)[\"']", text)
    for pattern in (r"\{#.*?#\}", r"\{% comment .*?endcomment %\}", r"<!--.*?-->"):
        text = re.sub(pattern, "", text, flags=re.DOTALL)
    text = re.sub(
        r"\{% blocktrans(?:late)?\b.*?endblocktrans(?:late)? %\}", "", text, flags=re.DOTALL
    )
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)
    said += re.findall(r"\b(?:title|alt|placeholder|aria-label)=\"([^\"]*)\"", text)
    said.append(re.sub(r"<[^>]*>", "", text))
    assert [words for words in said if LATIN.search(words) or HAN.search(words)] == []


def test_every_field_of_the_administration_and_every_choice_is_translated():
    plain = []
    for model in {
        *site._registry,
        *(one for admin in site._registry.values() for one in admin.inlines),
    }:
        model = getattr(model, "model", model)
        plain += [
            f"{model.__name__}.{field.name}"
            for field in model._meta.concrete_fields
            if field.editable
            and not field.primary_key
            and not isinstance(field.verbose_name, Promise)
        ]
        assert isinstance(model._meta.verbose_name, Promise)
    assert plain == []


def test_every_field_of_a_form_is_translated():
    plain = [
        f"{form.__name__}.{name}"
        for form in FORMS.values()
        for name, field in form.base_fields.items()
        if not field.widget.is_hidden and not isinstance(field.label, Promise)
    ]
    assert plain == []


# Whole pages


class Reader(HTMLParser):
    """What a person can read of a page, with what a screen reader adds; but for what is marked as
    being in another language, as the words of a paper are."""

    def __init__(self):
        super().__init__()
        self.said, self.skipped, self.foreign = [], 0, None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "span" and "lang" in given:
            self.foreign = tag
        self.skipped += tag in {"script", "style"}
        self.said += [
            given.get(name) or "" for name in ("title", "alt", "placeholder", "aria-label")
        ]
        if tag == "input" and given.get("type") in {"submit", "button"}:
            self.said.append(given.get("value") or "")

    def handle_endtag(self, tag):
        self.skipped -= tag in {"script", "style"}
        if tag == self.foreign:
            self.foreign = None

    def handle_data(self, data):
        if not self.skipped and not self.foreign:
            self.said.append(data)


def read(page):
    reader = Reader()
    reader.feed(page)
    return [" ".join(text.split()) for text in reader.said if text.strip()]


#: On the pages of Django's administration: words in its own templates, names of people, codes.
OF_DJANGO = {"False", "Search", "True", "auditor", "lawyer", "review", "reviewer"}
#: Names of formats and licences, the same in both languages; the languages; a number of a paper.
NAMES = (
    "PDF",
    "Ctrl",
    "ZIP",
    "LDAP",
    "JPEG",
    "PNG",
    "AGPL",
    "GNU Affero",
    "SHA-256",
    "English",
    "manage.py run_clock",
)
NAMES += ("简体中文", "（平）援决字〔2026〕第12号")


def typed(kept):
    """All that people and tables brought in, longest first: what is left is the program's own.

    What is also a text of the program stays in: it must not be shown as it is stored.
    """
    ours = {one.msgid.lower() for one in kept}
    found = {kind.title for kind in KINDS.values()}
    for model in apps.get_models():
        if model._meta.app_label in {"cases", "documents", "workflow"}:
            for row in model._base_manager.values():
                found |= {text for value in row.values() for text in _texts(value)}
    found |= {masked_address(one.address) for one in Applicant.objects.all()}
    found |= {part for rule in SHIPPED for part in (rule.says, rule.basis, rule.proof)}
    foreign = {*NAMES} | {text for text in found if text.lower() not in ours}
    return sorted(foreign, key=len, reverse=True)


def _texts(value):
    if isinstance(value, str):
        yield from filter(None, map(str.strip, (value, *value.splitlines())))
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def without(data, text):
    for known in data:
        text = text.replace(known, "")
    return text


def addresses(city, cases):
    """(person, address): the lists, every case, every form that is open to its people, and the
    administration."""
    yield None, reverse("login")
    yield None, reverse("cases:source")
    for person in ("clerk", "supervisor", "lawyer"):
        for name in ("cases:my_work", "cases:cases", "cases:notices", "password_change"):
            yield person, reverse(name)
    yield "clerk", reverse("cases:register")
    yield "clerk", "/cases/nothing/"
    yield "clerk", reverse("cases:act", args=[cases[Status.ARCHIVED].number, "accept"])
    for case in cases.values():
        for person in ("clerk", "reviewer", "supervisor", "officer", "lawyer", "archivist"):
            user = city.people[person]
            if Case.objects.visible_to(user).filter(pk=case.pk).exists():
                yield person, case.get_absolute_url()
                for act in acts_of(case, user):
                    if act.allowed:
                        yield person, reverse("cases:act", args=[case.number, act.name])
    yield "admin", reverse("admin:index")
    for model in site._registry:
        label = f"{model._meta.app_label}_{model._meta.model_name}"
        yield "admin", reverse(f"admin:{label}_changelist")
        yield "admin", reverse(f"admin:{label}_add")
        yield "admin", reverse(f"admin:{label}_change", args=[model._base_manager.first().pk])


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.parametrize(("language", "foreign"), [("en", HAN), ("zh-hans", LATIN)])
def test_a_page_speaks_one_language(language, foreign, kept, sign_in, client):
    city = build_city()
    cases = {status: case_in(city, status) for status in Status if status not in UNREACHED}
    pass_time(timezone.now())
    clients = {None: client} | {name: sign_in(user) for name, user in city.people.items()}
    data = [text for text in typed(kept) if foreign.search(text)]
    strange, seen = set(), set()
    turn = 0 if language == "en" else 1  # by day each address in one of the two
    for number, (person, address) in enumerate(addresses(city, cases)):
        if not NIGHTLY and number % 2 != turn:
            continue
        clients[person].cookies[settings.LANGUAGE_COOKIE_NAME] = language
        answer = clients[person].get(address)
        seen.add(answer.status_code)
        strange |= {
            f"{address} {text}"
            for text in read(answer.content.decode())
            if foreign.search(without(data, text))
            and not (text in OF_DJANGO and address.startswith("/admin/"))
            and not re.fullmatch(r"[0-9a-f]{6}\*+", text)  # Django masks a password's digest so
        }
    assert seen >= ({200, 403, 404} if NIGHTLY else {200})
    assert not strange, "\n".join(sorted(strange))
