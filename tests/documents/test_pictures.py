"""Pictures of seals: what is taken is written anew, what could do more than draw is refused."""

import io
import struct
import zlib
from xml.etree import ElementTree

import pytest
from django.utils import translation
from PIL import Image, PngImagePlugin

from documents import marks
from documents.pictures import MOST, PictureRefused, clean_picture
from documents.rendering import Asset, stamp
from tests.documents.pictures import png_seal

pytestmark = pytest.mark.pages

SVG = 'xmlns="http://www.w3.org/2000/svg"'
CIRCLE = '<circle cx="50" cy="50" r="45" fill="none" stroke="#d7000f" stroke-width="4"/>'


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def drawing(inside=CIRCLE, *, frame='viewBox="0 0 100 100"', before=""):
    return f"{before}<svg {SVG} {frame}>{inside}</svg>".encode()


def cleaned(content):
    return clean_picture(content).content.decode()


def refused(content):
    with pytest.raises(PictureRefused) as why:
        clean_picture(content)
    return str(why.value)


# Outlines


def test_a_seal_in_outlines_is_kept_as_it_is():
    picture = clean_picture(marks.seal("平凉市法律援助中心"))

    assert picture.media_type == "image/svg+xml"
    was, now = (
        ElementTree.fromstring(content)  # noqa: S314  (our own)
        for content in (marks.seal("平凉市法律援助中心"), picture.content)
    )
    assert [(one.tag, one.attrib) for one in was.iter()] == [
        (one.tag, one.attrib) for one in now.iter()
    ]


def test_what_was_cleaned_is_clean():
    once = clean_picture(drawing()).content
    assert clean_picture(once).content == once


def test_an_editor_s_notes_are_left_out_and_its_styles_become_attributes():
    content = drawing(
        "<title>平凉市</title><metadata><rdf:RDF xmlns:rdf='http://r'><rdf:li>x</rdf:li></rdf:RDF>"
        "</metadata><sodipodi:namedview xmlns:sodipodi='http://s' pagecolor='#fff'/>"
        "<g id='layer1' inkscape:label='x' xmlns:inkscape='http://i' class='a'>"
        "<path d='M0 0L9 9z' style='fill:#d7000f;stroke:none;font-size:12px;-inkscape-font:x'/></g>",
        before="<?xml version='1.0' encoding='UTF-8'?><!-- made by hand -->",
    )

    assert cleaned(content) == (
        f'<svg {SVG} viewBox="0 0 100 100"><g><path d="M0 0L9 9z" fill="#d7000f" stroke="none">'
        "</path></g></svg>"
    )


def test_a_drawing_without_a_view_box_is_as_large_as_it_says():
    assert 'viewBox="0 0 400 400"' in cleaned(drawing(frame='width="400px" height="400"'))


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<text x='1' y='2'>印</text>",
        "<image href='https://example.org/a.png'/>",
        "<image xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='file:///etc/passwd'/>",
        "<use href='#a'/>",
        "<a href='https://example.org'><path d='M0 0'/></a>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
        "<style>path{fill:url(https://example.org)}</style>",
        "<filter id='f'/>",
        "<animate attributeName='x'/>",
        "<svg><path d='M0 0'/></svg>",
        "<path d='M0 0' onclick='alert(1)'/>",
        "<path d='M0 0' style='fill:url(#a)'/>",
        "<path d='M0 0' style='background:url(https://example.org)'/>",
        "<path d='M0 0' fill='url(https://example.org/#a)'/>",
        "<path d='M0 0' filter='url(#a)'/>",
        "<path d='javascript:alert(1)'/>",
        "<path d='M1e999 0'/>",
        "<circle r='1e999'/>",
        "<path d='M0 0' transform='expression(1)'/>",
        "<linearGradient id='g'/>",
    ],
)
def test_what_could_do_more_than_draw_refuses_the_file(inside):
    assert "plain SVG" in refused(drawing(CIRCLE + inside))


