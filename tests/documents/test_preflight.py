"""The second opinion: Apache PDFBox, which is none of ours and knows PDF/A-1b.

What 1b forbids and 3u allows, a paper is drawn without here: the enclosed file and its tags. The
seal's transparency alone must stay, and nothing else may be found. Debian: libpdfbox2-java
libactivation-java libjaxb-api-java; the test is skipped where they or Java are not.
"""

import io
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest

from documents.management.commands.draw_samples import imprint_of
from documents.rendering import paint, painting
from tests.documents.conftest import GRANT, SAMPLES

JARS = [
    Path("/usr/share/java", f"{name}.jar")
    for name in (
        "preflight",
        "pdfbox2",
        "xmpbox",
        "fontbox2",
        "commons-logging",
        "javax.activation",
        "jaxb-api",
    )
]
SEAL = {"2.2.1", "4.1.2"}  # a group of transparency, and how much of it

pytestmark = pytest.mark.skipif(
    shutil.which("java") is None or not all(jar.is_file() for jar in JARS),
    reason="PDFBox or Java is not installed (libpdfbox2-java libactivation-java libjaxb-api-java)",
)


@pytest.fixture
def _as_1b(monkeypatch):
    monkeypatch.setattr(painting, "ARCHIVE", {"pdf_variant": "pdf/a-1b", "output_intent": "paper"})


def with_namespaces_where_pdfbox_looks(content):
    """On each description: its parser of XMP does not see those of the element around them."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        told = pdf.Root.Metadata.read_bytes().decode()
        names = " ".join(re.findall(r'xmlns:\w+="[^"]+"', re.search(r"<rdf:RDF[^>]*>", told)[0]))
        told = told.replace("<rdf:Description ", f"<rdf:Description {names} ").encode()
        pdf.Root.Metadata = pdf.make_stream(
            told, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )
        written = io.BytesIO()
        pdf.save(written, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return written.getvalue()


def preflight(folder, papers):
    """For each paper the codes of PDFBox's errors; none: valid PDF/A-1b."""
    for name, content in papers.items():
        (folder / f"{name}.pdf").write_bytes(with_namespaces_where_pdfbox_looks(content))
    (folder / "list").write_text("\n".join(f"{folder}/{name}.pdf" for name in papers))
    path = ":".join(map(str, JARS))
    program = "org.apache.pdfbox.preflight.Validator_A1b"
    subprocess.run(
        ["java", "-cp", path, program, "xml", "group", "list"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    told = ElementTree.parse(folder / "list.preflight.xml")  # noqa: S314 - written by PDFBox
    return {
        one.get("name").removesuffix(".pdf"): {
            *(code.text for code in one.iter("code")),
            *(["unread"] if one.find("exceptionThrown") is not None else []),
        }
        for one in told.iter("preflight")
    }


@pytest.mark.usefixtures("_as_1b")
def test_pdfbox_finds_nothing_in_a_form_and_the_transparent_seal_alone_in_a_letter(tmp_path):
    papers = {name: paint(facts, imprint_of(facts)) for name, facts in SAMPLES.items()}

    found = preflight(tmp_path, papers)

    assert found.keys() == SAMPLES.keys()
    assert {name: codes for name, codes in found.items() if codes} == {
        name: SEAL for name, facts in SAMPLES.items() if facts.sealed
    }


@pytest.mark.usefixtures("_as_1b")
def test_pdfbox_would_notice_a_font_that_is_not_embedded(tmp_path):
    with pikepdf.open(io.BytesIO(paint(GRANT, imprint_of(GRANT)))) as pdf:
        font = next(iter(pdf.pages[0].resources.Font.values()))
        del font.DescendantFonts[0].FontDescriptor.FontFile2
        spoilt = io.BytesIO()
        pdf.save(spoilt)

    assert preflight(tmp_path, {"spoilt": spoilt.getvalue()})["spoilt"] - SEAL
