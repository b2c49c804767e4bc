"""Three programs that draw the same page, each in a process of its own.

    paper_programs.py sources FOLDER             writes what the programs read
    paper_programs.py PROGRAM FOLDER PAPER ROUNDS

What a program says is one line of JSON. Processor's milliseconds: the machine may be busy.
"""

import base64
import json
import os
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NOTO = {"LA Song": "Noto Serif CJK SC", "LA FangSong": "Noto Serif CJK SC", "LA Hei": "Noto Sans CJK SC", "LA Latin": "Noto Serif CJK SC"}  # fmt: skip
#: Lines of a receipt that fill about so many pages.
LINES = {"form": 40, "file": 310}

NAME = "张䶮"


def another_name(number: int) -> str:
    """No two papers are the same: what a program remembers of the last one is not the whole."""
    return "".join(chr(0x4E00 + (number * step + step) % 20_000) for step in (7, 1021, 4057))


def papers() -> dict[str, Any]:
    """A decision, a form of three pages, a file of some twenty."""
    from documents.kinds.application_receipt import Received
    from documents.kinds.application_receipt.sample import RECEIPT
    from documents.kinds.grant_decision.sample import SAMPLES

    def list_of(lines: int) -> Any:
        return replace(
            RECEIPT,
            items=tuple(
                Received(
                    name=f"二〇二六年{line % 12 + 1}月考勤记录及班组长签字的工程量确认单（第{line}页）",
                    remark="复印件，原件已核",
                )
                for line in range(lines)
            ),
        )

    return {"decision": SAMPLES["grant_decision"]} | {
        name: list_of(lines) for name, lines in LINES.items()
    }


def set_up() -> Any:
    """Our own, without a database; returns what an imprint is made with."""
    sys.path.insert(0, str(ROOT))
    from django.conf import settings

    settings.configure(  # a key for check codes of samples
        SECRET_KEY="x",  # noqa: S106
        INSTALLED_APPS=["documents"],
        USE_TZ=True,
    )
    import django

    django.setup()
    from documents.management.commands.draw_samples import imprint_of

    return imprint_of


def write_sources(folder: Path) -> None:
    """The page of each paper as one HTML text for plain WeasyPrint, and as Typst."""
    imprint_of = set_up()
    from documents.rendering.pages import assets_of, html_of
    from documents.rendering.press import HERE

    for name, facts in papers().items():
        imprint = imprint_of(facts)
        html = html_of(facts, imprint)
        for url, asset in assets_of(facts, imprint).items():
            (folder / f"{name}-{url.removeprefix('paper:')}.svg").write_bytes(asset.content)
            data = base64.b64encode(asset.content).decode()
            html = html.replace(url, f"data:{asset.media_type};base64,{data}")
        sheet = (HERE / "templates/documents" / f"{facts.style}.css").read_text(encoding="utf-8")
        for ours, systems in NOTO.items():
            sheet = sheet.replace(f"'{ours}'", f"'{systems}'")
        plain = html.replace("</head>", f"<style>{sheet}</style></head>")
        (folder / f"{name}.html").write_text(plain, encoding="utf-8")
        (folder / f"{name}.typ").write_text(typst_of(html, name), encoding="utf-8")


class Blocks(HTMLParser):
    """The words of a page: paragraphs, and rows of cells."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str | list[str]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "tr":
            self.blocks.append([])

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"p", "div", "h1", "td", "th", "title"}:
            return
        said, self.text = re.sub(r"\s+", " ", self.text).strip(), ""
        if tag in {"td", "th"}:
            row = self.blocks[-1]
            assert isinstance(row, list)
            row.append(said)
        elif said and tag != "title":
            self.blocks.append(said)


def typst_of(html: str, name: str) -> str:
    """The same words in the same fonts, a table where the page has one, seal and square code."""
    reader = Blocks()
    reader.feed(html)
    quoted = json.dumps
    rows = [cells for cells in reader.blocks if isinstance(cells, list)]
    width = max(map(len, rows), default=0)
    lines = [
        "#set page(paper: 'a4', margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: '— 1 —')",
        "#set text(font: ('LA Latin', 'LA FangSong', 'LA Song'), size: 16pt, lang: 'zh')",
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true))",
    ]
    lines = [line.replace("'", '"') for line in lines]
    lines += [f"#par({quoted(block, ensure_ascii=False)})" for block in reader.blocks if isinstance(block, str)]  # fmt: skip
    if rows:
        cells = [quoted(cell, ensure_ascii=False) for row in rows for cell in [*row, *[""] * (width - len(row))]]  # fmt: skip
        lines.append(f"#text(size: 12pt, table(columns: {width}, {', '.join(cells)}))")
    else:
        lines.append(f'#place(right, image("{name}-seal.svg", width: 42mm))')
    lines.append(f'#image("{name}-qr.svg", width: 22mm)')
    return "\n".join(lines)


def ours(folder: Path, paper: str) -> Callable[[str], bytes]:
    imprint_of = set_up()
    from documents.rendering import paint
    from documents.rendering.child import warm_up

    warm_up()
    facts = papers()[paper]
    imprint = imprint_of(facts)
    whose = "recipient" if hasattr(facts, "recipient") else "applicant"
    return lambda name: paint(replace(facts, **{whose: name}), imprint)


def plain(folder: Path, paper: str) -> Callable[[str], bytes]:
    from weasyprint import HTML

    html = (folder / f"{paper}.html").read_text(encoding="utf-8")
    return lambda name: HTML(string=html.replace(NAME, name)).write_pdf() or b""


def typst(folder: Path, paper: str) -> Callable[[str], bytes]:
    import typst as engine

    page = folder / f"{paper}.typ"
    source = page.read_text(encoding="utf-8")

    fonts = [str(ROOT / "documents" / "fonts")]
    compiler = engine.Compiler(
        str(page),
        root=str(folder),
        font_paths=fonts,
        ignore_system_fonts=True,
    )

    def draw(name: str) -> bytes:
        page.write_text(source.replace(NAME, name), encoding="utf-8")
        return compiler.compile(format="pdf", pdf_standards="a-3b") or b""

    return draw


PROGRAMS = {"ours": ours, "plain": plain, "typst": typst}


def measure(program: str, folder: Path, paper: str, rounds: int) -> dict[str, Any]:
    """Cold: from the start of the process to the first paper, on the clock."""
    draw = PROGRAMS[program](folder, paper)
    content = draw(NAME)
    cold = time.time() - float(os.environ["BENCH_BEGAN"])
    spent = []
    for number in range(rounds):
        name = another_name(number)
        began = time.process_time()
        content = draw(name)
        spent.append((time.process_time() - began) * 1000)
    import pypdfium2

    with pypdfium2.PdfDocument(content) as pdf:
        pages = len(pdf)
    return {
        "cold": cold * 1000,
        "warm": statistics.median(spent),
        "kilobytes": len(content) / 1024,
        "pages": pages,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    program, folder = sys.argv[1], Path(sys.argv[2])
    if program == "sources":
        write_sources(folder)
        return
    print(json.dumps(measure(program, folder, sys.argv[3], int(sys.argv[4]))))


if __name__ == "__main__":
    main()