def test_words_between_the_shapes_are_refused():
    assert refused(drawing(CIRCLE + "印")).startswith("It holds text.")


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>',
        '<!DOCTYPE svg SYSTEM "https://example.org/x.dtd">',
        '<?xml-stylesheet href="https://example.org/x.css"?>',
    ],
)
def test_nothing_is_read_from_elsewhere(before):
    said = refused(drawing(before=f"<?xml version='1.0'?>{before}"))
    assert "plain SVG" in said


def test_a_bomb_of_entities_does_not_go_off():
    lol = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY a{n} "&a{n - 1 or ""};&a{n - 1 or ""};">' for n in range(1, 30)
    )
    assert "document type" in refused(drawing("&a29;", before=f"<?xml version='1.0'?>{lol}]>"))


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("", "empty"),
        ("<g></g>", "empty"),
        (CIRCLE * 5001, "too many parts"),
        ("<g>" * 40 + CIRCLE + "</g>" * 40, "too many parts"),
    ],
)
def test_a_drawing_of_nothing_or_of_everything_is_refused(inside, said):
    assert said in refused(drawing(inside))


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ("", "how large"),
        ('viewBox="0 0 100"', "how large"),
        ('viewBox="0 0 a b"', "how large"),
        ('width="100%" height="100%"', "how large"),
        ('viewBox="0 0 100 60"', "square"),
        ('viewBox="0 0 0 0"', "square"),
        ('viewBox="0 0 -5 -5"', "square"),
    ],
)
def test_a_seal_is_square(frame, said):
    assert said in refused(drawing(frame=frame))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg", "damaged"),
        (b"<svg>" + b"</svg>", "not an SVG"),
        (b"<?xml version='1.0'?><html/>", "not an SVG"),
        (b"GIF89a", "SVG or a PNG"),
        (b"\xff\xd8\xff", "SVG or a PNG"),
        (b"", "SVG or a PNG"),
        (b"%PDF-1.7", "SVG or a PNG"),
        (bytes(MOST + 1), "512 KB"),
    ],
)
def test_another_kind_of_file_is_refused(content, said):
    assert said in refused(content)


# Pixels


def test_a_seal_of_pixels_keeps_its_pixels_and_nothing_else():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "张䶮")
    content = io.BytesIO()
    Image.open(io.BytesIO(png_seal())).save(content, format="PNG", pnginfo=notes)
    picture = clean_picture(content.getvalue())

    assert picture.media_type == "image/png"
    with Image.open(io.BytesIO(picture.content)) as now:
        assert (now.mode, now.size, now.info) == ("RGBA", (600, 600), {})
        was = Image.open(io.BytesIO(png_seal()))
        assert now.tobytes() == was.tobytes()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (png_seal(400), "500 to 2000 pixels"),
        (png_seal(2100), "500 to 2000 pixels"),
        (png_seal(600, background=(255, 255, 255, 255)), "transparent"),
        (png_seal(600, mode="RGB"), "transparent"),
        (png_seal()[:2000], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "damaged"),
        (png_seal()[:24] + bytes(100), "damaged"),
        (png_seal()[:20], "damaged"),
    ],
)
def test_pixels_that_would_not_print_well_are_refused(content, said):
    assert said in refused(content)


def test_a_picture_that_is_not_square_is_refused():
    content = io.BytesIO()
    Image.new("RGBA", (600, 700)).save(content, format="PNG")
    assert "square" in refused(content.getvalue())


def test_an_empty_picture_is_refused():
    content = io.BytesIO()
    Image.new("RGBA", (600, 600)).save(content, format="PNG")
    assert "empty" in refused(content.getvalue())


def test_a_moving_picture_is_refused():
    content, frame = io.BytesIO(), Image.open(io.BytesIO(png_seal()))
    frame.save(content, format="PNG", save_all=True, append_images=[frame.rotate(90)])
    assert "moves" in refused(content.getvalue())


def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked():
    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IEND", b"")
    assert "pixels a side" in refused(content)


@pytest.mark.parametrize("content", [marks.seal("甲"), png_seal()], ids=["svg", "png"])
def test_what_is_taken_can_be_drawn(content):
    picture = clean_picture(content)
    assert len(stamp(Asset(picture.content, picture.media_type))) > 1000
