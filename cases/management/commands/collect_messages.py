"""``manage.py collect_messages``: bring the Chinese catalogue up to date, or check that it is.

One catalogue serves every app. It is collected in plain Python, so nobody needs GNU gettext:
Django turns a template into source text, ``ast`` reads the calls in it and in the modules.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation.template import templatize

from cases.limits import SHIPPED, STAGES

CATALOGUE = Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES" / "django.po"
ROOT = Path(settings.ROOT)
OURS = ("cases", "documents", "workflow")

#: What each argument of a call is: s the sentence, p its plural, c its context, n the count.
CALLS = {"_": "s", "gettext": "s", "ngettext": "spn", "pgettext": "cs", "npgettext": "cspn"}
CALLS |= {f"{name}_{kind}": CALLS[name] for name in CALLS for kind in ("lazy", "noop")}

HEAD = {
    "Project-Id-Version": "Fayuan",
    "Language": "zh_Hans",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",  # as Django's own, else the two are kept apart
}


@dataclass(frozen=True)
class Message:
    """What a translator gets: the English sentence, its plural and its context where it has one."""

    msgid: str
    plural: str = ""
    context: str | None = None


def calls_in(source: str) -> Iterator[tuple[ast.Call, str]]:
    """Every call that translates, with what its arguments are."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in CALLS:
                yield node, CALLS[name]


def message_of(call: ast.Call, kinds: str) -> Message | None:
    """The message of a call, or None where the text comes out of a row or a table."""
    said = {
        kind: argument.value
        for kind, argument in zip(kinds, call.args, strict=False)
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    return Message(said["s"], said.get("p", ""), said.get("c")) if "s" in said else None


def template_calls(text: str) -> str:
    """The calls in what Django makes of a template, one in a line; all else in it is blanked out."""
    made, lines = templatize(text), []
    for match in re.finditer(r"\b(_|n?p?gettext)\(", made):
        for end in re.finditer(r"\)", made[match.start() :]):
            call = made[match.start() : match.start() + end.end()]
            try:
                ast.parse(call)
            except SyntaxError:  # a bracket inside the sentence: the call goes on
                continue
            lines.append(call)
            break
    return "\n".join(lines)


def sources() -> Iterator[tuple[Path, str]]:
    """Every file of ours that may speak, with its text as Python."""
    for path in sorted(path for top in OURS for path in (ROOT / top).rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            yield path, path.read_text(encoding="utf-8")
        elif path.suffix == ".html":
            yield path, template_calls(path.read_text(encoding="utf-8"))


def collect() -> dict[Message, list[str]]:
    """Every message with the files that use it. The names of limits and of their stages are translated where shown."""
    found: dict[Message, list[str]] = {}
    for path, source in sources():
        for call, kinds in calls_in(source):
            if message := message_of(call, kinds):
                places = found.setdefault(message, [])
                places += {path.relative_to(ROOT).as_posix()} - {*places}
    names = [rule.name for rule in SHIPPED] + [stage.name for stage in STAGES]
    for name in names:
        found.setdefault(Message(name), ["cases/limits.py"])
    return found


def catalogue(messages: dict[Message, list[str]], old: Iterable[Any]) -> Any:
    """The new catalogue: translations are kept, what nobody says any more is dropped.

    A changed sentence is a new one without a translation: nothing is guessed or marked fuzzy.
    """
    import polib  # type: ignore[import-untyped]  # of the dev group: who changes texts has it

    kept = {(one.msgid, one.msgctxt): one for one in old if not one.obsolete and not one.fuzzy}
    new = polib.POFile(wrapwidth=100)
    new.metadata = HEAD
    for message, places in sorted(messages.items(), key=lambda item: (item[1], item[0].msgid)):
        before = kept.get((message.msgid, message.context))
        entry = polib.POEntry(
            msgid=message.msgid,
            msgctxt=message.context,
            occurrences=[(place, "") for place in places],
            flags=["python-format"] if re.search(r"%(\(\w+\))?[sd]", message.msgid) else [],
        )
        if message.plural:
            entry.msgid_plural = message.plural
            entry.msgstr_plural = (before and before.msgstr_plural) or {0: ""}
        else:
            entry.msgstr = before.msgstr if before else ""
        new.append(entry)
    return new


class Command(BaseCommand):
    help = "Collects the texts of the program into cases/locale (docs/how-to/translate.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, only compare")

    def handle(self, *args: Any, **options: Any) -> None:
        import polib

        new = catalogue(collect(), polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else [])
        texts = {CATALOGUE: f"{new}".encode(), CATALOGUE.with_suffix(".mo"): new.to_binary()}
        stale = [path for path in texts if not path.exists() or path.read_bytes() != texts[path]]
        missing = [entry.msgid for entry in new.untranslated_entries()]
        if options["check"] and (stale or missing):
            files = " ".join(path.name for path in stale)
            words = {"files": files or "–", "messages": missing or "–"}
            raise CommandError(_("To collect: %(files)s. To translate: %(messages)s.") % words)
        for path in stale:
            path.write_bytes(texts[path])
        counts = {"all": len(new), "missing": len(missing)}
        self.stdout.write(_("%(all)d messages, %(missing)d without a translation.") % counts)
