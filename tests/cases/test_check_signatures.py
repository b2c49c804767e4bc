"""``check_cases`` and signed papers: the file is there, unchanged, the paper's own, and signed."""

import hashlib
from pathlib import Path

from cases.checking import look
from documents.drawing import draw_pending
from documents.models import Document, Signature
from documents.sealing import sign_pending
from tests.cases.moments import NOON
from tests.cases.tampering import by_hand


def signed_paper(case_in):
    case = case_in("granted")
    draw_pending(at=NOON)
    document = Document.objects.get(case_paper__case=case, kind="grant_decision")
    assert sign_pending(at=NOON) == 1
    return case, document, Signature.objects.get(document=document)


def test_one_changed_byte_of_a_signed_paper_is_found(case_in, signing_on):
    case, _document, signature = signed_paper(case_in)
    path = Path(signature.file.path)
    content = path.read_bytes()
    assert list(look()) == []

    for place in (0, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert [(one.case, one.rule) for one in look()] == [(case.number, "signature_changed")]
    assert list(look(files=False)) == []


def test_a_signed_file_that_is_gone_is_found(case_in, signing_on):
    case, _document, signature = signed_paper(case_in)
    signature.file.storage.delete(signature.file.name)

    assert [(one.case, one.rule) for one in look()] == [(case.number, "signature_missing")]


def forge(signature, content):
    """Somebody with a hand in the database and in the store, who makes both agree."""
    Path(signature.file.path).write_bytes(content)
    with by_hand() as run:
        run(
            "UPDATE documents_signature SET sha256 = %s",
            [hashlib.sha256(content).hexdigest()],
        )


def test_a_file_signed_by_nobody_is_found_even_where_its_digest_agrees(case_in, signing_on):
    case, document, signature = signed_paper(case_in)
    content = signature.read_file()

    forge(signature, content + b"% more")
    assert [(one.case, one.rule) for one in look()] == [(case.number, "signature_broken")]
    forge(signature, document.read_pdf())
    assert [(one.case, one.rule) for one in look()] == [(case.number, "signature_broken")]
    forge(signature, content[1:])
    assert [(one.case, one.rule) for one in look()] == [(case.number, "signature_other")]


def test_an_ofd_is_checked_by_its_digest(case_in, signing_on):
    signed_paper(case_in)
    with by_hand() as run:
        run("UPDATE documents_signature SET media_type = 'application/ofd'", [])

    assert list(look()) == []
